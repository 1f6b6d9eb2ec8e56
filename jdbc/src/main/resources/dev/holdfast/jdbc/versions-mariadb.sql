-- The versions that the ETag filter counts on MariaDB 10.5 or later. A row stays when its resource goes: no number is used twice.
create table if not exists holdfast_version (
  resource_id binary(32) not null primary key, -- SHA-256
  number      bigint     not null, -- of the content
  last        bigint     not null, -- the greatest that was ever given
  state       smallint   not null -- 0 unknown, 1 there, 2 being written
) engine = InnoDB;
