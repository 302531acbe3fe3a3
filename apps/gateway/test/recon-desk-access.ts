import { PORTAL_PATHS } from '@payport/contracts';
import type { Role } from '@payport/domain';
import { randomUUID } from 'node:crypto';
import { filledWorkbook } from './filled-workbook.ts';
import type { GatewayHarness } from './gateway-harness.ts';
import { addLine, addPair, addReferencePair, path, together, type Line } from './recon-desk-world.ts';

type Where = 'own' | 'other' | 'none';
type Expected = Readonly<Record<Where, (role: Role) => number>>;

const look: Expected = { own: (role) => (role === 'support' ? 403 : 200), other: () => 404, none: () => 404 };
/** About whatever hotels are theirs: at another one they see that one alone. */
const anywhere: Expected = { own: look.own, other: look.own, none: () => 403 };
const own: Expected = {
  own: (role) => (role === 'owner' ? 200 : 403),
  other: () => 404,
  none: () => 404,
};
const work = (allowed: number): Expected => ({
  own: (role) => (role === 'support' || role === 'auditor' ? 403 : allowed),
  other: () => 404,
  none: () => 404,
});

/** What each role may do with reconciliation: the front desk sees none, and an auditor only looks. */
export const RECON_DESK_EXPECTED: Readonly<Record<string, Expected>> = {
  reconDays: look,
  reconDay: look,
  reconLines: look,
  closeReconDay: work(200),
  // That day is open.
  reopenReconDay: work(409),
  reconAct: look,
  acquirerReport: look,
  reconReport: anywhere,
  reconReportLines: anywhere,
  exportReconReport: anywhere,
  reconSettings: look,
  setReconSecondPerson: own,
  setReconRule: own,
  setReconCalendarDay: work(200),
  addFeeTariff: work(200),
  withdrawFeeTariff: work(200),
  reconExceptions: look,
  reconException: look,
  workReconExceptions: work(200),
  reconWorkbook: look,
  applyReconWorkbook: work(200),
  attachToReconException: work(201),
  reconAttachment: look,
  decideReconMatch: work(200),
  reconMatch: look,
  undoReconMatch: work(200),
  confirmReconProposal: work(200),
  rejectReconProposal: work(200),
};

type CallOf = (gateway: GatewayHarness) => Promise<{ readonly url: string; readonly body?: unknown }>;

let days = 0;
/** A day of its own, on which everything agrees. */
export async function readyDay(gateway: GatewayHarness): Promise<string> {
  days += 1;
  const day = new Date(Date.UTC(2025, 0, days)).toISOString().slice(0, 10);
  await addLine(gateway, { day, result: 'matched' });
  await gateway.db.query('delete from recon_change');
  return day;
}

export async function attachmentOf({ db, propertyId }: GatewayHarness, { exception }: Line): Promise<string> {
  const id = randomUUID();
  await db.query(
    `insert into recon_attachment (id, property_id, exception_id, name, media_type, size_bytes, sha256, bytes, added_at, added_by, added_name)
     values ($1, $2, $3, 'a.txt', 'text/plain', 1, decode(md5('a') || md5('a'), 'hex'), 'a', now(), $1, 'Анна')`,
    [id, propertyId, exception],
  );
  return id;
}

/** A write-off that somebody proposed, over the sum of its exception; by `by`, else by nobody of these. */
export async function proposalOf({ db, propertyId }: GatewayHarness, { exception }: Line, by: string = randomUUID()): Promise<string> {
  const id = randomUUID();
  await db.query(
    `insert into recon_proposal (id, property_id, kind, relation, members, amount_minor, currency, reason, proposed_at, proposed_by, proposed_name)
     select $1, $2, 'write_off', 'gateway_bank', $3, abs(e.amount_minor), 'RUB', 'Банк подтвердил', now(), $4, 'Анна'
     from recon_exception e where e.id = $5`,
    [id, propertyId, JSON.stringify({ exceptions: [exception] }), by, exception],
  );
  return id;
}

export async function matchOf({ db, propertyId }: GatewayHarness): Promise<string> {
  const id = randomUUID();
  await db.query(
    `insert into recon_match (id, property_id, relation, verdict, reason, made_at, made_by, made_name)
     values ($1, $2, 'gateway_bank', 'together', 'Банк подтвердил', now(), $1, 'Анна')`,
    [id, propertyId],
  );
  await db.query(
    `insert into recon_match_member (match_id, property_id, relation, verdict, side, ref, amount_minor) values ($1, $2, 'gateway_bank', 'together', 'bank', $3, 1)`,
    [id, propertyId, `line|${id}`],
  );
  return id;
}

