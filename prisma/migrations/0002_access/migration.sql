-- People of the portal: who they are (better-auth's models under our names), and where each of them may look.

create table app_user (
  id              uuid primary key,
  name            text not null check (name <> ''),
  -- Sign-in compares in lower case; two spellings must not be two people.
  email           text not null check (email = lower(email)),
  email_verified  boolean not null default false,
  image           text,
  demo            boolean not null default false,
  created_at      timestamptz(6) not null default now(),
  updated_at      timestamptz(6) not null default now()
);
create unique index app_user_email on app_user (email);

create table user_session (
  id            uuid primary key,
  user_id       uuid not null references app_user (id) on delete cascade,
  token         text not null,
  expires_at    timestamptz(6) not null,
  -- Moves with use; a session that nobody used for long ends before `expires_at`.
  last_seen_at  timestamptz(6) not null default now(),
  ip_address    text,
  user_agent    text,
  created_at    timestamptz(6) not null default now(),
  updated_at    timestamptz(6) not null default now()
);
create unique index user_session_token on user_session (token);
create index user_session_user on user_session (user_id);

-- How a person proves who they are. Today a password; the columns of other providers stay empty.
create table user_account (
  id                        uuid primary key,
  user_id                   uuid not null references app_user (id) on delete cascade,
  account_id                text not null,
  provider_id               text not null,
  password                  text,
  access_token              text,
  refresh_token             text,
  id_token                  text,
  access_token_expires_at   timestamptz(6),
  refresh_token_expires_at  timestamptz(6),
  scope                     text,
  created_at                timestamptz(6) not null default now(),
  updated_at                timestamptz(6) not null default now()
);
create unique index user_account_provider on user_account (provider_id, account_id);
create index user_account_user on user_account (user_id);

-- One-time proofs, e.g. of an e-mail address.
create table user_verification (
  id          uuid primary key,
  identifier  text not null,
  value       text not null,
  expires_at  timestamptz(6) not null,
  created_at  timestamptz(6) not null default now(),
  updated_at  timestamptz(6) not null default now()
);
create index user_verification_identifier on user_verification (identifier);

-- What is not written here, a person may not see.
create table membership (
  user_id      uuid not null references app_user (id) on delete cascade,
  property_id  uuid not null references property (id),
  role         text not null check (role in ('owner', 'manager', 'finance', 'support', 'auditor')),
  created_at   timestamptz(6) not null default now(),
  primary key (user_id, property_id)
);
create index membership_property on membership (property_id);

-- Failed sign-ins by account and by address. The account is named by a hash, so that a mistyped password in the e-mail
-- field is not kept.
create table sign_in_attempt (
  key                text primary key,
  tries              integer not null,
  window_started_at  timestamptz(6) not null,
  locked_until       timestamptz(6)
);
create index sign_in_attempt_window on sign_in_attempt (window_started_at);
