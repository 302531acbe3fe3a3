-- Properties, terminals, payments and the rules that keep money right whatever the code above does.
-- SQL of Postgres 15. Ids are UUIDv7 made by the gateway. Amounts are minor units (kopecks) in bigint.

create table property (
  id            uuid primary key,
  name          text not null check (name <> ''),
  legal_entity  text,
  city          text,
  time_zone     text not null,
  currency      text not null check (currency ~ '^[A-Z]{3}$'),
  currencies    text[] not null check (cardinality(currencies) > 0),
  demo          boolean not null default false,
  created_at    timestamptz(6) not null default now(),
  updated_at    timestamptz(6) not null default now()
);

create table terminal (
  id              uuid primary key,
  property_id     uuid not null references property (id),
  name            text not null check (name <> ''),
  driver          text not null,
  settings        jsonb not null,
  device_address  text not null,
  tid             text,
  mid             text,
  enabled         boolean not null default true,
  -- Null while the device answers; the moment since which it does not.
  offline_since   timestamptz(6),
  last_seen_at    timestamptz(6),
  demo            boolean not null default false,
  created_at      timestamptz(6) not null default now(),
  updated_at      timestamptz(6) not null default now()
);
create index terminal_property on terminal (property_id);
-- Two terminal records must not share a device unseen.
create unique index terminal_device on terminal (device_address) where enabled;

create table workstation_default (
  property_id  uuid not null references property (id),
  workstation  text not null,
  terminal_id  uuid not null references terminal (id),
  primary key (property_id, workstation)
);
create index workstation_default_terminal on workstation_default (terminal_id);

create table api_key (
  id            uuid primary key,
  property_id   uuid not null references property (id),
  name          text not null,
  sha256        bytea not null check (octet_length(sha256) = 32),
  last_four     text not null,
  scopes        text[] not null,
  demo          boolean not null default false,
  created_at    timestamptz(6) not null default now(),
  last_used_at  timestamptz(6),
  revoked_at    timestamptz(6)
);
create unique index api_key_sha256 on api_key (sha256);
create index api_key_property on api_key (property_id);

-- One row per gateway that ever ran; `epoch` counts its starts, the lease tells whether it lives.
create table gateway_instance (
  id            text primary key,
  epoch         bigint not null,
  started_at    timestamptz(6) not null,
  heartbeat_at  timestamptz(6) not null,
  lease_until   timestamptz(6) not null
);

create table payment (
  id                      uuid primary key,
  property_id             uuid not null references property (id),
  terminal_id             uuid not null references terminal (id),
  kind                    text not null check (kind in ('sale', 'refund', 'void', 'preauthorization', 'capture')),
  -- Signed as the contract shows it: money back to the guest is negative.
  amount_minor            bigint not null check (amount_minor <> 0 and (kind in ('refund', 'void')) = (amount_minor < 0)),
  currency                text not null check (currency ~ '^[A-Z]{3}$'),
  status                  text not null,
  last_seq                integer not null default 0,
  stage                   text,
  idempotency_key         text not null,
  params                  jsonb not null,
  params_hash             bytea not null,
  pms_transaction_number  text,
  confirmation_number     text,
  guest_name              text,
  room                    text,
  arrival                 text,
  departure               text,
  folio_window            text,
  folio_name              text,
  cashier                 text,
  workstation             text,
  comment                 text,
  details                 text,
  confirmation            text not null default 'auto' check (confirmation in ('auto', 'pms')),
  original_payment_id     uuid references payment (id),
  original_rrn            text,
  original_auth_code      text,
  original_date           text,
  original_linked_by      text check (original_linked_by in ('payment_id', 'rrn', 'auto')),
  device_reference        text not null,
  instance_id             text not null references gateway_instance (id),
  api_key_id              uuid references api_key (id),
  -- True while an unknown payment still has to be asked about at its device, which therefore serves nobody else.
  holds_terminal          boolean not null default false,
  recovery_attempts       integer not null default 0,
  unknown_since           timestamptz(6),
  approved_amount_minor   bigint,
  rrn                     text,
  auth_code               text,
  response_code           text,
  response_text           text,
  card_mask               text,
  card_brand              text,
  card_expiry             text,
  cardholder              text,
  result_tid              text,
  result_mid              text,
  stan                    text,
  host_time               text,
  executed_as             text check (executed_as in ('sale', 'refund', 'void')),
  slip                    text,
  decline                 jsonb,
  demo                    boolean not null default false,
  dispatched_at           timestamptz(6),
  created_at              timestamptz(6) not null,
  updated_at              timestamptz(6) not null,
  final_at                timestamptz(6)
);
-- The idempotency record is the payment itself; it never expires.
create unique index payment_idempotency on payment (property_id, idempotency_key);
-- The natural key, among payments that did not end without money.
create unique index payment_natural_key on payment (property_id, pms_transaction_number, kind, terminal_id, amount_minor, currency)
  where pms_transaction_number is not null and status not in ('declined', 'cancelled', 'failed', 'reversed');
