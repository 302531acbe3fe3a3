import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GatewayHarness, insertKey, type Answer } from './gateway-harness.ts';

let gateway: GatewayHarness;
let terminalId: string;
beforeAll(async () => {
  gateway = await GatewayHarness.start();
  terminalId = await gateway.addTerminal();
});
afterAll(() => gateway.close());

const sale = async (): Promise<string> =>
  String((await gateway.pay({ terminalId, reservation: { confirmationNumber: `RMS${randomUUID()}` } })).body['id']);
const report = (id: string, body: Record<string, unknown>, headers: Record<string, string> = {}): Promise<Answer> =>
  gateway.call('POST', `/sonata/v1/payments/${id}/posting`, body, headers);
const read = (id: string, headers: Record<string, string> = {}): Promise<Answer> =>
  gateway.call('GET', `/sonata/v1/payments/${id}`, undefined, headers);
const history = async (id: string): Promise<unknown[]> => {
  const { rows } = await gateway.db.query<{ number: string }>(
    `select evidence ->> 'postingNumber' as number, actor from payment_event where payment_id = $1 and cause = 'folio_posted' order by seq`,
    [id],
  );
  return rows;
};

describe('a posting that Sonata reports', () => {
  it('is shown on the payment, in UTC, beside its unchanged result, under another tag', async () => {
    const id = await sale();
    const before = await read(id);
    expect(before.body['posting']).toBeNull();
    const answer = await report(id, { postingNumber: ' F-2026/118 ', postedAt: '2026-11-24T13:05:00+03:00', folioWindow: '2' });
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({
      ...before.body,
      posting: { postingNumber: 'F-2026/118', postedAt: '2026-11-24T10:05:00.000Z', folioWindow: '2' },
      updatedAt: answer.body['updatedAt'],
    });
    const after = await read(id, { 'if-none-match': String(before.headers['etag']) });
    expect([after.status, after.body, after.headers['etag']]).toEqual([200, answer.body, answer.headers['etag']]);
  });

  it('without a time was made when it was reported, and the same report again changes nothing', async () => {
    const id = await sale();
    const first = await report(id, { postingNumber: 'F-1' });
    expect(Date.now() - Date.parse((first.body['posting'] as { postedAt: string }).postedAt)).toBeLessThan(60_000);
    const again = await Promise.all([1, 2, 3].map(() => report(id, { postingNumber: 'F-1' })));
    for (const { status, body } of again) expect([status, body]).toEqual([200, first.body]);
    expect(await history(id)).toEqual([{ number: 'F-1', actor: 'pms:Sonata' }]);
  });

  it('is replaced by another one, keeps the history, and a late repeat of the older one does not come back', async () => {
    const id = await sale();
    await report(id, { postingNumber: 'F-1', folioWindow: '1' });
    const moved = await report(id, { postingNumber: 'F-1', folioWindow: '2' });
    expect(moved.body['posting']).toMatchObject({ postingNumber: 'F-1', folioWindow: '2' });
    const late = await report(id, { postingNumber: 'F-1', folioWindow: '1' });
    expect([late.status, late.body]).toEqual([200, moved.body]);
    expect(await history(id)).toHaveLength(2);
  });

  it('reported by many at once is one posting', async () => {
    const id = await sale();
    const answers = await Promise.all(Array.from({ length: 8 }, () => report(id, { postingNumber: 'F-9', postedAt: '2026-11-24T10:00:00Z' })));
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    expect(await history(id)).toHaveLength(1);
  });

  it('wakes who waits for a change', async () => {
    const id = await sale();
    const { headers } = await read(id);
    const waiting = read(id, { 'if-none-match': String(headers['etag']), prefer: 'wait=20' });
    await report(id, { postingNumber: 'F-1' });
    expect((await waiting).body['posting']).toMatchObject({ postingNumber: 'F-1' });
  });

  it('is taken of a payment without money too, for reconciliation to find; not from a key that only reads', async () => {
    const id = await sale();
    const reader = await insertKey(gateway.db, gateway.propertyId, ['payments:read', 'refunds:write']);
    expect((await report(id, { postingNumber: 'F-1' }, { authorization: `Bearer ${reader}` })).body).toMatchObject({
      code: 'forbidden',
      scope: 'payments:write',
    });
    gateway.terminal.onOrder = async (order, session) => {
      await session.beforeFirstByte();
      throw new Error(`no answer to ${order.reference}`);
    };
    const lost = await sale();
    expect((await report(lost, { postingNumber: 'F-3' })).body).toMatchObject({ status: 'unknown', posting: { postingNumber: 'F-3' } });
  });

  it.each([[{}], [{ postingNumber: '' }], [{ postingNumber: 'F-1', postedAt: '24.11.2026' }], [{ postingNumber: '4111111111111111' }]])(
    'is refused as %j',
    async (body) => {
      const answer = await report(await sale(), body);
      expect([answer.status, answer.body['code']]).toEqual([422, 'validation-failed']);
      expect(answer.text).not.toContain('4111111111111111');
    },
  );
});
