import { PORTAL_PATHS } from '@payport/contracts';
import type { AcquirerAnswer, PaymentRecord } from '@payport/domain';
import { approvedResult, ManualClock, scriptedDecline } from '@payport/testing';
import { randomUUID } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bankLine, type LineFixture } from './bank-lines.ts';
import { GatewayHarness } from './gateway-harness.ts';
import { paymentInReview } from './payment-in-review.ts';
import { addPerson, PortalVisitor } from './portal-visitor.ts';

const RRN = '601512345678';
/** What the provider states of its own lists, ms. */
const DELAY_MS = 3_600_000;

let gateway: GatewayHarness;
let clock: ManualClock;
let answer: (payment: PaymentRecord) => AcquirerAnswer;
let asked: string[];
beforeEach(async () => {
  clock = new ManualClock();
  answer = () => ({ answer: 'cannot_tell' });
  asked = [];
  const ask = (payment: PaymentRecord): Promise<AcquirerAnswer> => {
    asked.push(payment.id);
    return Promise.resolve(answer(payment));
  };
  gateway = await GatewayHarness.start({ clock, acquirer: { absenceCountsAfterMs: DELAY_MS, ask } });
});
afterEach(() => gateway.close());

const read = async (id: string): Promise<Record<string, unknown>> => (await gateway.call('GET', `/sonata/v1/payments/${id}`)).body;
const today = (): string => new Date(clock.now()).toLocaleDateString('sv', { timeZone: 'Europe/Moscow' });
const imported = async (over: Partial<LineFixture> = {}): Promise<string> => {
  const line = await bankLine(gateway, today(), over);
  await gateway.engine.newBankLines();
  return line;
};
const lastEvent = async (id: string): Promise<Record<string, unknown>> =>
  (
    await gateway.db.query(
      'select cause, actor, from_status, to_status, evidence from payment_event where payment_id = $1 order by seq desc limit 1',
      [id],
    )
  ).rows[0];
const topics = async (id: string): Promise<string[]> =>
  (await gateway.db.query<{ topic: string }>('select topic from outbox where payment_id = $1 order by id', [id])).rows.map(({ topic }) => topic);
const openAlarms = async (): Promise<string[]> =>
  (await gateway.db.query<{ kind: string }>('select kind from alarm where cleared_at is null order by kind')).rows.map(({ kind }) => kind);
const pendingLines = async (): Promise<number> =>
  Number((await gateway.db.query('select count(*) from bank_operation where considered_at is null')).rows[0].count);
async function quiet(): Promise<void> {
  do await nextTurn();
  while (gateway.engine.conversations() > 0);
}
const sale = async (changes: Record<string, unknown> = {}): Promise<string> => {
  const { body } = await gateway.pay({ terminalId: await gateway.addTerminal(), reservation: { confirmationNumber: randomUUID() }, ...changes });
  return String(body['id']);
};

