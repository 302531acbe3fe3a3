import type { PortalReconExceptionDetail, ReconWorkDone } from '@payport/contracts';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { GatewayHarness } from './gateway-harness.ts';
import { addPerson, PortalVisitor } from './portal-visitor.ts';
import { addLine, addPair, path, together, type Line } from './recon-desk-world.ts';

let gateway: GatewayHarness;
let anna: PortalVisitor;
let pyotr: PortalVisitor;
let at: ReturnType<typeof path>;
beforeAll(async () => {
  gateway = await GatewayHarness.start();
  anna = await PortalVisitor.signedIn(gateway, await addPerson(gateway, { [gateway.propertyId]: 'finance' }, 'Анна'));
  pyotr = await PortalVisitor.signedIn(gateway, await addPerson(gateway, { [gateway.propertyId]: 'manager' }, 'Пётр'));
  at = path(gateway);
});
afterAll(() => gateway.close());

const work = async (body: Record<string, unknown>): Promise<ReconWorkDone> => {
  const answer = await anna.post(at.work, body);
  expect(answer.status, answer.text).toBe(200);
  return answer.body as unknown as ReconWorkDone;
};
const detail = async ({ exception }: Line): Promise<PortalReconExceptionDetail> =>
  (await anna.get(at.exception(exception ?? ''))).body as unknown as PortalReconExceptionDetail;
const ids = (...lines: readonly Line[]): readonly string[] => lines.map(({ exception }) => exception ?? '');
const signOff = (line: Line) => work({ action: 'sign_off', ids: ids(line), comment: 'Банк подтвердил' });

describe('what one act writes off', () => {
  it('is held against the limit as a sum: many small ones are for two people, each with its own stake', async () => {
    const lines = [await addLine(gateway, { minor: 50_000 }), await addLine(gateway, { minor: 50_001 })];
    expect(await work({ action: 'sign_off', ids: ids(...lines), comment: 'Мелочи' })).toMatchObject({ changed: [], proposed: ids(...lines) });
    const waiting = await Promise.all(lines.map((line) => detail(line)));
    expect(waiting.map(({ state, proposal }) => [state, proposal?.amount, proposal?.basis])).toEqual([
      ['open', '500.00', 'bulk'],
      ['open', '500.01', 'bulk'],
    ]);
    for (const { proposal } of waiting) expect((await pyotr.post(at.confirm(proposal?.id ?? ''))).body).toEqual({ decision: 'confirmed' });
    expect((await detail(lines[0]!)).state).toBe('signed_off');
  });

  it('is enough for one person up to the limit itself, and each currency counts by itself', async () => {
    const even = [await addLine(gateway, { minor: 50_000 }), await addLine(gateway, { minor: -50_000 })];
    const dollars = await addLine(gateway, { minor: 60_000, currency: 'USD' });
    const all = [...even, dollars];
    expect(await work({ action: 'sign_off', ids: ids(...all), comment: 'Мелочи' })).toMatchObject({ changed: ids(...all), proposed: [] });
  });

  it('counts a refund as much as a sale, and makes small ones beside a large one proposals as well', async () => {
    const lines = [await addLine(gateway, { minor: 1_000 }), await addLine(gateway, { minor: -100_001 })];
    expect(await work({ action: 'sign_off', ids: ids(...lines), comment: 'Мелочи' })).toMatchObject({ changed: [], proposed: ids(...lines) });
    expect([(await detail(lines[0]!)).proposal?.basis, (await detail(lines[1]!)).proposal?.basis]).toEqual(['bulk', 'stake']);
  });

  it('leaves out what has ended and what waits already: nothing of it is written off', async () => {
    const [done, waits, small] = [
      await addLine(gateway, { minor: 90_000 }),
      await addLine(gateway, { minor: 500_000 }),
      await addLine(gateway, { minor: 20_000 }),
    ];
    await signOff(done);
    await signOff(waits);
    expect(await work({ action: 'sign_off', ids: ids(done, waits, small), comment: 'Мелочи' })).toMatchObject({
      changed: ids(small),
      proposed: ids(waits),
    });
  });
});

