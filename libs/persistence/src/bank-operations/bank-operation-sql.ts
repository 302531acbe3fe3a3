/** Columns of a line as it is read; the day as text, without a zone that could move it. */
export const LINE_COLUMNS = `b.id, b.property_id, b.source, b.source_line, b.kind, b.state, b.amount_minor, b.currency, b.tid, b.mid, b.rrn,
  b.auth_code, b.card_mask, b.business_day::text as business_day`;

const LIVE = 'b.considered_at is null and b.withdrawn_at is null';

/**
 * A captured sale that an approved payment of ours says in the same words: nothing is to be found out and nothing contradicted.
 * Where a terminal said otherwise after the end, the line has something to settle.
 */
export const PASS_AGREEING = `
  update bank_operation b set considered_at = $1
  where ${LIVE} and b.kind = 'sale' and b.state = 'captured' and b.rrn is not null
    and (select count(*) = 1 and bool_and(p.status = 'approved' and p.currency = b.currency and p.contradiction_at is null
          and coalesce(p.approved_amount_minor, p.amount_minor) = b.amount_minor
          and not exists (select from alarm a where a.payment_id = p.id and a.kind = 'payment_contradicted' and a.cleared_at is null))
         from payment p where p.property_id = b.property_id and p.rrn = b.rrn and p.kind in ('sale', 'capture'))`;

export const PENDING = `select ${LINE_COLUMNS} from bank_operation b where ${LIVE} and b.id > $1::bigint order by b.id limit $2`;

export const CONSIDER = 'update bank_operation set considered_at = coalesce(considered_at, $2) where id = any($1::bigint[])';

/**
 * A bank's day begins and ends by its own clock: a payment of one day may be in the list of the next. So two lines can be about
 * one payment where their days are at most one apart.
 */
const RELATED = (of: string): string => `
  select b.id from bank_operation b join ${of} l on b.property_id = l.property_id and b.rrn = l.rrn where b.withdrawn_at is null
  union
  select b.id from bank_operation b join ${of} l on b.property_id = l.property_id and b.tid = l.tid and b.amount_minor = l.amount_minor
    and b.currency = l.currency and b.business_day between l.business_day - 1 and l.business_day + 1
  where b.withdrawn_at is null`;

export const RELATED_LINES = `with asked as (select * from bank_operation where id = any($1::bigint[])) ${RELATED('asked')}`;

/** Ids are ordered by time: a span of time is a range of ids, which the index of a terminal's payments knows. */
const ID_AT = (moment: string): string => `(lpad(to_hex((extract(epoch from ${moment}) * 1000)::bigint), 12, '0') || '00000000000000000000')::uuid`;

/** Ours that these lines may be about: by the bank's reference, and by terminal, amount and day with a margin for zones. */
export const RELATED_PAYMENTS = `
  with asked as (select * from bank_operation where id = any($1::bigint[])),
  found as (
    select p.id from payment p join asked l on p.property_id = l.property_id and p.rrn = l.rrn
    union
    select v.id from payment p join asked l on p.property_id = l.property_id and p.rrn = l.rrn
      join payment v on v.original_payment_id = p.id and v.kind = 'void' where l.kind = 'reversal'
    union
    select p.id from asked l join terminal t on t.property_id = l.property_id and t.tid = l.tid
      join payment p on p.terminal_id = t.id and abs(p.amount_minor) = l.amount_minor and p.currency = l.currency
        and p.id >= ${ID_AT(`(l.business_day - 2)::timestamp at time zone 'UTC'`)}
        and p.id < ${ID_AT(`(l.business_day + 2)::timestamp at time zone 'UTC'`)}
  )
  select p.id, t.tid, ((coalesce(p.dispatched_at, p.created_at)) at time zone h.time_zone)::date::text as day
  from found f join payment p on p.id = f.id join terminal t on t.id = p.terminal_id join property h on h.id = p.property_id`;

/** Lines under the references of these payments: what is spoken for is not looked for by terminal, amount and day. */
export const OWN_LINES = `
  select b.id from payment p join bank_operation b on b.property_id = p.property_id and b.rrn = p.rrn
  where p.id = any($1::uuid[]) and b.withdrawn_at is null`;

/** Lines that may be about these payments. */
export const ABOUT_PAYMENTS = `
  with asked as (
    select p.property_id, p.rrn, t.tid, abs(p.amount_minor) as amount_minor, p.currency,
           ((coalesce(p.dispatched_at, p.created_at)) at time zone h.time_zone)::date as business_day
    from payment p join terminal t on t.id = p.terminal_id join property h on h.id = p.property_id where p.id = any($1::uuid[])
    union all
    select p.property_id, o.rrn, null, 0, p.currency, null from payment p join payment o on o.id = p.original_payment_id
    where p.id = any($1::uuid[]) and p.kind = 'void')
  ${RELATED('asked')}`;

/** By the partial index of open payments. */
export const IN_REVIEW = `
  select p.id, p.terminal_id as "terminalId" from payment p
  where p.property_id in (select id from property) and p.status = 'manual_review' order by p.id limit $1`;

/** Ids of the last days only: who was in doubt then has ended soon after. */
export const ENDED_AFTER_DOUBT = `
  select p.id, p.terminal_id as "terminalId" from terminal t join payment p on p.terminal_id = t.id
  where p.id >= ${ID_AT(`$1::timestamptz - interval '1 day'`)} and p.unknown_since is not null and p.final_at between $1 and $2
  order by p.id limit $3`;
