-- Reconciliation: what the sides say of one another, what people decided about it, and days that are closed.

-- How long the acquirer takes, and what may differ. '' is the hotel's rule for terminals that no other row names.
create table recon_rule (
  property_id             uuid not null references property (id),
  acquirer                text not null default '',
  tids                    text[] not null default '{}',
  -- Nothing may differ unless somebody decided so.
  amount_tolerance_minor  bigint not null default 0 check (amount_tolerance_minor >= 0),
  fee_tolerance_minor     bigint not null default 0 check (fee_tolerance_minor >= 0),
  -- The third rung: how far the two clocks may be apart, minutes.
  window_minutes          integer not null default 15 check (window_minutes between 0 and 180),
  -- T+n: working days until the registry has an operation, and the account its money.
  registry_days           integer not null default 1 check (registry_days between 0 and 30),
  statement_days          integer not null default 3 check (statement_days between 0 and 30),
  -- Days until the hotel's own system has posted a payment.
  posting_days            integer not null default 1 check (posting_days between 0 and 30),
  primary key (property_id, acquirer),
  check ((acquirer = '') = (cardinality(tids) = 0))
);

-- What the contract with the acquirer says that an operation costs.
create table fee_tariff (
  id               uuid primary key,
  property_id      uuid not null references property (id),
  -- '': any.
  acquirer         text not null default '',
  product          text not null default '',
  method           text not null default 'any' check (method in ('any', 'card', 'sbp')),
  valid_from       date not null,
  valid_to         date check (valid_to >= valid_from),
  rate_millionths  integer not null check (rate_millionths between 0 and 1000000),
  fixed_minor      bigint not null default 0 check (fixed_minor >= 0),
  min_minor        bigint check (min_minor >= 0),
  max_minor        bigint check (max_minor >= min_minor),
  -- Whether money back brings its fee back.
  refunds_fee      boolean not null default false,
  created_at       timestamptz(6) not null default now(),
  created_by       uuid
);
create unique index fee_tariff_once on fee_tariff (property_id, acquirer, product, method, valid_from);

-- The fee that the contract asks: positive for what the bank keeps. The same arithmetic as expectedFeeMinor of the code.
create function recon_fee(gross bigint, back boolean, rate_millionths integer, fixed_minor bigint, min_minor bigint, max_minor bigint,
  refunds_fee boolean) returns bigint language sql immutable parallel safe set search_path = pg_catalog, pg_temp as $$
  select case when back and not refunds_fee then 0 else (case when back then -1 else 1 end)
    * least(greatest(floor((gross::numeric * rate_millionths + 500000) / 1000000)::bigint + fixed_minor, coalesce(min_minor, 0)),
        coalesce(max_minor, 9223372036854775807)) end
$$;

-- The n-th working day after a day; Saturdays and Sundays are none.
create function recon_due(day date, n integer) returns date language sql immutable strict parallel safe set search_path = pg_catalog, pg_temp as $$
  select greatest(day, monday + (total / 5) * 7 + total % 5)
  from (select (day - (extract(isodow from day)::integer - 1)) as monday, least(extract(isodow from day)::integer, 5) - 1 + n as total) t
$$;

-- What people decided: lines that belong together whatever the ladder says, or that never do.
create table recon_match (
  id            uuid primary key,
  property_id   uuid not null references property (id),
  relation      text not null check (relation in ('gateway_bank', 'gateway_pms', 'bank_statement')),
  verdict       text not null check (verdict in ('together', 'apart')),
  reason        text not null check (length(btrim(reason)) >= 3),
  made_at       timestamptz(6) not null,
  made_by       uuid not null,
  made_name     text not null,
  undone_at     timestamptz(6),
  undone_by     uuid,
  undone_name   text,
  undone_why    text,
  check (num_nulls(undone_at, undone_by, undone_name, undone_why) in (0, 4))
);
create index recon_match_newest on recon_match (property_id, id desc);

create table recon_match_member (
  match_id      uuid not null references recon_match (id),
  property_id   uuid not null,
  relation      text not null,
  verdict       text not null,
  side          text not null check (side in ('gateway', 'bank', 'pms', 'statement')),
  -- Payment id, or identity of the line.
  ref           text not null check (ref <> ''),
  amount_minor  bigint not null,
  live          boolean not null default true,
  primary key (match_id, side, ref)
);
-- A line is in one live decision of a relation.
create unique index recon_match_member_once on recon_match_member (property_id, relation, side, ref) where live and verdict = 'together';
create index recon_match_member_ref on recon_match_member (property_id, relation, side, ref) where live;

