-- The records of the idempotency filter on PostgreSQL 12 or later.
-- Digests are SHA-256. Times are microseconds since 1970-01-01T00:00:00Z by the database's clock.
create table if not exists holdfast_idempotency (
  record_id    bytea    not null primary key,
  caller_scope bytea    not null,
  fingerprint  bytea    not null,
  nonce        bigint   not null, -- tells the claim that won
  token        bigint   not null,
  attempt      integer  not null,
  state        smallint not null, -- 1 in flight, 2 completed
  lease_until  bigint   not null,
  expires_at   bigint   not null,
  outcome      bytea
);

create index if not exists holdfast_idempotency_caller on holdfast_idempotency (caller_scope, expires_at);

create index if not exists holdfast_idempotency_expiry on holdfast_idempotency (expires_at);