create unique index payment_device_reference on payment (terminal_id, device_reference);
-- Newest first within a property: ids are ordered by time.
create index payment_property_newest on payment (property_id, id desc);
create index payment_terminal_newest on payment (terminal_id, id desc);
create index payment_open on payment (property_id, status)
  where status in ('accepted', 'dispatched', 'in_progress', 'cancelling', 'held', 'unknown', 'reversing', 'reversal_unknown', 'manual_review');
create index payment_folio on payment (property_id, confirmation_number, id desc) where confirmation_number is not null;
create index payment_pms_number on payment (property_id, pms_transaction_number, id desc) where pms_transaction_number is not null;
create index payment_original on payment (original_payment_id) where original_payment_id is not null;
create index payment_rrn on payment (property_id, rrn) where rrn is not null;
create index payment_auth_code on payment (property_id, auth_code) where auth_code is not null;

-- A key that was answered with an earlier payment (same natural key): the same key means that payment for ever.
create table idempotency_alias (
  property_id      uuid not null references property (id),
  idempotency_key  text not null,
  payment_id       uuid not null references payment (id),
  params           jsonb not null,
  params_hash      bytea not null,
  created_at       timestamptz(6) not null,
  primary key (property_id, idempotency_key)
);
create index idempotency_alias_payment on idempotency_alias (payment_id);

-- Allowed moves of a payment: the same table as in the code; a test compares both.
create table payment_move (
  from_status  text not null,
  to_status    text not null,
  primary key (from_status, to_status)
);
insert into payment_move (from_status, to_status) values
  ('accepted', 'dispatched'), ('accepted', 'cancelled'), ('accepted', 'failed'),
  ('dispatched', 'in_progress'), ('dispatched', 'approved'), ('dispatched', 'held'), ('dispatched', 'declined'),
  ('dispatched', 'cancelled'), ('dispatched', 'cancelling'), ('dispatched', 'failed'), ('dispatched', 'unknown'),
  ('in_progress', 'approved'), ('in_progress', 'held'), ('in_progress', 'declined'), ('in_progress', 'cancelled'),
  ('in_progress', 'cancelling'), ('in_progress', 'unknown'),
  ('cancelling', 'cancelled'), ('cancelling', 'approved'), ('cancelling', 'held'), ('cancelling', 'declined'),
  ('cancelling', 'unknown'),
  ('held', 'approved'), ('held', 'reversing'), ('held', 'unknown'),
  ('unknown', 'approved'), ('unknown', 'held'), ('unknown', 'declined'), ('unknown', 'cancelled'), ('unknown', 'failed'),
  ('unknown', 'reversing'), ('unknown', 'reversed'), ('unknown', 'manual_review'),
  ('reversing', 'reversed'), ('reversing', 'reversal_unknown'), ('reversing', 'unknown'), ('reversing', 'approved'),
  ('reversing', 'failed'),
  ('reversal_unknown', 'reversed'), ('reversal_unknown', 'reversing'), ('reversal_unknown', 'approved'),
  ('reversal_unknown', 'manual_review'),
  ('manual_review', 'approved'), ('manual_review', 'declined'), ('manual_review', 'cancelled'), ('manual_review', 'failed'),
  ('manual_review', 'reversed'), ('manual_review', 'held'), ('manual_review', 'reversing'), ('manual_review', 'unknown');