create function recon_match_guard() returns trigger
  language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if tg_op = 'DELETE' then
    if current_setting('payport.demo_reset', true) = 'on' and exists (select from property p where p.id = old.property_id and p.demo) then
      return old;
    end if;
    raise exception 'decisions are undone, never deleted' using errcode = 'insufficient_privilege';
  end if;
  if (new.id, new.property_id, new.relation, new.verdict, new.reason, new.made_at, new.made_by, new.made_name)
     is distinct from (old.id, old.property_id, old.relation, old.verdict, old.reason, old.made_at, old.made_by, old.made_name)
     or old.undone_at is not null then
    raise exception 'match %: what was decided never changes', old.id using errcode = 'check_violation', constraint = 'recon_match_kept';
  end if;
  update recon_match_member set live = false where match_id = new.id;
  return new;
end $$;
create trigger recon_match_guard before update or delete on recon_match for each row execute function recon_match_guard();

create function recon_member_guard() returns trigger
  language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare
  of_match recon_match;
begin
  if tg_op = 'INSERT' then
    select * into of_match from recon_match m where m.id = new.match_id;
    if of_match.undone_at is not null then
      raise exception 'match %: it was undone', new.match_id using errcode = 'check_violation', constraint = 'recon_member_of_live';
    end if;
    new.property_id := of_match.property_id;
    new.relation := of_match.relation;
    new.verdict := of_match.verdict;
    new.live := true;
    if new.side <> all (string_to_array(new.relation, '_')) then
      raise exception 'match %: % is no side of it', new.match_id, new.side using errcode = 'check_violation', constraint = 'recon_member_side';
    end if;
    return new;
  end if;
  if tg_op = 'DELETE' then
    if current_setting('payport.demo_reset', true) = 'on' and exists (select from property p where p.id = old.property_id and p.demo) then
      return old;
    end if;
    raise exception 'decisions are undone, never deleted' using errcode = 'insufficient_privilege';
  end if;
  if (new.match_id, new.property_id, new.relation, new.verdict, new.side, new.ref, new.amount_minor)
     is distinct from (old.match_id, old.property_id, old.relation, old.verdict, old.side, old.ref, old.amount_minor) or (new.live and not old.live) then
    raise exception 'match %: what was decided never changes', old.match_id using errcode = 'check_violation', constraint = 'recon_match_kept';
  end if;
  return new;
end $$;
create trigger recon_member_guard before insert or update or delete on recon_match_member for each row execute function recon_member_guard();

-- What the run found: one row per line of a side and relation, so that a line is in one match of a relation and no other.
-- A projection: payments, lines that count, decisions and rules say it all, and a full run makes it anew.
create table recon_result (
  property_id   uuid not null references property (id),
  relation      text not null check (relation in ('gateway_bank', 'gateway_pms', 'bank_statement')),
  side          text not null check (side in ('gateway', 'bank', 'pms', 'statement')),
  ref           text not null,
  -- The hotel's day for payments and postings, the bank's for its lines and credits.
  business_day  date not null,
  kind          text not null,
  -- Signed: money back is negative.
  amount_minor  bigint not null,
  currency      text not null,
  result        text not null check (result in ('matched', 'amount_mismatch', 'fee_mismatch', 'date_late', 'missing_at_bank',
    'missing_at_gateway', 'missing_in_pms', 'missing_in_statement', 'missing_in_registry', 'duplicate', 'status_conflict', 'expected',
    'ambiguous', 'chargeback')),
  match_id      uuid,
  rung          text,
  -- `expected`: the last day on which the other side is in time.
  deadline      date,
  detail        jsonb,
  primary key (property_id, relation, side, ref),
  check ((match_id is null) = (rung is null)),
  check ((result = 'expected') = (deadline is not null))
);
create index recon_result_day on recon_result (property_id, business_day, relation, side, ref);
create index recon_result_match on recon_result (match_id) where match_id is not null;
create index recon_result_deadline on recon_result (deadline) where deadline is not null;
-- What the upper rungs left over: the run looks among them by day.
create index recon_result_loose on recon_result (property_id, relation, business_day) where rung is null or rung not like 'reference%';

-- Pairs that are likely and not certain: a person picks.
create table recon_suggestion (
  property_id  uuid not null references property (id),
  relation     text not null,
  left_ref     text not null,
  right_ref    text not null,
  -- Of 100.
  score        integer not null check (score between 1 and 99),
  why          text[] not null check (cardinality(why) > 0),
  primary key (property_id, relation, left_ref, right_ref)
);
create index recon_suggestion_right on recon_suggestion (property_id, relation, right_ref);

-- What changed since the last run, and who runs.
create table recon_change (
  id           bigint generated always as identity primary key,
  property_id  uuid not null references property (id),
  side         text not null check (side in ('gateway', 'file', 'decision', 'rule', 'clock')),
  ref          text not null,
  at           timestamptz(6) not null default now()
);
create index recon_change_property on recon_change (property_id, id);

