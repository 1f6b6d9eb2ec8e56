-- The guards of the ETag filter on MySQL 8.0 or later: rows to be locked, and never written.
create table if not exists holdfast_guard (
  stripe integer not null primary key
) engine = InnoDB;

insert ignore into holdfast_guard (stripe)
with recursive numbers (n) as (select 0 union all select n + 1 from numbers where n < 511)
select n from numbers;