describe('rung 4, the bank’s registry', () => {
  it('settles a payment that waits for a person: event with rung and proof, result, webhook, and no alarm is left', async () => {
    const id = await paymentInReview(gateway);
    const line = await imported({ rrn: RRN, authCode: '10P425', cardMask: '411111******1111' });
    expect(await read(id)).toMatchObject({
      status: 'approved',
      contradiction: null,
      result: { approvedAmount: '1500.00', rrn: RRN, authCode: '10P425', cardMask: '411111******1111', slip: null },
    });
    expect(await lastEvent(id)).toMatchObject({
      cause: 'registry_proved',
      actor: 'recovery',
      from_status: 'manual_review',
      evidence: { rung: 4, says: 'captured', matchedBy: 'terminal_amount_day', rrn: RRN, lines: [`registry-2026-01-16.csv:${line}`] },
    });
    expect((await topics(id)).at(-1)).toBe('payment.updated');
    expect([await openAlarms(), await pendingLines()]).toEqual([[], 0]);
  });

  it('is looked at by the slow clock too, wherever the import ran', async () => {
    const id = await paymentInReview(gateway);
    await bankLine(gateway, today(), { rrn: RRN });
    await clock.advance(60_000);
    await expect.poll(() => read(id), { timeout: 10_000 }).toMatchObject({ status: 'approved' });
  });

  it('is no proof while two payments can be meant; once one of them has ended by its own number, it is', async () => {
    const [first, second] = [await paymentInReview(gateway), await paymentInReview(gateway)];
    await imported({ rrn: RRN });
    expect([(await read(first))['status'], (await read(second))['status'], await pendingLines()]).toEqual(['manual_review', 'manual_review', 1]);
    const manager = await PortalVisitor.signedIn(gateway, await addPerson(gateway, { [gateway.propertyId]: 'manager' }));
    await manager.post(PORTAL_PATHS.resolution(first), { outcome: 'approved', evidence: 'Банк назвал номер', rrn: '601500000001' });
    await gateway.engine.newBankLines();
    expect([(await read(second))['status'], await pendingLines()]).toEqual(['approved', 0]);
  });

  it('takes a reversed operation as one that took nothing in the end, and another amount as no proof', async () => {
    const id = await paymentInReview(gateway);
    await imported({ amountMinor: 149_999n });
    expect(await read(id)).toMatchObject({ status: 'manual_review' });
    await imported({ state: 'reversed' });
    expect(await read(id)).toMatchObject({ status: 'reversed', outcome: 'reversed' });
  });

  it('does not believe a line that was withdrawn', async () => {
    const id = await paymentInReview(gateway);
    const line = await bankLine(gateway, today());
    await gateway.db.query('update bank_operation set withdrawn_at = now() where source_line = $1', [line]);
    await gateway.engine.newBankLines();
    expect(await read(id)).toMatchObject({ status: 'manual_review' });
  });

  it('settles a payment while its device is still being asked, and gives the device back', async () => {
    gateway.terminal.onOrder = () =>
      Promise.resolve({ outcome: 'unknown', decline: scriptedDecline({ code: 'outcome_unknown' }), runEnded: true, evidence: {} });
    gateway.terminal.onRecover = () => Promise.resolve({ finding: 'cannot_tell', conclusive: false, evidence: {} });
    const id = await sale();
    await imported({ rrn: RRN });
    // The ladder has it in hand, so that nobody else settles it meanwhile.
    expect(await read(id)).toMatchObject({ status: 'unknown' });
    await clock.advance(2_000);
    await expect.poll(() => read(id), { timeout: 10_000 }).toMatchObject({ status: 'approved' });
    expect(await lastEvent(id)).toMatchObject({ cause: 'registry_proved', evidence: { rung: 4, device: { finding: 'cannot_tell' } } });
    expect((await gateway.db.query('select from device_claim')).rowCount).toBe(0);
  });

  it('is not asked about while the device says that it still works on the order', async () => {
    gateway.terminal.onOrder = () =>
      Promise.resolve({ outcome: 'unknown', decline: scriptedDecline({ code: 'outcome_unknown' }), runEnded: true, evidence: {} });
    gateway.terminal.onRecover = () => Promise.resolve({ finding: 'in_progress', evidence: {} });
    const id = await sale();
    await imported();
    await clock.advance(60_000);
    await quiet();
    expect(await read(id)).toMatchObject({ status: 'unknown' });
  });
});

describe('rung 3, the acquirer’s operations API', () => {
  const found = (over: object = {}): AcquirerAnswer => ({
    answer: 'found',
    operation: {
      kind: 'sale',
      state: 'captured',
      amountMinor: 150_000n,
      currency: 'RUB',
      tid: '00459991',
      mid: null,
      rrn: RRN,
      authCode: null,
      cardMask: null,
      ...over,
    },
  });

  it('goes on in manual review, ever more seldom, and settles it by exact proof', async () => {
    const id = await paymentInReview(gateway);
    asked = [];
    const hour = async (): Promise<void> => {
      for (let minutes = 0; minutes < 65; minutes += 1) {
        await clock.advance(60_000);
        await gateway.engine.newBankLines();
      }
    };
    await hour();
    // After 0, 1, 3, 7, 15, 31 and 63 minutes.
    expect(asked.length).toBe(7);
    answer = () => found();
    await hour();
    expect(await read(id)).toMatchObject({ status: 'approved', result: { rrn: RRN } });
    expect(await lastEvent(id)).toMatchObject({ cause: 'acquirer_proved', evidence: { rung: 3, source: 'acquirer_api' } });
  });

  it('counts absence only after the delay that the provider states', async () => {
    answer = () => ({ answer: 'absent' });
    const id = await paymentInReview(gateway);
    await clock.advance(DELAY_MS - 60_000);
    await gateway.engine.newBankLines();
    expect(await read(id)).toMatchObject({ status: 'manual_review' });
    for (let minutes = 0; minutes < 130; minutes += 1) await clock.advance(60_000);
    await gateway.engine.newBankLines();
    expect(await read(id)).toMatchObject({ status: 'failed', decline: { code: 'proven_absent' } });
  });

  it('proves nothing by an answer about another terminal, currency or amount', async () => {
    const id = await paymentInReview(gateway);
    for (const wrong of [{ tid: '00459992' }, { currency: 'EUR' }, { amountMinor: 1n }]) {
      answer = () => found(wrong);
      await clock.advance(3_600_000);
      await gateway.engine.newBankLines();
    }
    expect(await read(id)).toMatchObject({ status: 'manual_review' });
  });
});