-- What happened, in order, for ever. The payment's status is a projection of these rows.
create table payment_event (
  payment_id   uuid not null references payment (id),
  seq          integer not null,
  at           timestamptz(6) not null,
  type         text not null check (type in ('state', 'stage', 'note')),
  from_status  text,
  to_status    text not null,
  stage        text,
  cause        text not null check (cause <> ''),
  actor        text not null check (actor <> ''),
  evidence     jsonb not null default '{}',
  primary key (payment_id, seq)
);

-- Exactly one conversation per device: the row is the right to speak.
create sequence device_fencing_token;
create table device_claim (
  address        text primary key,
  terminal_id    uuid not null references terminal (id),
  holder         text not null check (holder in ('payment', 'settlement', 'service')),
  payment_id     uuid references payment (id),
  service        text,
  cashier        text,
  instance_id    text not null references gateway_instance (id),
  fencing_token  bigint not null default nextval('device_fencing_token'),
  taken_at       timestamptz(6) not null,
  check ((holder = 'payment') = (payment_id is not null))
);
create unique index device_claim_payment on device_claim (payment_id) where payment_id is not null;
create index device_claim_terminal on device_claim (terminal_id);

-- The cleaned exchange with the device.
create table wire_frame (
  id           bigint generated always as identity primary key,
  payment_id   uuid references payment (id),
  terminal_id  uuid not null references terminal (id),
  at           timestamptz(6) not null,
  direction    text not null check (direction in ('outbound', 'inbound')),
  channel      text not null,
  bytes        bytea not null check (octet_length(bytes) <= 65536),
  text         text,
  fields       jsonb not null default '{}',
  checksum_ok  boolean
);
create index wire_frame_payment on wire_frame (payment_id, id);

-- What others must be told: written with the outcome, told after the commit, at least once.
create table outbox (
  id            bigint generated always as identity primary key,
  topic         text not null,
  property_id   uuid not null references property (id),
  payment_id    uuid references payment (id),
  seq           integer,
  payload       jsonb not null,
  created_at    timestamptz(6) not null,
  delivered_at  timestamptz(6)
);
create index outbox_pending on outbox (id) where delivered_at is null;

-- Every trigger function names its search path with pg_temp last: otherwise a temporary table called `payment_move`
-- would be believed before ours.

-- A change of state is possible only as an event, only in sequence, only along an allowed move.
create function payment_event_apply() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  current_status text;
  current_seq integer;
  ends boolean;
begin
  select status, last_seq into current_status, current_seq from payment where id = new.payment_id for update;
  if not found then
    raise exception 'payment % does not exist', new.payment_id using errcode = 'foreign_key_violation';
  end if;
  if new.seq <> current_seq + 1 then
    raise exception 'payment %: event % is out of sequence, % was expected', new.payment_id, new.seq, current_seq + 1
      using errcode = 'check_violation', constraint = 'payment_event_sequence';
  end if;
  if current_seq = 0 then
    if new.type <> 'state' or new.from_status is not null or new.to_status <> 'accepted' then
      raise exception 'payment %: the first event must accept it', new.payment_id
        using errcode = 'check_violation', constraint = 'payment_event_first';
    end if;
  elsif new.from_status is distinct from current_status then
    raise exception 'payment %: event from % but the payment is %', new.payment_id, new.from_status, current_status
      using errcode = 'check_violation', constraint = 'payment_event_from';
  elsif new.type = 'state' then
    if not exists (select from payment_move m where m.from_status = new.from_status and m.to_status = new.to_status) then
      raise exception 'payment %: % -> % is not an allowed move', new.payment_id, new.from_status, new.to_status
        using errcode = 'check_violation', constraint = 'payment_event_move';
    end if;
  elsif new.to_status <> new.from_status then
    raise exception 'payment %: a % cannot change the status', new.payment_id, new.type
      using errcode = 'check_violation', constraint = 'payment_event_move';
  elsif new.type = 'stage' and current_status in ('approved', 'declined', 'cancelled', 'failed', 'reversed') then
    raise exception 'payment %: no stage after the end', new.payment_id
      using errcode = 'check_violation', constraint = 'payment_event_move';
  end if;
  ends := new.type = 'state' and new.to_status in ('approved', 'declined', 'cancelled', 'failed', 'reversed');
  update payment set
    status = new.to_status,
    last_seq = new.seq,
    stage = case when new.type = 'note' then stage else new.stage end,
    unknown_since = case when new.type = 'state' and new.to_status = 'unknown' and unknown_since is null then new.at else unknown_since end,
    dispatched_at = case when new.type = 'state' and new.to_status = 'dispatched' then new.at else dispatched_at end,
    final_at = case when ends then new.at else final_at end,
    updated_at = greatest(updated_at, new.at)
  where id = new.payment_id;
  return new;
