-- A second factor: a secret that the person's phone knows too (RFC 6238), sealed, and codes for the day the phone is lost.

create table user_second_factor (
  user_id       uuid primary key references app_user (id) on delete cascade,
  -- AES-256-GCM, for this person only; the key to it is not in the database.
  secret        bytea not null,
  created_at    timestamptz(6) not null,
  -- Null: begun, and not yet proven to work.
  confirmed_at  timestamptz(6),
  -- The time step of the last code that was let in: each works once.
  last_step     bigint not null default 0
);

create table user_recovery_code (
  user_id  uuid not null references user_second_factor (user_id) on delete cascade,
  sha256   bytea not null check (octet_length(sha256) = 32),
  used_at  timestamptz(6),
  primary key (user_id, sha256)
);

-- When the person last proved who they are: at the sign-in, or since then.
alter table user_session add column proven_at timestamptz(6) not null default now();

-- Roles that may not work at this hotel without a second factor; its owners decide.
alter table property add column second_factor_roles text[] not null default '{}'
  check (second_factor_roles <@ array['owner', 'manager', 'finance', 'support', 'auditor']);

-- How often it was locked: each lock is longer than the one before.
alter table sign_in_attempt add column locks integer not null default 0;
