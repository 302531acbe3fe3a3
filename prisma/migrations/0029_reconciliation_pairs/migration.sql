-- A million clean pairs as two wide rows each cost twenty times what finding them does. A pair that the bank's reference
-- proves and that agrees in everything is one narrow row; every other line keeps a row of its own. `recon_result` shows both.

drop table recon_result;

-- One payment and one line that agree. A payment and a line are in one pair of a relation.
create table recon_pair (
  property_id   uuid not null,
  relation      text not null check (relation in ('gateway_bank', 'gateway_pms')),
  gateway_id    uuid not null,
  other_ref     text collate "C" not null,
  rung          text not null,
  kind          text not null,
  gateway_day   date not null,
  other_day     date not null,
  amount_minor  bigint not null,
  currency      text not null,
  primary key (property_id, relation, gateway_id)
);
create unique index recon_pair_other on recon_pair (property_id, relation, other_ref);
-- The view tells payments by text, like every other line.
create index recon_pair_gateway_ref on recon_pair (property_id, relation, (gateway_id::text) collate "C");
create index recon_pair_gateway_day on recon_pair (property_id, gateway_day);
create index recon_pair_other_day on recon_pair (property_id, other_day);

create table recon_line (
  property_id   uuid not null,
  relation      text not null check (relation in ('gateway_bank', 'gateway_pms', 'bank_statement')),
  side          text not null check (side in ('gateway', 'bank', 'pms', 'statement')),
  ref           text collate "C" not null,
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
create index recon_line_day on recon_line (property_id, business_day, relation, side, ref);
create index recon_line_match on recon_line (match_id) where match_id is not null;
create index recon_line_deadline on recon_line (property_id, deadline) where deadline is not null;

-- One row per line of a side and relation.
create view recon_result as
  select property_id, relation, side, ref, business_day, kind, amount_minor, currency, result, match_id, rung, deadline, detail from recon_line
  union all
  select property_id, relation, 'gateway', gateway_id::text collate "C", gateway_day, kind, amount_minor, currency, 'matched', gateway_id, rung, null::date, null::jsonb
  from recon_pair
  union all
  select property_id, relation, split_part(relation, '_', 2), other_ref, other_day, kind, amount_minor, currency, 'matched', gateway_id, rung, null, null
  from recon_pair;

-- Postings are looked up by what they name.
create index posting_line_payment on posting_line (property_id, payment_ref) where payment_ref is not null;
create index posting_line_posting on posting_line (property_id, posting_ref);
create index posting_line_rrn on posting_line (property_id, rrn) where rrn is not null;
