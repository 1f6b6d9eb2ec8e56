-- The guards of the ETag filter on H2 2.x: rows to be locked, and never written.
create table if not exists holdfast_guard (
  stripe integer not null primary key
);

merge into holdfast_guard (stripe) key (stripe) select x from system_range(0, 511);
