/** Banks count their days by Moscow's clock. */
export const BANK_ZONE = 'Europe/Moscow';
export const BANK_CLOCK = `set local timezone = '${BANK_ZONE}'`;

/** The moment that a payment is known by at the terminal and the bank. */
const AT = 'coalesce(p.dispatched_at, p.created_at)';

/**
 * The same by the bank's clock, and by the hotel's. A run has the session's clock set to the bank's (`BANK_CLOCK`): to read that one
 * takes a sixth of what a zone by its name takes, and it is read several times for each payment.
 */
const BANK_TIME = `${AT}::timestamp`;
const HOTEL_TIME = `case c.time_zone when '${BANK_ZONE}' then ${BANK_TIME} else ${AT} at time zone c.time_zone end`;

const HOTEL_DAY = `hotel_day(${HOTEL_TIME}, c.audit_hour)`;

/** After the cut-off an operation is the bank's next day: its term is a working day longer, unless that day is none. */
const REGISTRY_DAYS = `coalesce(m.registry_days, c.registry_days) + case when c.cut_off is null then 0
      when (${BANK_TIME})::time < c.cut_off or not recon_works(c.property_id, (${BANK_TIME})::date + 1) then 0 else 1 end`;

/** What a run is about: one row. $1 property, $2 the day whose deadlines count, $3 to $5 where each side begins. */
const CONTEXT_ROW = `
  select h.id as property_id, h.time_zone, h.night_audit_hour::integer as audit_hour, $2::date as as_of,
    coalesce(r.amount_tolerance_minor, 0) as amount_tolerance, coalesce(r.fee_tolerance_minor, 0) as fee_tolerance,
    coalesce(r.window_minutes, 15) as window_minutes, coalesce(r.registry_days, 1) as registry_days,
    coalesce(r.statement_days, 3) as statement_days, coalesce(r.posting_days, 1) as posting_days, r.cut_off, $3::date as bank_from, $4::date as pms_from,
    $5::date as statement_from
  from property h left join recon_rule r on r.property_id = h.id and r.acquirer = '' where h.id = $1`;
export const CONTEXT = `create temp table rc_context on commit drop as ${CONTEXT_ROW}`;

/** Terminals whose acquirer has a rule of its own. $1 property. */
const TERM_ROWS = `
  select distinct on (u.tid) u.tid, r.registry_days, r.statement_days, r.amount_tolerance_minor, r.fee_tolerance_minor, r.window_minutes
  from recon_rule r cross join lateral unnest(r.tids) u (tid) where r.property_id = $1 order by u.tid, r.acquirer`;
export const TERMS = `create temp table rc_term on commit drop as ${TERM_ROWS}`;

/** The first day of a table's lines that count, by the index of days. */
const firstDay = (table: string, day: string, which = 'true'): string => `
    (select l.${day} from ${table} l join bank_file f on f.id = l.file_id and f.state = 'taken' where l.property_id = $1 and ${which} order by l.${day} limit 1)`;
/** What a registry lists of its own days; a chargeback may be dated by its sale of months ago, and says nothing about other payments. */
const OF_ITS_DAY = `l.state = 'completed' and l.kind not in ('chargeback', 'representment', 'fee', 'preauth')`;
/**
 * Where reconciliation begins: the first day that any list tells of. Where no registry has listed a sale or a refund yet, nothing is
 * missing there. $1 property, $2 the bank's today.
 */
export const BEGINNINGS = `
  select coalesce(${firstDay('registry_line', 'operated_on', OF_ITS_DAY)}, case when ${firstDay('registry_line', 'operated_on')} is not null then $2::date + 1 end)::text as bank,
    least(${firstDay('posting_line', 'business_day')},
      (select min((p.created_at at time zone 'Europe/Moscow')::date) from payment p where p.property_id = $1 and p.posting_number is not null))::text as pms,
    ${firstDay('statement_entry', 'booked_on')}::text as statement`;

/**
 * Payments as matching sees them. \`moved\`: money moved. \`open\`: nobody knows yet, so it is never taken for declined.
 * \`none\`: it ended without money; that counts only against a bank that says otherwise.
 */
const COLUMNS = `
  select p.id, p.kind as payment_kind, p.status,
    case when p.status = 'approved' then 'moved' when p.status in ('unknown', 'reversal_unknown', 'manual_review') then 'open' else 'none' end as class,
    case when p.kind in ('sale', 'capture') then 'sale' when coalesce(p.executed_as, p.kind) = 'void' then 'reversal' else 'refund' end as kind,
    case when p.amount_minor < 0 then -1 else 1 end * abs(coalesce(p.approved_amount_minor, p.amount_minor)) as amount, p.currency, p.rrn,
    case when p.original_payment_id is null then p.original_rrn
      else (select o.rrn from payment o where o.id = p.original_payment_id) end as root,
    p.original_payment_id as original, upper(p.auth_code) as auth, right(p.card_mask, 4) as last4, coalesce(p.result_tid, t.tid) as tid,
    p.posting_number, p.pms_transaction_number as pms_number, p.confirmation_number as folio, ${AT} as at,
    (p.status <> 'failed' or p.unknown_since is not null) as sent,
    (${BANK_TIME})::date as day, ${HOTEL_DAY} as hotel_day,
    ${REGISTRY_DAYS} as registry_days, coalesce(m.amount_tolerance_minor, c.amount_tolerance) as amount_tolerance,
    coalesce(m.window_minutes, c.window_minutes) as window_minutes`;
/** What is joined and not looked up row by row can be read by several processes at once. */
const tables = (context: string, terms: string): string => `
  payment p join terminal t on t.id = p.terminal_id cross join ${context} c
    left join ${terms} m on m.tid = coalesce(p.result_tid, t.tid)
    left join payment reserved on reserved.id = p.original_payment_id and reserved.kind = 'preauthorization'`;
const TABLES = tables('rc_context', 'rc_term');
/** Reserved money is in no list, and what gives it free is not either. */
const COUNTS = `p.property_id = $1 and p.kind <> 'preauthorization'
  and p.status in ('approved', 'unknown', 'reversal_unknown', 'manual_review', 'declined', 'cancelled', 'failed', 'reversed')
  and (p.kind <> 'void' or reserved.id is null)`;

const from = (begin: string): string => `${COUNTS} and p.created_at >= ${begin}::timestamp - interval '3 days'`;
/** All of a hotel, from a day on. $2: that day. */
export const ALL_PAYMENTS = `
  create temp table rc_left on commit drop as
  select row_number() over ()::integer as i, true as core, x.*
  from (${COLUMNS} from ${TABLES} where ${from('$2')}) x where x.hotel_day >= $2::date - 2`;
/** The same as rows that no table of this session is needed for. The values of the context, from the bank's first day on. */
export const PAYMENT_ROWS = `
  select x.* from (${COLUMNS} from ${tables(`(${CONTEXT_ROW})`, `(${TERM_ROWS})`)} where ${from('$3')}) x where x.hotel_day >= $3::date - 2`;

/** Those of a working set. */
export const SOME_PAYMENTS = `
  create temp table rc_left on commit drop as
  select row_number() over ()::integer as i, s.core, x.* from rc_touched_left s
  join lateral (${COLUMNS} from ${TABLES} where p.id = s.id and ${COUNTS}) x on true where x.hotel_day >= $2::date - 2`;
