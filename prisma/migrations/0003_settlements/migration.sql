-- Commands to terminals beside payments, the closes of their batches, and alarms about what people should look at.

-- Local time of the property at which the terminal's day is closed; null: by hand. `settle_since` is when that was decided:
-- what would have been due before it is not missed.
alter table terminal add column settle_at text check (settle_at ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$');
alter table terminal add column settle_since timestamptz(6);

create function terminal_settle_since() returns trigger
  language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if tg_op = 'INSERT' then
    new.settle_since := coalesce(new.settle_since, now());
  elsif new.settle_at is distinct from old.settle_at and new.settle_since is not distinct from old.settle_since then
    new.settle_since := now();
  end if;
  return new;
end $$;
create trigger terminal_settle_since before insert or update of settle_at on terminal for each row execute function terminal_settle_since();

-- One command to a terminal with its kept result. Totals are what the terminal printed, minor units; null: not printed.
create table terminal_command (
  id                 uuid primary key,
  property_id        uuid not null references property (id),
  terminal_id        uuid not null references terminal (id),
  kind               text not null check (kind in ('link_test', 'totals_report', 'control_tape', 'reprint', 'settlement')),
  status             text not null default 'accepted' check (status in ('accepted', 'in_progress', 'done', 'failed', 'unknown')),
  requested_kind     text not null check (requested_kind in ('user', 'pms', 'schedule')),
  requested_name     text check ((requested_kind = 'schedule') = (requested_name is null)),
  -- The person or the key. Refers to nothing: the name stays when they are gone.
  requested_id       uuid,
  -- The scheduled moment that this close is for; null where a person or the PMS asked.
  due_at             timestamptz(6),
  device_reference   text not null,
  instance_id        text not null references gateway_instance (id),
  holds_terminal     boolean not null default false,
  recovery_attempts  integer not null default 0,
  text               text,
  message            jsonb,
  sales_count        integer,
  sales_minor        bigint,
  refunds_count      integer,
  refunds_minor      bigint,
  voids_count        integer,
  voids_minor        bigint,
  evidence           jsonb not null default '{}',
  demo               boolean not null default false,
  dispatched_at      timestamptz(6),
  unknown_since      timestamptz(6),
  created_at         timestamptz(6) not null,
  final_at           timestamptz(6),
  check ((status in ('done', 'failed')) = (final_at is not null)),
  check (due_at is null or kind = 'settlement')
);
create unique index terminal_command_reference on terminal_command (terminal_id, device_reference);
create index terminal_command_newest on terminal_command (terminal_id, id desc);
create index terminal_command_property on terminal_command (property_id, id desc);
create index terminal_command_open on terminal_command (instance_id) where status in ('accepted', 'in_progress', 'unknown');
-- Whoever comes second at a scheduled moment does not close again; only a close that provably failed is tried anew.
create unique index terminal_command_due on terminal_command (terminal_id, due_at)
  where due_at is not null and status in ('accepted', 'in_progress', 'done', 'unknown');

create function terminal_command_guard() returns trigger
  language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if tg_op = 'INSERT' then
    new.demo := coalesce((select t.demo from terminal t where t.id = new.terminal_id), false);
    return new;
  end if;
  if tg_op = 'DELETE' then
    if current_setting('payport.demo_reset', true) = 'on' and old.demo then
      return old;
    end if;
    raise exception 'commands are never deleted' using errcode = 'insufficient_privilege';
  end if;
  if (new.id, new.property_id, new.terminal_id, new.kind, new.requested_kind, new.requested_name, new.due_at, new.device_reference, new.demo,
      new.created_at)
     is distinct from
     (old.id, old.property_id, old.terminal_id, old.kind, old.requested_kind, old.requested_name, old.due_at, old.device_reference, old.demo,
      old.created_at) then
    raise exception 'command %: what was asked for never changes', old.id
      using errcode = 'check_violation', constraint = 'terminal_command_intent_immutable';
  end if;
  if new.status <> old.status and not (
       (old.status = 'accepted' and new.status in ('in_progress', 'done', 'failed', 'unknown'))
    or (old.status = 'in_progress' and new.status in ('done', 'failed', 'unknown'))
    or (old.status = 'unknown' and new.status in ('done', 'failed'))) then
    raise exception 'command %: % -> % is not an allowed move', old.id, old.status, new.status
      using errcode = 'check_violation', constraint = 'terminal_command_move';
  end if;
  if old.final_at is not null and
     (new.text, new.message, new.sales_count, new.sales_minor, new.refunds_count, new.refunds_minor, new.voids_count, new.voids_minor,
      new.evidence, new.final_at)
     is distinct from
     (old.text, old.message, old.sales_count, old.sales_minor, old.refunds_count, old.refunds_minor, old.voids_count, old.voids_minor,
      old.evidence, old.final_at) then
    raise exception 'command %: a final result never changes', old.id
      using errcode = 'check_violation', constraint = 'terminal_command_final_result';
  end if;
  return new;
end $$;
create trigger terminal_command_guard before insert or update or delete on terminal_command
  for each row execute function terminal_command_guard();

-- What a close means for the books: our side of the batch, and whether it is the terminal's.
create table settlement (
  id             uuid primary key references terminal_command (id),
  property_id    uuid not null references property (id),
  terminal_id    uuid not null references terminal (id),
  -- The batch: after the close before this one, up to this one, both by the terminal's clock where it gave one.
  opened_at      timestamptz(6),
  closed_at      timestamptz(6),
  host_agrees    boolean,
  sales_count    integer,
  sales_minor    bigint,
  refunds_count  integer,
  refunds_minor  bigint,
  voids_count    integer,
  voids_minor    bigint,
  matches        boolean,
  unresolved     uuid[] not null default '{}',
  acknowledged   uuid[] not null default '{}',
  check (opened_at is null or closed_at is null or opened_at <= closed_at)
);
create index settlement_terminal on settlement (terminal_id, id desc);
create index settlement_property on settlement (property_id, id desc);
create index settlement_closed on settlement (terminal_id, closed_at desc) where closed_at is not null;
-- Closes whose batch still holds payments of unknown outcome: counted again when those end.
create index settlement_unresolved on settlement (id) where unresolved <> '{}';

create function settlement_guard() returns trigger
  language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if tg_op = 'DELETE' then
    if current_setting('payport.demo_reset', true) = 'on' and exists (select from terminal_command c where c.id = old.id and c.demo) then
      return old;
    end if;
    raise exception 'settlements are never deleted' using errcode = 'insufficient_privilege';
  end if;
  if (new.id, new.property_id, new.terminal_id, new.acknowledged) is distinct from (old.id, old.property_id, old.terminal_id, old.acknowledged)
     or (old.closed_at is not null and (new.opened_at, new.closed_at, new.host_agrees) is distinct from (old.opened_at, old.closed_at, old.host_agrees)) then
    raise exception 'settlement %: a closed batch never changes', old.id
      using errcode = 'check_violation', constraint = 'settlement_closed_batch';
  end if;
  return new;
end $$;
create trigger settlement_guard before update or delete on settlement for each row execute function settlement_guard();

-- The device's claim names the command that may speak; the link watch alone has none.
alter table device_claim add column command_id uuid references terminal_command (id);
alter table device_claim add constraint device_claim_command_check check (
  (holder <> 'payment' or command_id is null) and (holder <> 'settlement' or command_id is not null));
create unique index device_claim_command on device_claim (command_id) where command_id is not null;

alter table wire_frame add column command_id uuid references terminal_command (id);
create index wire_frame_command on wire_frame (command_id, id) where command_id is not null;

-- A key is unique over all operations of a property: one that started a settlement can start no payment.
alter table idempotency_alias alter column payment_id drop not null;
alter table idempotency_alias add column command_id uuid references terminal_command (id);
alter table idempotency_alias add constraint idempotency_alias_one check (num_nonnulls(payment_id, command_id) = 1);
create index idempotency_alias_command on idempotency_alias (command_id) where command_id is not null;

-- Something that a person should look at. One open alarm of a kind and a terminal; cleared by the cause's end.
create table alarm (
  id               uuid primary key,
  property_id      uuid not null references property (id),
  terminal_id      uuid references terminal (id),
  command_id       uuid references terminal_command (id),
  kind             text not null check (kind in ('settlement_missed', 'settlement_mismatch', 'settlement_failed', 'settlement_unknown')),
  severity         text not null check (severity in ('warning', 'critical')),
  since            timestamptz(6) not null,
  text             jsonb not null,
  acknowledged_by  text,
  acknowledged_at  timestamptz(6),
  cleared_at       timestamptz(6),
  check ((acknowledged_by is null) = (acknowledged_at is null))
);
create unique index alarm_open on alarm (property_id, terminal_id, kind) where cleared_at is null;
create index alarm_property on alarm (property_id, id desc);
create index alarm_terminal on alarm (terminal_id);
