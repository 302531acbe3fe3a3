/** What a terminal told is a time at all. */
const IS_TIME = `p.host_time ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}$'`;
/**
 * When a payment ran by its terminal's clock, which the close is compared with; by ours where the terminal gave no time.
 * `p` is the payment, `h` its property.
 */
export const BATCH_MOMENT = `coalesce(
  case when ${IS_TIME} then p.host_time::timestamp at time zone h.time_zone end,
  p.dispatched_at, p.created_at)`;
/** The same by our clock, for a close that told no time of the terminal's: where it was sent, by our clock, is where it stands. */
export const OUR_BATCH_MOMENT = 'coalesce(p.dispatched_at, p.created_at)';
/** $5: whether by our clock. */
const AT = `case when $5::boolean then ${OUR_BATCH_MOMENT} else ${BATCH_MOMENT} end`;

/** Money that moved in a batch, by what the bank really did; a reservation and its release move none. $2 and $3: after, up to. */
const MOVED = `p.terminal_id = $1 and p.status = 'approved' and p.kind <> 'preauthorization' and p.id >= $4
      and not (p.kind = 'void' and exists (select from payment o where o.id = p.original_payment_id and o.kind = 'preauthorization'))`;
/** The moment at which a void of ours undid a sale, because it was not suspended: to the terminal that is a sale and its void. */
const UNDONE_BY_VOID = `e.payment_id = p.id and e.type = 'state' and e.to_status = 'reversed' and e.evidence ->> 'by' = 'void'`;
/** Such a payment, `p`: it is reversed, and still stands in its batch. */
export const IS_VOIDED = `(p.status = 'reversed' and exists (select from payment_event e where ${UNDONE_BY_VOID}))`;
const VOIDED = `join payment_event e on ${UNDONE_BY_VOID}
    cross join lateral (values ('sales', ${AT}), ('voids', e.at)) as side (kind, at)
    cross join lateral (select side.kind, abs(coalesce(p.approved_amount_minor, p.amount_minor)) as amount, side.at) as part`;
export const BATCH_TOTALS = `
  select kind, count(*)::int as count, sum(amount)::text as minor from (
    select case when p.kind = 'void' or p.executed_as = 'void' then 'voids' when p.amount_minor < 0 then 'refunds' else 'sales' end as kind,
      abs(coalesce(p.approved_amount_minor, p.amount_minor)) as amount, ${AT} as at
    from payment p join property h on h.id = p.property_id
    where ${MOVED}
    union all select part.kind, part.amount, part.at from payment p join property h on h.id = p.property_id ${VOIDED}
    where p.terminal_id = $1 and p.status = 'reversed' and p.id >= $4
  ) counted where ($2::timestamptz is null or at > $2) and at <= $3 group by kind`;

/**
 * Whether any of it was sent between two moments by our clock: the terminal's may be ahead of ours. And the latest time that the
 * terminal itself has told of an operation: whichever, since a clock of ours that was set orders them anew, and none comes after a
 * close that still has its terminal.
 */
export const MOVED_BETWEEN = `
  select exists (select from payment p where ((${MOVED}) or (p.terminal_id = $1 and p.id >= $4 and ${IS_VOIDED}))
      and ($2::timestamptz is null or p.dispatched_at > $2) and p.dispatched_at <= $3) as moved,
    (select max(p.host_time) from (select * from payment where terminal_id = $1 and host_time is not null order by id desc limit 50) p
      where ${IS_TIME}) as last_at`;

/** Payments that ran before the close and whose outcome nobody knows yet. */
export const BATCH_UNRESOLVED = `
  select p.id from payment p join property h on h.id = p.property_id
  where p.terminal_id = $1 and p.status in ('held', 'unknown', 'reversing', 'reversal_unknown', 'manual_review') and p.id >= $4
    and ($2::timestamptz is null or ${AT} > $2) and ${AT} <= $3
  order by p.id`;

/** Clocks of terminals are wrong by minutes; a day is generous, and only bounds what is read. */
const MARGIN_MS = 86_400_000;

/** Ids are ordered by time: the least one that a payment of the batch can have. */
export function leastIdOf(openedAtMs: number | null): string {
  const hex = Math.max(0, (openedAtMs ?? 0) - MARGIN_MS)
    .toString(16)
    .padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-0000-0000-000000000000`;
}