create table recon_run (
  property_id  uuid primary key references property (id),
  -- Reconciliation begins where the lists begin.
  bank_from    date,
  pms_from     date,
  statement_from date,
  -- The day whose deadlines the results show.
  as_of        date,
  -- Of the code that made the results: another version runs all anew.
  version      integer not null,
  ran_at       timestamptz(6) not null,
  rows         bigint not null
);

-- Whatever the matching reads leaves a trace when it changes, in the same transaction.
create function recon_payment_changed() returns trigger
  language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  insert into recon_change (property_id, side, ref) values (new.property_id, 'gateway', new.id::text);
  return null;
end $$;
create trigger recon_payment_changed after update of status, posting_number, posted_at on payment for each row
  when ((new.status is distinct from old.status
      and (new.final_at is not null or new.status in ('unknown', 'reversal_unknown', 'manual_review')
        or old.status in ('unknown', 'reversal_unknown', 'manual_review')))
    or new.posting_number is distinct from old.posting_number or new.posted_at is distinct from old.posted_at)
  execute function recon_payment_changed();

create function recon_file_changed() returns trigger
  language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  insert into recon_change (property_id, side, ref) values (new.property_id, 'file', new.id::text);
  return null;
end $$;
create trigger recon_file_changed after update of state on bank_file for each row
  when (new.state is distinct from old.state and new.state in ('taken', 'taken_back')) execute function recon_file_changed();

create function recon_member_changed() returns trigger
  language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  insert into recon_change (property_id, side, ref) values (new.property_id, 'decision', new.match_id::text);
  return null;
end $$;
create trigger recon_member_changed after insert or update of live on recon_match_member for each row execute function recon_member_changed();

create function recon_rule_changed() returns trigger
  language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  insert into recon_change (property_id, side, ref) values (case tg_op when 'DELETE' then old.property_id else new.property_id end, 'rule', '');
  return null;
end $$;
create trigger recon_rule_changed after insert or update or delete on recon_rule for each row execute function recon_rule_changed();
create trigger fee_tariff_changed after insert or update or delete on fee_tariff for each row execute function recon_rule_changed();

-- Lines are looked up by the bank's reference and by day; a refund of a payment that is not here, by what it named.
create index payment_original_rrn on payment (property_id, original_rrn) where original_rrn is not null and original_payment_id is null;
create index registry_line_rrn on registry_line (property_id, rrn) where rrn is not null;
create index registry_line_day on registry_line (property_id, operated_on);
create index posting_line_day on posting_line (property_id, business_day);
create index statement_entry_day on statement_entry (property_id, booked_on);

-- A difference that somebody has to explain. Opened and ended by the run; worked on by people.
create table recon_exception (
  id            uuid primary key,
  property_id   uuid not null references property (id),
  relation      text not null,
  side          text not null,
  ref           text not null,
  business_day  date not null,
  code          text not null,
  severity      text not null check (severity in ('low', 'medium', 'high')),
  amount_minor  bigint not null,
  currency      text not null,
  state         text not null default 'open' check (state in ('open', 'assigned', 'resolved', 'signed_off')),
  -- `run`: the difference is gone. `person`: somebody explained it, and it stays explained.
  ended_as      text check (ended_as in ('run', 'person')),
  owner_id      uuid,
  owner_name    text,
  due_on        date,
  opened_at     timestamptz(6) not null,
  ended_at      timestamptz(6),
  check ((state in ('resolved', 'signed_off')) = (ended_at is not null)),
  check ((ended_at is null) = (ended_as is null)),
  check ((owner_id is null) = (owner_name is null)),
  check (state <> 'assigned' or owner_id is not null)
);
create unique index recon_exception_line on recon_exception (property_id, relation, side, ref);
create index recon_exception_open on recon_exception (property_id, business_day, id) where state in ('open', 'assigned');
create index recon_exception_day on recon_exception (property_id, business_day, id);

-- Who did what about it. Never changed, never deleted.
create table recon_event (
  id             bigint generated always as identity primary key,
  property_id    uuid not null references property (id),
  exception_id   uuid references recon_exception (id),
  match_id       uuid references recon_match (id),
  at             timestamptz(6) not null,
  -- Null: the run.
  by_id          uuid,
  by_name        text,
  kind           text not null check (kind <> ''),
  from_state     text,
  to_state       text,
  comment        text,
  attachment_id  uuid,
  detail         jsonb not null default '{}',
  check ((by_id is null) = (by_name is null))
);
create index recon_event_exception on recon_event (exception_id, id) where exception_id is not null;
create index recon_event_match on recon_event (match_id, id) where match_id is not null;
create index recon_event_property on recon_event (property_id, id desc);