end $$;
create trigger payment_event_apply before insert on payment_event for each row execute function payment_event_apply();

create function payment_event_immutable() returns trigger
  language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if tg_op = 'DELETE' and current_setting('payport.demo_reset', true) = 'on'
     and exists (select from payment p where p.id = old.payment_id and p.demo) then
    return old;
  end if;
  raise exception 'payment events are never changed or deleted' using errcode = 'insufficient_privilege';
end $$;
create trigger payment_event_immutable before update or delete on payment_event for each row execute function payment_event_immutable();
create trigger payment_event_no_truncate before truncate on payment_event execute function payment_event_immutable();

-- What was asked for never changes; status moves only through an event; a final result never changes.
create function payment_guard() returns trigger
  language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if tg_op = 'DELETE' then
    if current_setting('payport.demo_reset', true) = 'on' and old.demo then
      return old;
    end if;
    raise exception 'payments are never deleted' using errcode = 'insufficient_privilege';
  end if;
  if (new.status, new.last_seq, new.final_at) is distinct from (old.status, old.last_seq, old.final_at) and pg_trigger_depth() < 2 then
    raise exception 'payment %: the status changes only by an event', old.id
      using errcode = 'check_violation', constraint = 'payment_status_by_event';
  end if;
  if (new.id, new.property_id, new.terminal_id, new.kind, new.amount_minor, new.currency, new.idempotency_key, new.params_hash,
      new.pms_transaction_number, new.confirmation_number, new.device_reference, new.original_payment_id, new.original_rrn,
      new.confirmation, new.api_key_id, new.demo, new.created_at)
     is distinct from
     (old.id, old.property_id, old.terminal_id, old.kind, old.amount_minor, old.currency, old.idempotency_key, old.params_hash,
      old.pms_transaction_number, old.confirmation_number, old.device_reference, old.original_payment_id, old.original_rrn,
      old.confirmation, old.api_key_id, old.demo, old.created_at) then
    raise exception 'payment %: what was asked for never changes', old.id
      using errcode = 'check_violation', constraint = 'payment_intent_immutable';
  end if;
  if old.final_at is not null and
     (new.approved_amount_minor, new.rrn, new.auth_code, new.response_code, new.card_mask, new.result_tid, new.result_mid,
      new.stan, new.host_time, new.executed_as, new.slip, new.decline)
     is distinct from
     (old.approved_amount_minor, old.rrn, old.auth_code, old.response_code, old.card_mask, old.result_tid, old.result_mid,
      old.stan, old.host_time, old.executed_as, old.slip, old.decline) then
    raise exception 'payment %: a final result never changes', old.id
      using errcode = 'check_violation', constraint = 'payment_final_result';
  end if;
  return new;
end $$;
create trigger payment_guard before update or delete on payment for each row execute function payment_guard();

create function payment_starts_accepted() returns trigger
  language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if new.status <> 'accepted' or new.last_seq <> 0 or new.final_at is not null then
    raise exception 'payment %: a payment starts as accepted, without events', new.id
      using errcode = 'check_violation', constraint = 'payment_starts_accepted';
  end if;
  -- What runs on a simulated terminal is demonstration, whoever asks; nothing else ever is, so nothing else can be removed.
  new.demo := coalesce((select t.demo from terminal t where t.id = new.terminal_id), false);
  return new;
end $$;
create trigger payment_starts_accepted before insert on payment for each row execute function payment_starts_accepted();

create function payment_has_event() returns trigger
  language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if not exists (select from payment_event e where e.payment_id = new.id) then
    raise exception 'payment %: no payment without an event', new.id
      using errcode = 'check_violation', constraint = 'payment_has_event';
  end if;
  return null;
end $$;
create constraint trigger payment_has_event after insert on payment deferrable initially deferred
  for each row execute function payment_has_event();