describe('a final state that the bank contradicts', () => {
  const RESULT = { rrn: RRN, authCode: '10P425' };
  const approved = (): Promise<string> => {
    gateway.terminal.onOrder = (order) => Promise.resolve({ outcome: 'approved', result: { ...approvedResult(order), ...RESULT }, evidence: {} });
    return sale();
  };
  const declined = (): Promise<string> => {
    gateway.terminal.onOrder = (order) =>
      Promise.resolve({
        outcome: 'declined',
        decline: scriptedDecline(),
        result: { ...approvedResult(order), ...RESULT, approvedAmountMinor: null },
        evidence: {},
      });
    return sale();
  };

  it('is not edited: the contradiction stands beside it, an alarm and a message tell of it, once', async () => {
    const id = await declined();
    const before = await read(id);
    await imported({ rrn: RRN });
    const after = await read(id);
    expect(after).toMatchObject({
      status: 'declined',
      outcome: 'declined',
      contradiction: { source: 'registry', evidence: expect.stringContaining(RRN), at: new Date(clock.now()).toISOString() },
      refundableAmount: '0.00',
    });
    expect({ ...after, contradiction: null, updatedAt: before['updatedAt'] }).toEqual(before);
    expect(await lastEvent(id)).toMatchObject({ cause: 'contradicted', to_status: 'declined', evidence: { provenMinor: '150000' } });
    expect([(await topics(id)).filter((topic) => topic === 'payment.contradicted'), await openAlarms()]).toEqual([
      ['payment.contradicted'],
      ['payment_contradicted'],
    ]);
    await imported({ rrn: RRN, source: 'the same in another file' });
    expect((await topics(id)).filter((topic) => topic === 'payment.contradicted')).toHaveLength(1);
    expect(await pendingLines()).toBe(0);
  });

  it('stays what a person decided, too, and people hear that they were mistaken', async () => {
    const id = await paymentInReview(gateway);
    const manager = await PortalVisitor.signedIn(gateway, await addPerson(gateway, { [gateway.propertyId]: 'manager' }));
    await manager.post(PORTAL_PATHS.resolution(id), { outcome: 'failed', evidence: 'В банке операции нет' });
    const before = await read(id);
    expect(before).toMatchObject({ status: 'failed', contradiction: null });
    await imported({ rrn: RRN });
    const after = await read(id);
    expect(after).toMatchObject({
      status: 'failed',
      outcome: 'failed',
      contradiction: { source: 'registry', evidence: expect.stringContaining(RRN) },
    });
    expect({ ...after, contradiction: null, updatedAt: before['updatedAt'] }).toEqual(before);
    expect(await openAlarms()).toEqual(['payment_contradicted']);
  });

  it('still gives Sonata’s own refunds nothing to refund', async () => {
    const id = await declined();
    await imported({ rrn: RRN });
    const refused = await gateway.call(
      'POST',
      `/sonata/v1/payments/${id}/refunds`,
      { amount: '1.00', reason: 'x' },
      { 'idempotency-key': randomUUID() },
    );
    expect(refused).toMatchObject({ status: 409, body: { code: 'original-not-refundable' } });
  });

  it('is contradicted by another amount, and by a reversal that nobody ordered; what the bank does not have is not given back', async () => {
    const id = await approved();
    await imported({ rrn: RRN, amountMinor: 100_000n });
    expect(await read(id)).toMatchObject({ status: 'approved', refundableAmount: '1000.00', contradiction: { source: 'registry' } });
    const other = await (async () => {
      Object.assign(RESULT, { rrn: '601511111111' });
      return approved();
    })();
    await imported({ rrn: '601511111111', kind: 'reversal' });
    expect(await read(other)).toMatchObject({ status: 'approved', refundableAmount: '0.00' });
  });

  it('that the bank confirms, or that we ourselves took back, is not contradicted', async () => {
    const id = await approved();
    const { rrn } = RESULT;
    await imported({ rrn });
    gateway.terminal.onOrder = (order) => Promise.resolve({ outcome: 'approved', result: { ...approvedResult(order), rrn: null }, evidence: {} });
    await gateway.call('POST', `/sonata/v1/payments/${id}/void`, {}, { 'idempotency-key': randomUUID(), prefer: 'wait=20' });
    await imported({ rrn, kind: 'reversal' });
    expect(await read(id)).toMatchObject({ status: 'approved', refundedAmount: '1500.00', contradiction: null });
    expect([await openAlarms(), await pendingLines()]).toEqual([[], 0]);
  });

  it('loses its alarm when the bank takes the operation back itself; both words of the bank stay in the history', async () => {
    const id = await declined();
    const { rrn } = RESULT;
    await imported({ rrn });
    await clock.advance(1_000);
    await imported({ rrn, kind: 'reversal' });
    expect(await openAlarms()).toEqual([]);
    const { rows } = await gateway.db.query(
      `select evidence ->> 'provenMinor' as minor from payment_event where payment_id = $1 and cause = 'contradicted'`,
      [id],
    );
    expect(rows).toEqual([{ minor: '150000' }, { minor: '0' }]);
  });

  it.each([
    ['approved', { state: 'captured' }, []],
    ['approved', { amountMinor: 100_000n }, ['payment_contradicted']],
    ['declined', { state: 'declined' }, []],
    ['declined', { state: 'captured' }, ['payment_contradicted']],
  ] as const)('that a terminal gainsaid after the end, %s: the bank’s line %o leaves the alarms %o', async (ended, line, left) => {
    const id = await (ended === 'approved' ? approved() : declined());
    const { rrn } = RESULT;
    await gateway.db.query(
      `insert into alarm (id, property_id, payment_id, kind, severity, since, text)
       values ($1, $2, $3, 'payment_contradicted', 'critical', now(), '{"ru": "-", "en": "-"}')`,
      [randomUUID(), gateway.propertyId, id],
    );
    await imported({ rrn, ...line });
    expect([await openAlarms(), await pendingLines()]).toEqual([left, 0]);
    expect((await read(id))['contradiction'] === null).toBe(left.length === 0);
  });

  it('counts a refund that was thought to be declined against its original', async () => {
    const id = await approved();
    const { rrn } = RESULT;
    gateway.terminal.onOrder = (order) =>
      Promise.resolve({ outcome: 'declined', decline: scriptedDecline(), result: { ...approvedResult(order), rrn: '601522222222' }, evidence: {} });
    const refund = (
      await gateway.call(
        'POST',
        `/sonata/v1/payments/${id}/refunds`,
        { amount: '1500.00', reason: 'x' },
        { 'idempotency-key': randomUUID(), prefer: 'wait=20' },
      )
    ).body;
    expect(refund).toMatchObject({ status: 'declined' });
    await imported({ rrn, amountMinor: 150_000n });
    await imported({ kind: 'refund', rrn: '601522222222' });
    expect(await read(String(refund['id']))).toMatchObject({ status: 'declined', contradiction: { source: 'registry' } });
    expect(await read(id)).toMatchObject({ refundedAmount: '0.00', refundableAmount: '0.00' });
  });

  it('after a doubt is asked about once more at the acquirer, and provably denied there it is contradicted', async () => {
    answer = () => ({ answer: 'absent' });
    gateway.terminal.onOrder = () =>
      Promise.resolve({ outcome: 'unknown', decline: scriptedDecline({ code: 'outcome_unknown' }), runEnded: true, evidence: {} });
    gateway.terminal.onRecover = (query) => Promise.resolve({ finding: 'approved', rung: 1, result: approvedResult(query.order), evidence: {} });
    const id = await sale();
    await clock.advance(2_000);
    await expect.poll(() => read(id), { timeout: 10_000 }).toMatchObject({ status: 'approved' });
    await clock.advance(DELAY_MS + 60_000);
    await gateway.engine.newBankLines();
    expect(await read(id)).toMatchObject({ status: 'approved', contradiction: { source: 'acquirer_api' }, refundableAmount: '0.00' });
  });
});
