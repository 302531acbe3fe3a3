-- Money that people give back: how much each role gives back alone, and what waits for a second person.

-- The most that a person of this role gives back of one payment alone. The owner's limit is the hotel's own
-- (property_limit.max_refund_minor); an auditor gives nothing back.
create table refund_limit (
  property_id  uuid not null references property (id) on delete cascade,
  role         text not null check (role in ('manager', 'finance', 'support')),
  currency     text not null check (currency ~ '^[A-Z]{3}$'),
  -- Zero: nothing alone.
  max_minor    bigint not null check (max_minor >= 0),
  primary key (property_id, role, currency)
);

-- A refund that one person proposed. The history of the payment is the truth; this is its projection, so that what waits can
-- be found without reading histories.
create table refund_approval (
  payment_id    uuid not null references payment (id),
  -- Of the event that proposed it.
  seq           integer not null,
  property_id   uuid not null references property (id),
  contradicted  boolean not null,
  amount_minor  bigint not null check (amount_minor > 0),
  reason        text not null,
  reason_code   text,
  terminal_id   uuid not null references terminal (id),
  proposed_by   text not null,
  proposer_id   uuid not null,
  proposed_at   timestamptz(6) not null,
  -- superseded: the bank has said something else since.
  state         text not null default 'open' check (state in ('open', 'confirmed', 'rejected', 'superseded')),
  ended_by      text,
  ended_at      timestamptz(6),
  ended_reason  text,
  -- The confirmation is written before the refund that it names, in one transaction.
  refund_id     uuid references payment (id) deferrable initially deferred,
  primary key (payment_id, seq),
  check ((state = 'open') = (ended_at is null)),
  check ((state = 'confirmed') = (refund_id is not null))
);
-- One of each kind waits at a time.
create unique index refund_approval_open on refund_approval (payment_id, contradicted) where state = 'open';
create index refund_approval_waiting on refund_approval (property_id, payment_id, seq) where state = 'open';
create unique index refund_approval_refund on refund_approval (refund_id) where refund_id is not null;
create index refund_approval_terminal on refund_approval (terminal_id);

-- Where a refund belongs: all of a hotel's, newest first.
create index payment_refunds_newest on payment (property_id, id desc) where kind in ('refund', 'void');

create function refund_approval_write() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  of_bank boolean := new.cause like 'contradiction\_%';
begin
  if new.cause in ('refund_proposed', 'contradiction_refund_proposed') then
    insert into refund_approval (payment_id, seq, property_id, contradicted, amount_minor, reason, reason_code, terminal_id, proposed_by,
      proposer_id, proposed_at)
    select new.payment_id, new.seq, p.property_id, of_bank, (new.evidence->>'amountMinor')::bigint, new.evidence->>'reason',
      new.evidence->>'reasonCode', (new.evidence->>'terminalId')::uuid, regexp_replace(new.actor, '^user:', ''),
      (new.evidence->>'byId')::uuid, new.at
    from payment p where p.id = new.payment_id;
  elsif new.cause = 'contradicted' then
    update refund_approval set state = 'superseded', ended_at = new.at where payment_id = new.payment_id and state = 'open';
  else
    update refund_approval set
      state = case when new.cause like '%\_confirmed' then 'confirmed' else 'rejected' end,
      ended_by = regexp_replace(new.actor, '^user:', ''), ended_at = new.at, ended_reason = new.evidence->>'reason',
      refund_id = (new.evidence->>'refund')::uuid
    where payment_id = new.payment_id and contradicted = of_bank and state = 'open';
  end if;
  return null;
end $$;
create trigger refund_approval_write after insert on payment_event
  for each row when (new.cause in ('refund_proposed', 'refund_rejected', 'refund_confirmed', 'contradiction_refund_proposed',
    'contradiction_refund_rejected', 'contradiction_refund_confirmed', 'contradicted'))
  execute function refund_approval_write();

-- What was proposed before this table was.
insert into refund_approval (payment_id, seq, property_id, contradicted, amount_minor, reason, terminal_id, proposed_by, proposer_id, proposed_at,
  state, ended_by, ended_at, ended_reason, refund_id)
select e.payment_id, e.seq, p.property_id, true, (e.evidence->>'amountMinor')::bigint, e.evidence->>'reason', (e.evidence->>'terminalId')::uuid,
  regexp_replace(e.actor, '^user:', ''), (e.evidence->>'byId')::uuid, e.at,
  case n.cause when 'contradiction_refund_confirmed' then 'confirmed' when 'contradiction_refund_rejected' then 'rejected'
    when 'contradicted' then 'superseded' else 'open' end,
  case when n.cause <> 'contradicted' then regexp_replace(n.actor, '^user:', '') end, n.at, n.evidence->>'reason', (n.evidence->>'refund')::uuid
from payment_event e join payment p on p.id = e.payment_id
left join lateral (
  select cause, actor, at, evidence from payment_event l
  where l.payment_id = e.payment_id and l.seq > e.seq
    and l.cause in ('contradiction_refund_rejected', 'contradiction_refund_confirmed', 'contradicted')
  order by l.seq limit 1) n on true
where e.cause = 'contradiction_refund_proposed';