const reason = 'Банк подтвердил';
export const RULE = { amountTolerance: '0', feeTolerance: '0', windowMinutes: 15, registryDays: 1, statementDays: 3, postingDays: 1 };
let tariffs = 0;
/** A tariff of a day of its own, long ago. */
export function tariffOrder(): Readonly<Record<string, unknown>> {
  tariffs += 1;
  return { validFrom: new Date(Date.UTC(2001, 0, tariffs)).toISOString().slice(0, 10), validTo: '2005-12-31', ratePercent: '1.5' };
}
export async function tariffOf({ db, propertyId }: GatewayHarness): Promise<string> {
  const id = randomUUID();
  await db.query(
    `insert into fee_tariff (id, property_id, valid_from, valid_to, rate_millionths, created_name) values ($1, $2, $3, '2005-12-31', 15000, 'Анна')`,
    [id, propertyId, tariffOrder()['validFrom']],
  );
  return id;
}

export const RECON_DESK_CALLS: Readonly<Record<string, CallOf>> = {
  reconDays: (gateway) => Promise.resolve({ url: path(gateway).days }),
  reconDay: (gateway) => Promise.resolve({ url: path(gateway).day('2026-01-15') }),
  reconLines: (gateway) => Promise.resolve({ url: path(gateway).lines('2026-01-15') }),
  closeReconDay: async (gateway) => ({ url: path(gateway).close(await readyDay(gateway)) }),
  reopenReconDay: async (gateway) => ({ url: path(gateway).reopen(await readyDay(gateway)), body: { reason } }),
  reconAct: (gateway) => Promise.resolve({ url: `${path(gateway).act('2026-01-15')}?format=xlsx` }),
  acquirerReport: (gateway) => Promise.resolve({ url: `${path(gateway).acquirerReport}?from=2026-01-01&to=2026-01-31&format=csv` }),
  reconReport: () => Promise.resolve({ url: `${PORTAL_PATHS.reconReport}?from=2026-01-01&to=2026-01-31` }),
  reconReportLines: () => Promise.resolve({ url: PORTAL_PATHS.reconReportLines }),
  exportReconReport: () => Promise.resolve({ url: `${PORTAL_PATHS.exportReconReport}?format=csv` }),
  reconSettings: (gateway) => Promise.resolve({ url: PORTAL_PATHS.reconSettings(gateway.propertyId) }),
  setReconSecondPerson: (gateway) => Promise.resolve({ url: PORTAL_PATHS.setReconSecondPerson(gateway.propertyId), body: { above: 1_000 } }),
  setReconRule: (gateway) => Promise.resolve({ url: PORTAL_PATHS.setReconRule(gateway.propertyId), body: RULE }),
  setReconCalendarDay: (gateway) =>
    Promise.resolve({ url: PORTAL_PATHS.setReconCalendarDay(gateway.propertyId), body: { day: '2026-05-11', working: null } }),
  addFeeTariff: (gateway) => Promise.resolve({ url: PORTAL_PATHS.addFeeTariff(gateway.propertyId), body: tariffOrder() }),
  withdrawFeeTariff: async (gateway) => ({
    url: PORTAL_PATHS.withdrawFeeTariff(gateway.propertyId, await tariffOf(gateway)),
    body: { reason },
  }),
  reconExceptions: (gateway) => Promise.resolve({ url: path(gateway).exceptions }),
  reconException: async (gateway) => ({ url: path(gateway).exception((await addLine(gateway)).exception ?? '') }),
  workReconExceptions: async (gateway) => ({ url: path(gateway).work, body: { action: 'release', ids: [(await addLine(gateway)).exception] } }),
  reconWorkbook: (gateway) => Promise.resolve({ url: path(gateway).workbook }),
  applyReconWorkbook: async (gateway) => ({ url: path(gateway).workbook, body: await filledWorkbook([]) }),
  attachToReconException: async (gateway) => ({
    url: `${path(gateway).attach((await addLine(gateway)).exception ?? '')}?name=a.txt&type=text/plain`,
    body: Buffer.from('a'),
  }),
  reconAttachment: async (gateway) => ({ url: path(gateway).attachment(await attachmentOf(gateway, await addLine(gateway))) }),
  decideReconMatch: async (gateway) => {
    const { ours, theirs } = await addPair(gateway);
    return { url: path(gateway).match, body: together(ours, theirs) };
  },
  reconMatch: async (gateway) => ({ url: path(gateway).matched((await addReferencePair(gateway)).match) }),
  undoReconMatch: async (gateway) => ({ url: path(gateway).undo(await matchOf(gateway)), body: { reason } }),
  confirmReconProposal: async (gateway) => ({ url: path(gateway).confirm(await proposalOf(gateway, await addLine(gateway))) }),
  rejectReconProposal: async (gateway) => ({ url: path(gateway).reject(await proposalOf(gateway, await addLine(gateway))), body: { reason } }),
};
