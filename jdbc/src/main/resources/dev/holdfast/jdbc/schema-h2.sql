-- The records of the idempotency filter on H2 2.x.
-- Digests are SHA-256. Times are microseconds since 1970-01-01T00:00:00Z by the database's clock.
create table if not exists holdfast_idempotency (
  record_id    binary(32) not null primary key,
  caller_scope binary(32) not null,
  fingerprint  binary(32) not null,
  nonce        bigint     not null, -- tells the claim that won
  token        bigint     not null,
  attempt      integer    not null,
  state        smallint   not null, -- 1 in flight, 2 completed
  lease_until  bigint     not null,
  expires_at   bigint     not null,
  outcome      blob
);

create index if not exists holdfast_idempotency_caller on holdfast_idempotency (caller_scope, expires_at);

create index if not exists holdfast_idempotency_expiry on holdfast_idempotency (expires_at);
