import { PORTAL_PATHS } from '@payport/contracts';
import type { ReconRelation, ReconResult, ReconSide } from '@payport/domain';
import { randomUUID } from 'node:crypto';
import type { GatewayHarness } from './gateway-harness.ts';

export interface Line {
  readonly relation: ReconRelation;
  readonly side: ReconSide;
  readonly ref: string;
  /** Its exception; null where it has none. */
  readonly exception: string | null;
}

interface LineOver {
  readonly relation?: ReconRelation;
  readonly side?: ReconSide;
  readonly day?: string;
  readonly minor?: number;
  readonly result?: ReconResult;
  readonly detail?: unknown;
  readonly currency?: string;
  readonly kind?: string;
}

export const DAY = '2026-01-15';

/** A line as the matching leaves it, with its exception where a person has to look at it. */
export async function addLine({ db, propertyId }: GatewayHarness, over: LineOver = {}): Promise<Line> {
  const { relation = 'gateway_bank', side = 'bank', day = DAY, minor = 50_000, result = 'missing_at_gateway', currency = 'RUB' } = over;
  const ref = side === 'gateway' ? randomUUID() : `line|${randomUUID()}`;
  await db.query(
    `insert into recon_line (property_id, relation, side, ref, business_day, kind, amount_minor, currency, result, match_id, rung, deadline, detail)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, null, null, case when $9 = 'expected' then $5::date + 1 end, $10)`,
    [
      propertyId,
      relation,
      side,
      ref,
      day,
      over.kind ?? 'sale',
      minor,
      currency,
      result,
      over.detail === undefined ? null : JSON.stringify(over.detail),
    ],
  );
  if (result === 'matched' || result === 'expected') return { relation, side, ref, exception: null };
  const exception = randomUUID();
  await db.query(
    `insert into recon_exception (id, property_id, relation, side, ref, business_day, code, severity, amount_minor, currency, opened_at)
     values ($1, $2, $3, $4, $5, $6, $7, 'medium', $8, $9, now())`,
    [exception, propertyId, relation, side, ref, day, result, minor, currency],
  );
  return { relation, side, ref, exception };
}

/** A payment and a line of the bank that nobody has put together, with a suggestion that they belong so. */
export async function addPair(gateway: GatewayHarness, over: { readonly day?: string; readonly ours?: number; readonly theirs?: number } = {}) {
  const day = over.day === undefined ? {} : { day: over.day };
  const ours = await addLine(gateway, { side: 'gateway', result: 'missing_at_bank', minor: over.ours ?? 50_000, ...day });
  const theirs = await addLine(gateway, { side: 'bank', result: 'missing_at_gateway', minor: over.theirs ?? 50_000, ...day });
  await gateway.db.query(
    `insert into recon_suggestion (property_id, relation, left_ref, right_ref, score, why) values ($1, 'gateway_bank', $2, $3, 80, '{amount,card}')`,
    [gateway.propertyId, ours.ref, theirs.ref],
  );
  return { ours, theirs };
}

/** A payment and the bank's line of it, paired by reference: one row for the two. */
export async function addReferencePair({ db, propertyId }: GatewayHarness, day = DAY): Promise<{ readonly match: string; readonly bank: string }> {
  const pair = { match: randomUUID(), bank: `line|${randomUUID()}` };
  await db.query(
    `insert into recon_pair (property_id, relation, gateway_id, other_ref, gateway_day, other_day, kind, amount_minor, currency, rung)
     values ($1, 'gateway_bank', $2, $3, $4, $4, 'sale', 50000, 'RUB', 'reference')`,
    [propertyId, pair.match, pair.bank, day],
  );
  return pair;
}

export const together = (...lines: readonly Line[]) => ({
  relation: lines[0]!.relation,
  verdict: 'together' as const,
  members: lines.map(({ side, ref }) => ({ side, ref })),
  reason: 'Банк прислал уточнение',
});

export const path = (gateway: GatewayHarness) => {
  const id = gateway.propertyId;
  return {
    days: PORTAL_PATHS.reconDays(id),
    day: (day: string) => PORTAL_PATHS.reconDay(id, day),
    lines: (day: string) => PORTAL_PATHS.reconLines(id, day),
    close: (day: string) => PORTAL_PATHS.closeReconDay(id, day),
    reopen: (day: string) => PORTAL_PATHS.reopenReconDay(id, day),
    act: (day: string) => PORTAL_PATHS.reconAct(id, day),
    acquirerReport: PORTAL_PATHS.acquirerReport(id),
    exceptions: PORTAL_PATHS.reconExceptions(id),
    work: PORTAL_PATHS.workReconExceptions(id),
    workbook: PORTAL_PATHS.reconWorkbook(id),
    exception: (exceptionId: string) => PORTAL_PATHS.reconException(id, exceptionId),
    attach: (exceptionId: string) => PORTAL_PATHS.attachToReconException(id, exceptionId),
    attachment: (attachmentId: string) => PORTAL_PATHS.reconAttachment(id, attachmentId),
    match: PORTAL_PATHS.decideReconMatch(id),
    matched: (matchId: string) => `${PORTAL_PATHS.reconMatch(id, matchId)}?relation=gateway_bank`,
    undo: (matchId: string) => PORTAL_PATHS.undoReconMatch(id, matchId),
    confirm: (proposalId: string) => PORTAL_PATHS.confirmReconProposal(id, proposalId),
    reject: (proposalId: string) => PORTAL_PATHS.rejectReconProposal(id, proposalId),
  };
};
