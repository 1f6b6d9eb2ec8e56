-- The records of the idempotency filter on MariaDB 10.5 or later.
-- Digests are SHA-256. Times are microseconds since 1970-01-01T00:00:00Z by the database's clock.
create table if not exists holdfast_idempotency (
  record_id    binary(32) not null primary key,
  caller_scope binary(32) not null,
  fingerprint  binary(32) not null,
  nonce        bigint     not null, -- tells the claim that won from those that lost
  token        bigint     not null,
  attempt      integer    not null,
  state        smallint   not null, -- 1 in flight, 2 completed
  lease_until  bigint     not null,
  expires_at   bigint     not null,
  outcome      longblob,
  index holdfast_idempotency_caller (caller_scope, expires_at),
  index holdfast_idempotency_expiry (expires_at)
) engine = InnoDB;
