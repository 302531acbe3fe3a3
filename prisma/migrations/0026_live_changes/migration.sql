-- What has changed, for the pages of the portal that are open now: whose it is, what it is about, and nothing of its content.
-- Rows are read in the order of their transactions, up to the oldest that still runs, so that a place in this order is a place
-- behind which nothing can appear later. They are told for a while and then forgotten. Unlogged: they cost the payments no
-- write-ahead log, and after a crash of the server every page is told to read anew.
create unlogged table live_change (
  txid         bigint not null default (pg_current_xact_id()::text::bigint),
  id           bigint generated always as identity,
  property_id  uuid not null,
  topic        text not null check (topic in ('payment', 'care', 'terminal', 'day', 'alarm', 'bank_file')),
  subject      uuid not null,
  at           timestamptz(6) not null default clock_timestamp(),
  primary key (txid, id)
);

-- Everything of transactions before this one has been forgotten, whether there was anything or not.
create unlogged table live_horizon (
  single            boolean primary key default true check (single),
  forgotten_before  bigint not null
);

-- One place that writes, as the owner: the gateway's role itself may only read. Events that are written together are one change.
create function live_payments_changed() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  insert into live_change (property_id, topic, subject)
    select distinct p.property_id, 'payment', p.id from added a join payment p on p.id = a.payment_id;
  return null;
end $$;
create trigger payment_events_live after insert on payment_event referencing new table as added
  for each statement execute function live_payments_changed();

create function live_care_changed() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  insert into live_change (property_id, topic, subject) select p.property_id, 'care', p.id from payment p where p.id = new.payment_id;
  return null;
end $$;
create trigger payment_care_live after insert or update on payment_care for each row execute function live_care_changed();

-- A row with property_id; its topic, and the column that names what it is about, are the trigger's arguments.
create function live_row_changed() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  insert into live_change (property_id, topic, subject) values (new.property_id, tg_argv[0], (to_jsonb(new) ->> tg_argv[1])::uuid);
  return null;
end $$;
create trigger terminal_live after insert or update of name, settings, tid, mid, enabled, offline_since, quarantine_since, settle_at on terminal
  for each row execute function live_row_changed('terminal', 'id');
create trigger terminal_command_live after insert or update of status on terminal_command
  for each row execute function live_row_changed('terminal', 'terminal_id');
create trigger settlement_live after insert or update on settlement
  for each row execute function live_row_changed('day', 'id');
create trigger alarm_live after insert or update on alarm
  for each row execute function live_row_changed('alarm', 'id');
create trigger bank_file_live after insert or update of state on bank_file
  for each row execute function live_row_changed('bank_file', 'id');

-- Forgets what is older, in the order in which it is read, and what a restored dump brought from another server's time. Only
-- what was really there moves the horizon: in a quiet house no place becomes too old.
create function forget_live_changes(older_than interval) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  next_tx bigint := pg_snapshot_xmax(pg_current_snapshot())::text::bigint;
  running bigint := pg_snapshot_xmin(pg_current_snapshot())::text::bigint;
  keep_from bigint;
  forgotten bigint;
begin
  delete from live_change where txid >= next_tx;
  select min(c.txid) into keep_from from live_change c where c.at >= now() - older_than;
  with gone as (delete from live_change where txid < least(coalesce(keep_from, running), running) returning txid)
    select max(txid) + 1 into forgotten from gone;
  insert into live_horizon (forgotten_before) values (running)
    on conflict (single) do update set forgotten_before =
      case when live_horizon.forgotten_before > next_tx then running
      else greatest(live_horizon.forgotten_before, coalesce(forgotten, 0)) end;
end $$;
revoke all on function forget_live_changes(interval) from public;
