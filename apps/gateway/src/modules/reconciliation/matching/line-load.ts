/** Lines of files that count, each operation once: what one layout does not tell, another may. */
const taken = (table: string): string => `${table} l join bank_file f on f.id = l.file_id and f.state = 'taken' where l.property_id = $1`;

/** Of the kinds that layouts tell of one operation, the one that says the most: a layout without kinds knows purchases and refunds only. */
export const MERGED_KIND = `coalesce(min(l.kind) filter (where l.kind not in ('purchase', 'refund')), min(l.kind))`;
const BANK_RAW = `l.identity as ref, l.kind as line_kind, l.state, l.gross_minor, l.currency, l.rrn, l.auth_code, l.card_mask, l.tid, l.operated_at,
  l.operated_on, coalesce(l.posted_on, l.registry_on) as listed_on, l.fee_minor, l.acquirer, l.card_product`;
const BANK_MERGED = `l.identity as ref, ${MERGED_KIND} as line_kind, min(l.state) as state, min(l.gross_minor) as gross_minor, min(l.currency) as currency,
  max(l.rrn) as rrn, max(l.auth_code) as auth_code, max(l.card_mask) as card_mask, max(l.tid) as tid, min(l.operated_at) as operated_at,
  min(l.operated_on) as operated_on, min(coalesce(l.posted_on, l.registry_on)) as listed_on, max(l.fee_minor) as fee_minor,
  max(l.acquirer) as acquirer, max(l.card_product) as card_product`;
const BANK_COLUMNS = `
  x.ref, x.line_kind, x.state,
  case when x.line_kind in ('purchase', 'sbp_purchase', 'completion') then 'sale' when x.line_kind in ('refund', 'sbp_refund') then 'refund'
    when x.line_kind in ('void', 'reversal') then 'reversal' else 'chargeback' end as kind,
  case when x.line_kind in ('purchase', 'sbp_purchase', 'completion', 'representment') then x.gross_minor else -x.gross_minor end as amount,
  x.currency, x.rrn, upper(x.auth_code) as auth, right(x.card_mask, 4) as last4, x.tid, null::text as payment_ref, null::text as posting_ref,
  null::text as folio, x.operated_at as at, x.operated_on as day, greatest(x.listed_on, x.operated_on) as listed_on, x.fee_minor as fee, x.acquirer,
  coalesce(x.card_product, '') as product, case when x.line_kind like 'sbp%' then 'sbp' else 'card' end as method`;
/** Reserved money and fees that stand alone are about no payment. */
const BANK_COUNTS = `x.line_kind not in ('preauth', 'fee')`;

/** Identities that stand in the files more than once; most hotels have none, and their files say so. */
export const REPEATED = `
  create temp table rc_repeated on commit drop as
  select l.identity as ref from ${taken('registry_line')}
    and exists (select from bank_file n where n.property_id = $1 and n.state = 'taken' and coalesce((n.summary ->> 'duplicates')::integer, 1) > 0)
  group by l.identity having count(*) > 1`;
/** Rows of all lines as they stand in the files, what is told twice as often as it is told. $1 property. */
export const BANK_ROWS = `select ${BANK_COLUMNS} from (select ${BANK_RAW} from ${taken('registry_line')}) x where ${BANK_COUNTS}`;

const PMS_MERGED = `l.identity as ref, min(l.kind) as line_kind, min(l.amount_minor) as amount_minor, min(l.currency) as currency, max(l.rrn) as rrn,
  max(l.auth_code) as auth_code, max(l.card_mask) as card_mask, max(l.tid) as tid, max(l.payment_ref) as payment_ref, max(l.posting_ref) as posting_ref,
  max(l.folio) as folio, min(l.business_day) as business_day, min(l.posted_on + l.posted_time) as posted_at`;
const PMS_COLUMNS = `
  x.ref, x.line_kind, 'completed' as state, case x.line_kind when 'refund' then 'refund' else 'sale' end as kind,
  case x.line_kind when 'refund' then -x.amount_minor else x.amount_minor end as amount, x.currency, x.rrn, upper(x.auth_code) as auth,
  right(x.card_mask, 4) as last4, x.tid, x.payment_ref, x.posting_ref, x.folio, x.posted_at at time zone c.time_zone as at, x.business_day as day,
  null::date as listed_on, null::bigint as fee, '' as acquirer, '' as product, 'card' as method`;
export const ALL_POSTINGS = `
  create temp table rc_right on commit drop as
  select row_number() over ()::integer as i, true as core, ${PMS_COLUMNS}
  from (select ${PMS_MERGED} from ${taken('posting_line')} group by l.identity) x cross join rc_context c`;

const MERGED = { bank: BANK_MERGED, pms: PMS_MERGED } as const;
const SHOWN = { bank: `${BANK_COLUMNS} from %x x where ${BANK_COUNTS}`, pms: `${PMS_COLUMNS} from %x x cross join rc_context c` } as const;
const LINES = { bank: 'registry_line', pms: 'posting_line' } as const;

/** Lines of a working set. */
export function someLines(side: 'bank' | 'pms'): string {
  const merged = `(select ${MERGED[side]}, bool_or(s.core) as core
    from rc_touched_right s join ${LINES[side]} l on l.property_id = $1 and l.identity = s.ref join bank_file f on f.id = l.file_id and f.state = 'taken'
    group by l.identity)`;
  return `create temp table rc_right on commit drop as
    select row_number() over ()::integer as i, x.core, ${SHOWN[side].replace('%x', merged)}`;
}
