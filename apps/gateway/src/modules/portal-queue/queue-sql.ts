import type { QueuePart } from '@payport/contracts';
import type { DeclineCode, PaymentId, PropertyId, UserId } from '@payport/domain';
import { ROW_COLUMNS, ROW_NAMES } from '../portal-payments/index.ts';

export interface QueueFilter {
  /** Never empty: what the person may see. */
  readonly propertyIds: readonly PropertyId[];
  /** A user: theirs. `nobody`: nobody's. */
  readonly owner: UserId | 'nobody' | null;
  /** What others proposed and this user may confirm; null: whatever there is. */
  readonly confirmer: UserId | null;
  readonly after: PaymentId | null;
  /** Rows to read. */
  readonly limit: number;
}

/**
 * Refusals that staff can do something about. A guest's empty account or wrong PIN is the guest's own affair. They stand in an
 * index of their own: another one needs a migration.
 */
const CARE_CODES: readonly DeclineCode[] = [
  'terminal_setup',
  'link_failed',
  'not_sent',
  'unmapped',
  'batch_closed',
  'original_not_found',
  'refund_exceeds_original',
];
/** What was not mended in three days is found by searching: a queue that only grows is read by nobody. */
export const CARE_DAYS = 3;
/** More than this is told as "99+". */
const COUNTED = 100;

/** The states as they stand in the index of open payments, so that the planner sees that it fits. */
const UNKNOWN = `p.status in ('unknown', 'reversal_unknown', 'manual_review')`;
/** The states and codes of their own index, word for word. `first`: number of the first of its two values. */
const care = (first: number): string => `p.status in ('failed', 'declined')
  and p.decline ->> 'code' in (${CARE_CODES.map((code) => `'${code}'`).join(', ')})
  and p.created_at > $${first}::timestamptz and p.id > $${first + 1}::uuid
  and not exists (select from payment_care done where done.payment_id = p.id and done.done_at is not null)`;
const PARTS: Readonly<Record<QueuePart, { readonly where: string; readonly way: 'asc' | 'desc'; readonly beyond: '>' | '<' }>> = {
  unknown: {
    where: `${UNKNOWN} and ($6::uuid is null or (step.cause = 'resolution_proposed' and step.by_id is distinct from $6::text))`,
    way: 'asc',
    beyond: '>',
  },
  care: { where: care(6), way: 'desc', beyond: '<' },
};

/** One page of one part, with what the queue tells beside each payment: properties, cursor, owner, nobody's, limit; who confirms, or what care needs. */
export function queueStatement(part: QueuePart): { readonly name: string; readonly text: string } {
  const { where, way, beyond } = PARTS[part];
  const text = `
    select ${ROW_COLUMNS}, ${ROW_NAMES}, c.owner_id, c.owner_name, c.owned_at,
      last.cause as last_cause, last.at as last_at, asked.questions, asked.finding,
      case when step.cause = 'resolution_proposed' then step.actor end as proposed_by, step.by_id as proposed_by_id
    from payment p
    join property h on h.id = p.property_id
    join terminal t on t.id = p.terminal_id
    left join payment_care c on c.payment_id = p.id
    left join lateral (select e.cause, e.at from payment_event e where e.payment_id = p.id order by e.seq desc limit 1) last on true
    left join lateral (
      select count(*)::int as questions, (array_agg(e.evidence ->> 'finding' order by e.seq desc))[1] as finding
      from payment_event e where e.payment_id = p.id and e.evidence ? 'finding'
    ) asked on true
    left join lateral (
      select e.cause, e.actor, e.evidence ->> 'byId' as by_id from payment_event e
      where e.payment_id = p.id and (e.type = 'state' or e.cause in ('resolution_proposed', 'resolution_rejected')) order by e.seq desc limit 1
    ) step on true
    where p.property_id = any($1::uuid[]) and ${where}
      and ($2::uuid is null or p.id ${beyond} $2::uuid)
      and ($3::uuid is null or c.owner_id = $3::uuid)
      and (not $4::boolean or c.owner_name is null)
    order by p.id ${way} limit $5`;
  return { name: `portal_queue_${part}`, text };
}

export const COUNTS = {
  name: 'portal_queue_counts',
  text: `select
    (select count(*)::int from (select from payment p where p.property_id = any($1::uuid[]) and ${UNKNOWN} limit ${COUNTED}) u) as unknown,
    (select count(*)::int from (select from payment p where p.property_id = any($1::uuid[]) and ${care(2)} limit ${COUNTED}) f) as care`,
};