describe('lines that nobody suggested', () => {
  const free = async (ours: number, theirs: number) => [
    await addLine(gateway, { side: 'gateway', result: 'missing_at_bank', minor: ours }),
    await addLine(gateway, { minor: theirs }),
  ];
  const look = async (order: object) => (await anna.post(at.match, { ...order, look: true })).body;

  it('are weighed by a look while the hotel is matched: it waits for nobody', async () => {
    const [ours, theirs] = await free(150_000, 150_000);
    const order = together(ours!, theirs!);
    const run = await gateway.db.connect();
    onTestFinished(async () => {
      await run.query('rollback');
      run.release();
    });
    await run.query('begin');
    await run.query(`select pg_advisory_xact_lock(hashtextextended('payport.reconciliation:' || $1::text, 0))`, [gateway.propertyId]);
    expect(await look(order)).toMatchObject({ weight: { stake: '1500.00', basis: 'whole', second: true } });
  });

  it('weigh all of their sum, however well it fits: above the limit one person alone does not put them together', async () => {
    const [ours, theirs] = await free(100_001, 100_001);
    const order = together(ours!, theirs!);
    const weight = { stake: '1000.01', currency: 'RUB', basis: 'whole', second: true };
    expect(await look(order)).toEqual({ matchId: null, proposalId: null, difference: '0.00', weight });
    expect((await detail(ours!)).proposal).toBeNull();
    const made = await anna.post(at.match, order);
    expect(made.body).toMatchObject({ matchId: null, difference: '0.00', weight });
    expect(await detail(ours!)).toMatchObject({ state: 'open', proposal: { amount: '1000.01', basis: 'whole', by: { me: true } } });
    expect((await pyotr.post(at.confirm(String(made.body['proposalId'])))).body).toEqual({ decision: 'confirmed' });
    expect((await detail(ours!)).state).toBe('resolved');
  });

  it('are put together by one person up to the limit', async () => {
    const [ours, theirs] = await free(100_000, 100_000);
    expect(await look(together(ours!, theirs!))).toMatchObject({ weight: { stake: '1000.00', basis: 'whole', second: false } });
    expect((await anna.post(at.match, together(ours!, theirs!))).body).toMatchObject({ proposalId: null });
  });

  it('weigh the larger side, and no refund hides a sale', async () => {
    const [ours, theirs] = await free(70_000, 90_000);
    const refund = await addLine(gateway, { minor: -90_000 });
    expect(await look(together(ours!, theirs!))).toMatchObject({ weight: { stake: '900.00', second: false } });
    expect(await look(together(ours!, theirs!, refund))).toMatchObject({ weight: { stake: '1800.00', second: true } });
  });

  it('weigh the difference where that is more: a refund against a sale', async () => {
    const [ours, theirs] = await free(-70_000, 70_000);
    expect(await look(together(ours!, theirs!))).toMatchObject({ difference: '-1400.00', weight: { stake: '1400.00', second: true } });
  });

  it('are more than a suggested pair with another line beside it', async () => {
    const { ours, theirs } = await addPair(gateway, { ours: 300_000, theirs: 300_000 });
    expect(await look(together(ours, theirs))).toMatchObject({ weight: { stake: '0.00', basis: 'difference', second: false } });
    const other = await addLine(gateway, { minor: 1 });
    expect(await look(together(ours, theirs, other))).toMatchObject({ weight: { stake: '3000.01', basis: 'whole', second: true } });
    const { ours: second } = await addPair(gateway, { ours: 300_000, theirs: 300_000 });
    expect(await look(together(second, theirs))).toMatchObject({ weight: { basis: 'whole', second: true } });
  });

  it('whose suggestion is gone by the time that a second person looks are proposed anew', async () => {
    const { ours, theirs } = await addPair(gateway, { ours: 250_000, theirs: 149_999 });
    const made = await anna.post(at.match, together(ours, theirs));
    expect(made.body).toMatchObject({ weight: { stake: '1000.01', basis: 'difference', second: true } });
    await gateway.db.query('delete from recon_suggestion where left_ref = $1', [ours.ref]);
    expect((await pyotr.post(at.confirm(String(made.body['proposalId'])))).body).toMatchObject({ code: 'resolution-gone' });
    expect((await detail(ours)).state).toBe('open');
  });

  it('are kept apart by one person: nothing is explained by that', async () => {
    const [ours, theirs] = await free(900_000, 900_000);
    const made = await anna.post(at.match, { ...together(ours!, theirs!), verdict: 'apart' });
    expect(made.body).toMatchObject({ proposalId: null, weight: null });
  });

  it('are not put together without a reason', async () => {
    const [ours, theirs] = await free(100, 100);
    const { reason: _, ...order } = together(ours!, theirs!);
    expect((await anna.post(at.match, order)).body).toMatchObject({ code: 'validation-failed', errors: [{ pointer: '/reason' }] });
    expect(await look(order)).toMatchObject({ matchId: null, weight: { second: false } });
    expect((await detail(ours!)).state).toBe('open');
  });
});
