import type { PortalReconLines } from '@payport/contracts';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { GatewayHarness } from './gateway-harness.ts';
import { addPerson, PortalVisitor } from './portal-visitor.ts';
import { addLine, path, type Line } from './recon-desk-world.ts';

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

/** A payment and the bank's line of it, paired by reference: one row for the two. */
async function addReferencePair(): Promise<{ readonly gateway: string; readonly bank: string }> {
  const pair = { gateway: randomUUID(), bank: `line|${randomUUID()}` };
  await gateway.db.query(
    `insert into recon_pair (property_id, relation, gateway_id, other_ref, gateway_day, other_day, kind, amount_minor, currency, rung)
     values ($1, 'gateway_bank', $2, $3, $4, $4, 'sale', 50000, 'RUB', 'reference')`,
    [gateway.propertyId, pair.gateway, pair.bank, day],
  );
  return pair;
}

it('shows each line of the day once, page by page, whichever table keeps it', async () => {
  const pairs = [await addReferencePair(), await addReferencePair()];
  const lines: Line[] = [await addLine(gateway, { day }), await addLine(gateway, { day, side: 'gateway', result: 'expected' })];
  await addLine(gateway, { day: '2026-03-31' });
  const refs: string[] = [];
  let cursor: string | null = null;
  do {
    const page: PortalReconLines = await read(`limit=2${cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`}`);
    refs.push(...page.data.map(({ ref }) => ref));
    cursor = page.nextCursor;
  } while (cursor !== null);
  expect(refs.toSorted()).toEqual([...pairs.flatMap((pair) => [pair.gateway, pair.bank]), ...lines.map(({ ref }) => ref)].toSorted());
});

it('says what a match rests on, and which exception a line without one has', async () => {
  const pair = await addReferencePair();
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
  const pair = await addReferencePair();
  await addLine(gateway, { day });
  await addLine(gateway, { day, relation: 'bank_statement', result: 'missing_in_statement' });
  const refs = async (query: string): Promise<readonly string[]> => (await read(query)).data.map(({ ref }) => ref);
  expect(await refs('relation=gateway_bank&side=bank&result=matched')).toEqual([pair.bank]);
  expect(await refs('result=missing_in_statement')).toHaveLength(1);
  expect(await refs('side=pms')).toEqual([]);
});
