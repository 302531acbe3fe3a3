-- Messages to hotel systems, and the way of alarms to people.

-- Where a hotel system wants to be told.
create table webhook_endpoint (
  id           uuid primary key,
  property_id  uuid not null references property (id) on delete cascade,
  url          text not null check (length(url) between 1 and 2000),
  events       text[] not null check (cardinality(events) > 0 and events <@ array[
    'payment.updated', 'payment.contradicted', 'terminal.status', 'settlement.done', 'alarm.raised']),
  language     text not null check (language in ('ru', 'en')),
  enabled      boolean not null default true,
  -- person: somebody switched it off. gone: the receiver answered that it is no more.
  disabled_as  text check (disabled_as in ('person', 'gone')),
  created_at   timestamptz(6) not null,
  created_by   text not null,
  check (enabled = (disabled_as is null))
);
create index webhook_endpoint_property on webhook_endpoint (property_id);

-- What messages are signed with; sealed, because signing needs the secret itself. Several while one replaces another.
create table webhook_secret (
  id           uuid primary key,
  endpoint_id  uuid not null references webhook_endpoint (id) on delete cascade,
  sealed       bytea not null check (octet_length(sealed) between 53 and 128),
  created_at   timestamptz(6) not null,
  ends_at      timestamptz(6)
);
create index webhook_secret_endpoint on webhook_secret (endpoint_id);

-- One message to one receiver. Its id is the webhook-id, the same at every attempt.
create table webhook_delivery (
  id               uuid primary key,
  outbox_id        bigint not null references outbox (id) on delete cascade,
  endpoint_id      uuid not null references webhook_endpoint (id) on delete cascade,
  -- cancelled: its endpoint was switched off before.
  state            text not null default 'pending' check (state in ('pending', 'delivered', 'given_up', 'cancelled')),
  -- Attempts at all; whoever writes the end of one must still have the same number.
  attempts         integer not null default 0,
  -- Attempts since the start, or since somebody sent it again; and when that was.
  tries            integer not null default 0,
  started_at       timestamptz(6) not null,
  next_attempt_at  timestamptz(6) not null,
  last_status      integer check (last_status between 100 and 999),
  last_error       text,
  created_at       timestamptz(6) not null,
  delivered_at     timestamptz(6),
  check ((state = 'delivered') = (delivered_at is not null))
);
create unique index webhook_delivery_once on webhook_delivery (outbox_id, endpoint_id);
create index webhook_delivery_due on webhook_delivery (endpoint_id, next_attempt_at) where state = 'pending';
create index webhook_delivery_oldest on webhook_delivery (created_at) where state = 'pending';
create index webhook_delivery_newest on webhook_delivery (endpoint_id, id desc);

-- What came of each attempt. Added to, never changed.
create table webhook_attempt (
  id           bigint generated always as identity primary key,
  delivery_id  uuid not null references webhook_delivery (id) on delete cascade,
  number       integer not null,
  at           timestamptz(6) not null,
  duration_ms  integer not null check (duration_ms >= 0),
  status       integer,
  error        text,
  check ((status is null) <> (error is null))
);
create index webhook_attempt_delivery on webhook_attempt (delivery_id, id);

-- A change that others see, whoever makes it. Busy is none: a payment tells of itself.
create function terminal_status_outbox() returns trigger
  language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  insert into outbox (topic, property_id, payload, created_at)
  values ('terminal.status', new.property_id, jsonb_build_object('terminalId', new.id), now());
  return null;
end $$;
create trigger terminal_status_outbox after update of offline_since, enabled on terminal for each row
  when (old.enabled <> new.enabled or (old.offline_since is null) <> (new.offline_since is null))
  execute function terminal_status_outbox();

-- An alarm of an endpoint, and who has it in hand.
alter table alarm
  add column endpoint_id uuid references webhook_endpoint (id) on delete cascade,
  add column owner_id uuid references app_user (id) on delete set null,
  add column owner_name text,
  add column owned_at timestamptz(6),
  add constraint alarm_owner check ((owner_name is null) = (owned_at is null) and (owner_id is null or owner_name is not null)),
  drop constraint alarm_kind_check,
  add constraint alarm_kind_check check (kind in (
    'settlement_missed', 'settlement_mismatch', 'settlement_failed', 'settlement_unknown', 'webhook_given_up', 'webhook_gone')),
  add constraint alarm_endpoint check ((endpoint_id is not null) = (kind in ('webhook_given_up', 'webhook_gone')));
create unique index alarm_open_endpoint on alarm (endpoint_id, kind) where cleared_at is null and endpoint_id is not null;
create index alarm_owner_user on alarm (owner_id) where owner_id is not null;

-- Raised once, told once: a repetition changes the row that is there.
create function alarm_outbox() returns trigger
  language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  insert into outbox (topic, property_id, payload, created_at)
  values ('alarm.raised', new.property_id, jsonb_build_object('alarmId', new.id), now());
  return null;
end $$;
create trigger alarm_outbox after insert on alarm for each row execute function alarm_outbox();

-- One mail to each person whom an alarm concerns.
create table alarm_mail (
  alarm_id  uuid not null references alarm (id) on delete cascade,
  user_id   uuid not null references app_user (id) on delete cascade,
  state     text not null default 'waiting' check (state in ('waiting', 'sent', 'given_up')),
  tries     integer not null default 0,
  due_at    timestamptz(6) not null,
  sent_at   timestamptz(6),
  primary key (alarm_id, user_id),
  check ((state = 'sent') = (sent_at is not null))
);
create index alarm_mail_due on alarm_mail (due_at) where state = 'waiting';
create index alarm_mail_user on alarm_mail (user_id);

-- What was written before anybody could be told is not news any more.
update outbox set delivered_at = now() where delivered_at is null;
