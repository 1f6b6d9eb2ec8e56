-- The versions that the ETag filter counts on PostgreSQL 12 or later. A row stays when its resource goes: no number is used twice.
create table if not exists holdfast_version (
  resource_id bytea not null primary key, -- SHA-256
  number      bigint     not null, -- of the content
  last        bigint     not null, -- the greatest that was ever given
  state       smallint   not null -- 0 unknown, 1 there, 2 being written
);
