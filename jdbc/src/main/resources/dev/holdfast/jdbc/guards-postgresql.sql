-- The guards of the ETag filter on PostgreSQL 12 or later: rows to be locked, and never written.
create table if not exists holdfast_guard (
  stripe integer not null primary key
);

insert into holdfast_guard (stripe) select generate_series(0, 511) on conflict do nothing;
