import type { PortalReconLines } from '@payport/contracts';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { GatewayHarness } from './gateway-harness.ts';
import { addPerson, PortalVisitor } from './portal-visitor.ts';
import { addLine, addReferencePair, path, together, type Line } from './recon-desk-world.ts';

let gateway: GatewayHarness;
let anna: PortalVisitor;
beforeAll(async () => {
  gateway = await GatewayHarness.start();
  anna = await PortalVisitor.signedIn(gateway, await addPerson(gateway, { [gateway.propertyId]: 'finance' }, 'Анна'));
});
afterAll(() => gateway.close());
let days = 0;
let day = '';
beforeEach(() => {
  days += 1;
  day = `2026-02-${String(days).padStart(2, '0')}`;
});

const read = async (query = ''): Promise<PortalReconLines> => {
  const answer = await anna.get(`${path(gateway).lines(day)}?${query}`);
  expect(answer.status, answer.text).toBe(200);
  return answer.body as unknown as PortalReconLines;
};

it('shows each line of the day once, page by page, whichever table keeps it', async () => {
  const pairs = [await addReferencePair(gateway, day), await addReferencePair(gateway, day)];
  const lines: Line[] = [await addLine(gateway, { day }), await addLine(gateway, { day, side: 'gateway', result: 'expected' })];
  await addLine(gateway, { day: '2026-03-31' });
  const refs: string[] = [];
  let cursor: string | null = null;
  do {
    const page: PortalReconLines = await read(`limit=2${cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`}`);
    refs.push(...page.data.map(({ ref }) => ref));
    cursor = page.nextCursor;
  } while (cursor !== null);
  expect(refs.toSorted()).toEqual([...pairs.flatMap((pair) => [pair.match, pair.bank]), ...lines.map(({ ref }) => ref)].toSorted());
});

it('says what a match rests on, and which exception a line without one has', async () => {
  const pair = await addReferencePair(gateway, day);
  const loose = await addLine(gateway, { day, detail: { differences: [{ field: 'amount', ours: '500.00', theirs: '499.00' }] } });
  const { data } = await read();
  expect(data.find(({ ref }) => ref === pair.bank)).toMatchObject({ result: 'matched', rung: 'reference', exceptionId: null, amount: '500.00' });
  expect(data.find(({ ref }) => ref === loose.ref)).toMatchObject({
    result: 'missing_at_gateway',
    rung: null,
    exceptionId: loose.exception,
    differences: [{ field: 'amount', ours: '500.00', theirs: '499.00' }],
  });
});

it('narrows to the figure that was asked about', async () => {
  const pair = await addReferencePair(gateway, day);
  await addLine(gateway, { day });
  await addLine(gateway, { day, relation: 'bank_statement', result: 'missing_in_statement' });
  const refs = async (query: string): Promise<readonly string[]> => (await read(query)).data.map(({ ref }) => ref);
  expect(await refs('relation=gateway_bank&side=bank&result=matched')).toEqual([pair.bank]);
  expect(await refs('result=missing_in_statement')).toHaveLength(1);
  expect(await refs('side=pms')).toEqual([]);
});

it('shows the lines of a match, and what a person decided about them since', async () => {
  const pair = await addReferencePair(gateway, day);
  const lines: readonly Line[] = (['gateway', 'bank'] as const).map((side) => ({
    relation: 'gateway_bank',
    side,
    ref: side === 'bank' ? pair.bank : pair.match,
    exception: null,
  }));
  expect((await read()).data.map(({ matchId, decision }) => [matchId, decision])).toEqual([
    [pair.match, null],
    [pair.match, null],
  ]);
  const { body } = await anna.get(path(gateway).matched(pair.match));
  expect(body).toMatchObject({ members: [{ ref: pair.bank }, { ref: pair.match }], more: false });
  const made = await anna.post(path(gateway).match, { ...together(...lines), verdict: 'apart', reason: 'Разные гости' });
  const { data } = await read();
  expect(data.map(({ decision }) => decision)).toEqual(
    Array(2).fill({ matchId: made.body['matchId'], verdict: 'apart', reason: 'Разные гости', by: 'Анна' }),
  );
  expect(data.map(({ dayClosed }) => dayClosed)).toEqual([false, false]);
  await anna.post(path(gateway).undo(String(made.body['matchId'])), { reason: 'Тот же гость' });
  expect((await read()).data.map(({ decision }) => decision)).toEqual([null, null]);
});
