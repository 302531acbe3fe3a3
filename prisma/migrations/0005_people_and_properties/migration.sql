-- What a hotel is to its bank and its accountant, the links by which people come in, and who changed what.

alter table property
  -- Ten digits for a company, twelve for a person in business; the gateway also checks the control digits.
  add column inn text check (inn ~ '^([0-9]{10}|[0-9]{12})$'),
  add column kpp text check (kpp ~ '^[0-9]{4}[0-9A-Z]{2}[0-9]{3}$'),
  -- The hour of the hotel's own clock at which its business day ends. Null: nobody has said it yet.
  add column night_audit_hour smallint check (night_audit_hour between 0 and 23),
  -- How long an approval waits for the word of the PMS.
  add column confirm_by_seconds integer not null default 60 check (confirm_by_seconds between 10 and 600),
  add constraint property_currency_accepted check (currency = any (currencies));

-- The largest single operation that the hotel allows, in minor units. No row, or null: no limit of ours.
create table property_limit (
  property_id       uuid not null references property (id) on delete cascade,
  currency          text not null check (currency ~ '^[A-Z]{3}$'),
  max_sale_minor    bigint check (max_sale_minor > 0),
  max_refund_minor  bigint check (max_refund_minor > 0),
  primary key (property_id, currency)
);

-- One-time links. The link itself is never stored: who reads this table cannot use one.
create table one_time_link (
  id          uuid primary key,
  -- setup: the first owner. owner_reset: an owner again, from the machine's own command line.
  purpose     text not null check (purpose in ('setup', 'owner_reset', 'invitation', 'password_reset')),
  sha256      bytea not null check (octet_length(sha256) = 32),
  created_at  timestamptz(6) not null,
  expires_at  timestamptz(6) not null check (expires_at > created_at),
  ended_at    timestamptz(6),
  ended_as    text check (ended_as in ('used', 'voided')),
  -- Who made it; nobody where it came from the machine itself or from the sign-in page.
  made_by     uuid references app_user (id) on delete cascade,
  -- Of an invitation: who is asked to come.
  email       text check (email = lower(email)),
  -- Of a password reset: whose password.
  user_id     uuid references app_user (id) on delete cascade,
  check ((ended_at is null) = (ended_as is null)),
  check ((purpose = 'invitation') = (email is not null)),
  check ((purpose = 'password_reset') = (user_id is not null))
);
create unique index one_time_link_sha256 on one_time_link (sha256);
-- One way to the first owner at a time.
create unique index one_time_link_machine on one_time_link (purpose) where purpose in ('setup', 'owner_reset') and ended_at is null;
create index one_time_link_user on one_time_link (user_id) where user_id is not null;
create index one_time_link_made_by on one_time_link (made_by) where made_by is not null;

-- What an invitation gives.
create table invitation_grant (
  link_id      uuid not null references one_time_link (id) on delete cascade,
  property_id  uuid not null references property (id) on delete cascade,
  role         text not null check (role in ('owner', 'manager', 'finance', 'support', 'auditor')),
  primary key (link_id, property_id)
);
create index invitation_grant_property on invitation_grant (property_id);

-- Who changed rights, settings and people. Stands by itself: it outlives what it tells about, so it refers to nothing.
create table audit_entry (
  id           uuid primary key,
  at           timestamptz(6) not null,
  -- user:<name>, or the part of the machine that acted.
  actor        text not null check (actor <> ''),
  actor_id     uuid,
  -- Null: about the installation or a person, not about one hotel.
  property_id  uuid,
  action       text not null check (action ~ '^[a-z_]+\.[a-z_]+$'),
  subject      text not null,
  before       jsonb,
  after        jsonb
);
create index audit_entry_property on audit_entry (property_id, id desc);

create function audit_entry_immutable() returns trigger
  language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if tg_op = 'DELETE' and current_setting('payport.demo_reset', true) = 'on'
     and (exists (select from property p where p.id = old.property_id and p.demo)
          or exists (select from app_user u where u.id = old.actor_id and u.demo)) then
    return old;
  end if;
  raise exception 'audit entries are never changed or deleted' using errcode = 'insufficient_privilege';
end $$;
create trigger audit_entry_immutable before update or delete on audit_entry for each row execute function audit_entry_immutable();
create trigger audit_entry_no_truncate before truncate on audit_entry execute function audit_entry_immutable();
