import type { PortalReconException, PortalReconLook, PortalReconPair, ReconDifference, ReconProposalBasis } from '@payport/contracts';
import { formatAmount, parseAmount, type ReconRelation, type ReconResult, type ReconRung, type ReconSeverity, type ReconSide } from '@payport/domain';
import type { PortalUser } from '../../access/index.ts';
import { lineLook } from '../line-look-sql.ts';

export interface ExceptionRow {
  readonly id: string;
  readonly property_id: string;
  readonly relation: ReconRelation;
  readonly side: ReconSide;
  readonly ref: string;
  readonly business_day: string;
  readonly day_closed: boolean;
  readonly code: ReconResult;
  readonly severity: ReconSeverity;
  readonly amount_minor: string;
  readonly currency: string;
  readonly state: PortalReconException['state'];
  readonly owner_id: string | null;
  readonly owner_name: string | null;
  readonly due_on: string | null;
  readonly opened_at: Date;
  readonly ended_at: Date | null;
  readonly detail: unknown;
  readonly match_id: string | null;
  readonly look: PortalReconLook | null;
  readonly best: number | null;
  readonly proposal_id: string | null;
  readonly proposal_kind: 'force_match' | 'write_off' | null;
  readonly proposal_minor: string | null;
  readonly proposal_basis: ReconProposalBasis | null;
  readonly proposal_reason: string | null;
  readonly proposed_at: Date | null;
  readonly proposed_by: string | null;
  readonly proposed_name: string | null;
}

const NO_LOOK: PortalReconLook = {
  paymentId: null,
  fileName: null,
  row: null,
  tid: null,
  rrn: null,
  authCode: null,
  cardMask: null,
  at: null,
  text: null,
};

/** Everything that a row of the list shows; conditions on `x` follow. */
export const SELECT_EXCEPTION = `
  select x.id, x.property_id, x.relation, x.side, x.ref, x.business_day::text, x.code, x.severity, x.amount_minor::text, x.currency, x.state,
    x.owner_id, x.owner_name, x.due_on::text, x.opened_at, x.ended_at, r.detail, r.match_id, looked.look,
    coalesce(d.state = 'closed', false) as day_closed,
    (select max(s.score) from recon_suggestion s
      where s.property_id = x.property_id and s.relation = x.relation and (s.left_ref = x.ref or s.right_ref = x.ref)) as best,
    q.id as proposal_id, q.kind as proposal_kind, q.amount_minor::text as proposal_minor,
    coalesce(q.members ->> 'basis', case q.kind when 'force_match' then 'difference' when 'write_off' then 'stake' end) as proposal_basis, q.reason as proposal_reason, q.proposed_at,
    q.proposed_by, q.proposed_name
  from recon_exception x
  left join lateral recon_result_at(x.property_id, x.relation, x.side, x.ref) r on true
  left join recon_day d on (d.property_id, d.business_day) = (x.property_id, x.business_day)
  left join recon_proposal q on q.property_id = x.property_id and q.decided_at is null and q.members -> 'exceptions' ? x.id::text
  ${lineLook('x')}`;

/** What the run found to differ, in whatever state its detail is. */
export function differencesOf(detail: unknown): ReconDifference[] {
  const list: unknown = typeof detail === 'object' && detail !== null ? Reflect.get(detail, 'differences') : null;
  return Array.isArray(list) ? (list as ReconDifference[]) : [];
}

interface Stake {
  /** The result. */
  readonly code: string;
  readonly amountMinor: bigint;
  readonly currency: string;
  readonly differences: readonly ReconDifference[];
}

/** What is wrong is how much; about everything else the whole line is in question. */
const ABOUT_HOW_MUCH: ReadonlySet<string> = new Set<ReconResult>(['amount_mismatch', 'fee_mismatch']);

/**
 * How much is unexplained: the difference where both sides agree that there is a line, else the whole line. A sale that the
 * bank calls paid and we declined is no matter of one rouble because its fee is off by one.
 */
export function stakeOf({ code, amountMinor, currency, differences }: Stake): bigint {
  if (ABOUT_HOW_MUCH.has(code))
    for (const field of ['amount', 'fee'] as const) {
      const { ours, theirs } = differences.find((difference) => difference.field === field) ?? { ours: null, theirs: null };
      if (ours === null || theirs === null) continue;
      const difference = minorOf(ours, currency) - minorOf(theirs, currency);
      return difference < 0n ? -difference : difference;
    }
  return amountMinor < 0n ? -amountMinor : amountMinor;
}

/** The stake of an exception as it stands. */
export const stakeOfRow = (row: ExceptionRow): bigint =>
  stakeOf({ code: row.code, amountMinor: BigInt(row.amount_minor), currency: row.currency, differences: differencesOf(row.detail) });

/** Zero is an amount here, which the reading of orders refuses. */
function minorOf(text: string, currency: string): bigint {
  const read = parseAmount(text, currency);
  return read.ok ? read.value : 0n;
}

export function toException(row: ExceptionRow, user: Pick<PortalUser, 'id'>): PortalReconException {
  const differences = differencesOf(row.detail);
  const { currency } = row;
  const amountMinor = BigInt(row.amount_minor);
  return {
    id: row.id,
    relation: row.relation,
    side: row.side,
    ref: row.ref,
    businessDay: row.business_day,
    dayClosed: row.day_closed,
    result: row.code,
    severity: row.severity,
    amount: formatAmount(amountMinor, currency),
    stake: formatAmount(stakeOf({ code: row.code, amountMinor, currency, differences }), currency),
    currency,
    state: row.state,
    owner: row.owner_name === null ? null : { name: row.owner_name, me: row.owner_id === user.id },
    dueOn: row.due_on,
    openedAt: row.opened_at.toISOString(),
    endedAt: row.ended_at?.toISOString() ?? null,
    differences,
    matchId: row.match_id,
    look: row.look ?? NO_LOOK,
    best: row.best,
    proposal: proposalOf(row, user),
  };
}

function proposalOf(row: ExceptionRow, user: Pick<PortalUser, 'id'>): PortalReconException['proposal'] {
  if (row.proposal_id === null || row.proposal_kind === null || row.proposal_basis === null || row.proposed_at === null) return null;
  return {
    id: row.proposal_id,
    kind: row.proposal_kind,
    amount: formatAmount(BigInt(row.proposal_minor ?? '0'), row.currency),
    currency: row.currency,
    basis: row.proposal_basis,
    reason: row.proposal_reason ?? '',
    at: row.proposed_at.toISOString(),
    by: { name: row.proposed_name ?? '', me: row.proposed_by === user.id },
  };
}

export interface PairRow {
  readonly side: ReconSide;
  readonly ref: string;
  readonly business_day: string;
  readonly amount_minor: string;
  readonly currency: string;
  readonly result: ReconResult;
  readonly rung: ReconRung | null;
  readonly look: PortalReconLook | null;
}

/** Lines as the other side of an exception; conditions on `r`, which is a row of results, follow. */
export const selectPair = (results = 'recon_result'): string => `
  select r.side, r.ref, r.business_day::text, r.amount_minor::text, r.currency, r.result, r.rung, looked.look
  from ${results} r ${lineLook('r')}`;

export const toPair = (row: PairRow): PortalReconPair => ({
  side: row.side,
  ref: row.ref,
  businessDay: row.business_day,
  amount: formatAmount(BigInt(row.amount_minor), row.currency),
  currency: row.currency,
  result: row.result,
  rung: row.rung,
  look: row.look ?? NO_LOOK,
});
