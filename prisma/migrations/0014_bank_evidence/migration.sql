-- What the bank says about payments, and what it means for those that have ended otherwise.

-- One line of an acquirer's list of operations, as an import cleaned it. An import only adds; one that is taken back
-- withdraws its lines, so that what rested on them can still be read.
create table bank_operation (
  id             bigint generated always as identity primary key,
  property_id    uuid not null references property (id),
  -- The file or feed, and the line in it: the same line is never added twice.
  source         text not null check (source <> ''),
  source_line    text not null check (source_line <> ''),
  kind           text not null check (kind in ('sale', 'refund', 'reversal')),
  state          text not null check (state in ('captured', 'reversed', 'declined')),
  -- Always positive: the kind carries the direction.
  amount_minor   bigint not null check (amount_minor > 0),
  currency       text not null check (currency ~ '^[A-Z]{3}$'),
  tid            text check (tid <> ''),
  mid            text check (mid <> ''),
  rrn            text check (rrn <> ''),
  auth_code      text check (auth_code <> ''),
  card_mask      text check (card_mask !~ '[0-9]{7}'),
  -- The bank's own day, and the operation's time where the list gives one.
  business_day   date not null,
  host_time      timestamptz(6),
  imported_at    timestamptz(6) not null default now(),
  -- Until then the line is held against payments again and again.
  considered_at  timestamptz(6),
  withdrawn_at   timestamptz(6)
);
create unique index bank_operation_line on bank_operation (property_id, source, source_line);
create index bank_operation_pending on bank_operation (id) where considered_at is null and withdrawn_at is null;
create index bank_operation_rrn on bank_operation (property_id, rrn) where rrn is not null;
create index bank_operation_terminal on bank_operation (property_id, tid, amount_minor, business_day) where tid is not null;

create function bank_operation_guard() returns trigger
  language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if tg_op = 'DELETE' then
    if current_setting('payport.demo_reset', true) = 'on' and exists (select from property p where p.id = old.property_id and p.demo) then
      return old;
    end if;
    raise exception 'lines of the bank are withdrawn, never deleted' using errcode = 'insufficient_privilege';
  end if;
  if (new.id, new.property_id, new.source, new.source_line, new.kind, new.state, new.amount_minor, new.currency, new.tid, new.mid, new.rrn,
      new.auth_code, new.card_mask, new.business_day, new.host_time, new.imported_at)
     is distinct from
     (old.id, old.property_id, old.source, old.source_line, old.kind, old.state, old.amount_minor, old.currency, old.tid, old.mid, old.rrn,
      old.auth_code, old.card_mask, old.business_day, old.host_time, old.imported_at) then
    raise exception 'line % of the bank: what it says never changes', old.id
      using errcode = 'check_violation', constraint = 'bank_operation_kept';
  end if;
  if old.withdrawn_at is not null and new.withdrawn_at is distinct from old.withdrawn_at then
    raise exception 'line % of the bank: it was withdrawn', old.id using errcode = 'check_violation', constraint = 'bank_operation_withdrawn';
  end if;
  return new;
end $$;
create trigger bank_operation_guard before update or delete on bank_operation for each row execute function bank_operation_guard();

-- A final state that the bank contradicts stays as it is. Every contradiction is an event; the payment shows the latest.
alter table payment
  add column contradiction_source text check (contradiction_source in ('acquirer_api', 'registry')),
  add column contradiction_evidence jsonb,
  add column contradiction_at timestamptz(6),
  -- What the bank shows as moved by this payment, always positive; zero: nothing.
  add column contradiction_minor bigint check (contradiction_minor >= 0),
  add constraint payment_contradiction check (
    (contradiction_at is null) = (contradiction_source is null)
    and (contradiction_at is null) = (contradiction_evidence is null)
    and (contradiction_at is null) = (contradiction_minor is null));

create function payment_contradiction_guard() returns trigger
  language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if new.contradiction_at is null or new.contradiction_at < old.contradiction_at then
    raise exception 'payment %: a contradiction is not taken back', old.id
      using errcode = 'check_violation', constraint = 'payment_contradiction_kept';
  end if;
  if new.final_at is null then
    raise exception 'payment %: only a final state can be contradicted', old.id
      using errcode = 'check_violation', constraint = 'payment_contradiction_final';
  end if;
  if not exists (
    select from payment_event e where e.payment_id = new.id and e.cause = 'contradicted' and e.at = new.contradiction_at
      and e.evidence ->> 'source' = new.contradiction_source and e.evidence ->> 'provenMinor' = new.contradiction_minor::text) then
    raise exception 'payment %: no contradiction without its event', old.id
      using errcode = 'check_violation', constraint = 'payment_contradiction_by_event';
  end if;
  return new;
end $$;
create trigger payment_contradiction_guard
  before update of contradiction_source, contradiction_evidence, contradiction_at, contradiction_minor on payment for each row
  when (new.contradiction_source is distinct from old.contradiction_source or new.contradiction_evidence is distinct from old.contradiction_evidence
    or new.contradiction_at is distinct from old.contradiction_at or new.contradiction_minor is distinct from old.contradiction_minor)
  execute function payment_contradiction_guard();

create function payment_starts_uncontradicted() returns trigger
  language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  raise exception 'payment %: nothing is contradicted before it exists', new.id
    using errcode = 'check_violation', constraint = 'payment_contradiction_by_event';
end $$;
create trigger payment_starts_uncontradicted before insert on payment for each row
  when (new.contradiction_at is not null) execute function payment_starts_uncontradicted();