-- What needs a second person.
create table recon_proposal (
  id             uuid primary key,
  property_id    uuid not null references property (id),
  kind           text not null check (kind in ('force_match', 'write_off')),
  relation       text not null,
  members        jsonb not null,
  amount_minor   bigint not null,
  currency       text not null,
  reason         text not null check (length(btrim(reason)) >= 3),
  proposed_at    timestamptz(6) not null,
  proposed_by    uuid not null,
  proposed_name  text not null,
  decided_at     timestamptz(6),
  decided_by     uuid,
  decided_name   text,
  decision       text check (decision in ('confirmed', 'rejected', 'withdrawn')),
  check (num_nulls(decided_at, decided_by, decided_name, decision) in (0, 4)),
  -- Never the same person.
  check (decision is distinct from 'confirmed' or decided_by <> proposed_by)
);
create index recon_proposal_open on recon_proposal (property_id, id) where decided_at is null;

create table recon_day (
  property_id   uuid not null references property (id),
  business_day  date not null,
  state         text not null check (state in ('open', 'closed')),
  closed_at     timestamptz(6),
  closed_by     uuid,
  closed_name   text,
  -- As they stood when it was closed, and their SHA-256.
  totals        jsonb,
  sha256        bytea check (octet_length(sha256) = 32),
  primary key (property_id, business_day),
  check (num_nulls(closed_at, closed_by, closed_name, totals, sha256) = case state when 'closed' then 0 else 5 end)
);

create table recon_day_event (
  id            bigint generated always as identity primary key,
  property_id   uuid not null,
  business_day  date not null,
  kind          text not null check (kind in ('closed', 'reopened')),
  at            timestamptz(6) not null,
  by_id         uuid not null,
  by_name       text not null,
  reason        text check (kind <> 'reopened' or length(btrim(reason)) >= 3),
  totals        jsonb,
  sha256        bytea,
  foreign key (property_id, business_day) references recon_day (property_id, business_day)
);
create index recon_day_event_day on recon_day_event (property_id, business_day, id);

-- A closed day never changes: it can be opened again, which is kept with its reason.
create function recon_day_guard() returns trigger
  language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if tg_op = 'DELETE' then
    if current_setting('payport.demo_reset', true) = 'on' and exists (select from property p where p.id = old.property_id and p.demo) then
      return old;
    end if;
    raise exception 'days are opened again, never deleted' using errcode = 'insufficient_privilege';
  end if;
  if (new.property_id, new.business_day) is distinct from (old.property_id, old.business_day)
     or (old.state = 'closed' and new.state = 'closed'
       and (new.closed_at, new.closed_by, new.closed_name, new.totals, new.sha256)
         is distinct from (old.closed_at, old.closed_by, old.closed_name, old.totals, old.sha256)) then
    raise exception 'day %: it is closed', old.business_day using errcode = 'check_violation', constraint = 'recon_day_closed';
  end if;
  return new;
end $$;
create trigger recon_day_guard before update or delete on recon_day for each row execute function recon_day_guard();

-- No day is closed or opened again without its event.
create function recon_day_has_event() returns trigger
  language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare
  last_kind text;
begin
  select e.kind into last_kind from recon_day_event e
    where e.property_id = new.property_id and e.business_day = new.business_day order by e.id desc limit 1;
  if coalesce(last_kind, 'reopened') <> (case new.state when 'closed' then 'closed' else 'reopened' end) then
    raise exception 'day %: not % without its event', new.business_day, new.state using errcode = 'check_violation', constraint = 'recon_day_by_event';
  end if;
  return null;
end $$;
create constraint trigger recon_day_has_event after insert or update on recon_day deferrable initially deferred
  for each row execute function recon_day_has_event();

-- What came to a closed day later, dated when it came.
create table recon_adjustment (
  id            bigint generated always as identity primary key,
  property_id   uuid not null references property (id),
  business_day  date not null,
  arrived_at    timestamptz(6) not null,
  relation      text not null,
  side          text not null,
  ref           text not null,
  from_result   text,
  to_result     text,
  -- What the line says now less what it said when the day was closed.
  change_minor  bigint not null,
  currency      text not null,
  detail        jsonb not null default '{}'
);
create index recon_adjustment_day on recon_adjustment (property_id, business_day, id);

create function recon_kept_guard() returns trigger
  language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if tg_op = 'DELETE' and current_setting('payport.demo_reset', true) = 'on'
     and exists (select from property p where p.id = old.property_id and p.demo) then
    return old;
  end if;
  raise exception '%: history is added to, never changed', tg_table_name using errcode = 'insufficient_privilege';
end $$;
create trigger recon_event_guard before update or delete on recon_event for each row execute function recon_kept_guard();
create trigger recon_day_event_guard before update or delete on recon_day_event for each row execute function recon_kept_guard();
create trigger recon_adjustment_guard before update or delete on recon_adjustment for each row execute function recon_kept_guard();
