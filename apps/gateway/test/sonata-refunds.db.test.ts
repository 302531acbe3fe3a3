import { approveAtOnce, scriptedDecline, type OrderScript } from '@payport/testing';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { GatewayHarness, insertKey, insertProperty, type Answer } from './gateway-harness.ts';

let gateway: GatewayHarness;
let terminalId: string;

beforeAll(async () => {
  gateway = await GatewayHarness.start();
});
afterAll(() => gateway.close());
beforeEach(async () => {
  terminalId = await gateway.addTerminal();
  gateway.terminal.onOrder = approveAtOnce;
});

const pay = (changes: Record<string, unknown>, headers: Record<string, string> = {}): Promise<Answer> =>
  gateway.pay({ terminalId, ...changes }, headers);
const folio = (): Record<string, unknown> => ({ reservation: { confirmationNumber: `RMS${randomUUID()}` } });
const sale = async (changes: Record<string, unknown> = {}): Promise<Record<string, unknown>> => (await pay({ ...folio(), ...changes })).body;
const read = async (id: unknown): Promise<Record<string, unknown>> => (await gateway.call('GET', `/sonata/v1/payments/${String(id)}`)).body;
const unknown: OrderScript = () =>
  Promise.resolve({ outcome: 'unknown', decline: scriptedDecline({ code: 'outcome_unknown' }), runEnded: true, evidence: {} });

describe('a linked refund', () => {
  it('goes to the terminal with the RRN of its sale and takes from what is left', async () => {
    const original = await sale();
    const refund = await pay({ amount: '-400.00', original: { paymentId: original['id'] } });
    expect(refund.body).toMatchObject({
      kind: 'refund',
      amount: '-400.00',
      status: 'approved',
      original: { paymentId: original['id'], linkedBy: 'payment_id' },
      result: { approvedAmount: '-400.00' },
    });
    expect(gateway.terminal.journal.prompts.at(-1)).toMatchObject({
      operation: 'refund',
      order: { amountMinor: 40000n, original: { rrn: (original['result'] as { rrn: string }).rrn } },
    });
    expect(await read(original['id'])).toMatchObject({ status: 'approved', refundedAmount: '400.00', refundableAmount: '1100.00' });
  });

  it('is found by its RRN and limited like it', async () => {
    const original = await sale();
    const { rrn } = original['result'] as { rrn: string };
    expect((await pay({ amount: '-1500.01', original: { rrn } })).body).toMatchObject({
      code: 'refund-exceeds-original',
      refundableAmount: '1500.00',
    });
    expect((await pay({ amount: '-1500.00', original: { rrn } })).body).toMatchObject({
      status: 'approved',
      original: { paymentId: original['id'], linkedBy: 'rrn' },
    });
  });

  it('by the RRN of ours and another authorization code is refused, and never sent by the RRN alone', async () => {
    const original = await sale();
    const { rrn } = original['result'] as { rrn: string };
    const prompts = gateway.terminal.journal.prompts.length;
    const answer = await pay({ amount: '-1.00', original: { rrn, authCode: 'WRONG1' } });
    expect(answer.body).toMatchObject({ code: 'original-not-refundable', payment: { id: original['id'] } });
    expect(gateway.terminal.journal.prompts).toHaveLength(prompts);
  });

  it('of a sale that we do not hold goes by the bank’s own RRN', async () => {
    expect((await pay({ amount: '-10.00', original: { rrn: '159981153122', authCode: '10P425', date: '2026-11-01' } })).body).toMatchObject({
      status: 'approved',
      original: { paymentId: null, rrn: '159981153122', linkedBy: 'rrn' },
    });
  });

  it('cannot be taken twice: unknown and racing refunds count as taken', async () => {
    const original = await sale();
    gateway.terminal.onOrder = unknown;
    await pay({ amount: '-1000.00', original: { paymentId: original['id'] } });
    expect(await read(original['id'])).toMatchObject({ refundedAmount: '0.00', refundableAmount: '500.00' });
    gateway.terminal.onOrder = approveAtOnce;
    const terminals = await Promise.all([gateway.addTerminal(), gateway.addTerminal(), gateway.addTerminal()]);
    const answers = await Promise.all(terminals.map((id) => pay({ terminalId: id, amount: '-300.00', original: { paymentId: original['id'] } })));
    expect(answers.filter((answer) => answer.status === 201)).toHaveLength(1);
    expect(answers.filter((answer) => answer.body['code'] === 'refund-exceeds-original')).toHaveLength(2);
  });

  it('of another property’s payment is not found; through another acquirer it is refused', async () => {
    const original = await sale();
    const key = await insertKey(gateway.db, await insertProperty(gateway.db, 'Балтика'), ['refunds:write', 'payments:read']);
    expect((await pay({ amount: '-1.00', original: { paymentId: original['id'] } }, { authorization: `Bearer ${key}` })).body['code']).toBe(
      'terminal-not-found',
    );
    const foreign = await gateway.addTerminal({ mid: '111111111111' });
    expect((await pay({ terminalId: foreign, amount: '-1.00', original: { paymentId: original['id'] } })).body['code']).toBe(
      'original-not-refundable',
    );
  });
});

describe('a refund by nothing but a negative amount', () => {
  it('finds the one sale of the reservation', async () => {
    const same = folio();
    const original = await sale(same);
    expect((await pay({ ...same, amount: '-100.00' })).body).toMatchObject({
      status: 'approved',
      original: { paymentId: original['id'], linkedBy: 'auto' },
    });
  });

  it('asks which one when several fit, with candidates to choose from', async () => {
    const same = folio();
    const first = await sale(same);
    const second = await sale({ ...same, amount: '1600.00' });
    const answer = await pay({ ...same, amount: '-100.00' });
    expect(answer.body).toMatchObject({ code: 'original-ambiguous' });
    expect((answer.body['candidates'] as { id: string }[]).map((candidate) => candidate.id).sort()).toEqual([first['id'], second['id']].sort());
  });

  it('takes no sale of another merchant: its own is found beside it, and alone it is no original', async () => {
    const same = folio();
    const foreign = await gateway.addTerminal({ mid: '111111111111' });
    await sale({ ...same, terminalId: foreign });
    const key = await insertKey(gateway.db, gateway.propertyId, ['payments:write', 'refunds:write', 'payments:read']);
    const refused = await pay({ ...same, amount: '-100.00' }, { authorization: `Bearer ${key}` });
    expect([refused.status, refused.body['code'], refused.body['scope']]).toEqual([403, 'forbidden', 'refunds:blind']);
    const own = await sale({ ...same, amount: '1600.00' });
    expect((await pay({ ...same, amount: '-100.00' })).body).toMatchObject({ original: { paymentId: own['id'], linkedBy: 'auto' } });
  });

  it('is blind when nothing fits, which a key must be allowed', async () => {
    const key = await insertKey(gateway.db, gateway.propertyId, ['payments:write', 'refunds:write', 'payments:read']);
    const refused = await pay({ amount: '-100.00', ...folio() }, { authorization: `Bearer ${key}` });
    expect([refused.status, refused.body['code'], refused.body['scope']]).toEqual([403, 'forbidden', 'refunds:blind']);
    expect((await pay({ amount: '-100.00', ...folio() })).body).toMatchObject({ status: 'approved', original: null });
  });

  it('keeps its kind while the bank really made a void', async () => {
    const original = await sale();
    gateway.terminal.onOrder = async (order, session) => {
      const outcome = await approveAtOnce(order, session);
      return outcome.outcome === 'approved' ? { ...outcome, result: { ...outcome.result, executedAs: 'void' } } : outcome;
    };
    expect((await pay({ amount: '-1500.00', original: { paymentId: original['id'] } })).body).toMatchObject({
      kind: 'refund',
      result: { executedAs: 'void' },
    });
  });
});

describe('a refund asked for by its payment', () => {
  const refund = (id: unknown, body: Record<string, unknown>, headers: Record<string, string> = {}): Promise<Answer> =>
    gateway.call('POST', `/sonata/v1/payments/${String(id)}/refunds`, body, { 'idempotency-key': randomUUID(), prefer: 'wait=20', ...headers });

  it('is a payment of its own with a negative amount, of the same reservation, on the same terminal', async () => {
    const original = await sale();
    const made = await refund(original['id'], { amount: '400', reason: 'Ранний выезд', cashier: 'Иванова' });
    expect(made.status).toBe(201);
    expect(made.headers['location']).toBe(`/sonata/v1/payments/${String(made.body['id'])}`);
    expect(made.body).toMatchObject({
      kind: 'refund',
      amount: '-400.00',
      status: 'approved',
      terminal: { id: terminalId },
      comment: 'Ранний выезд',
      cashier: 'Иванова',
      reservation: original['reservation'],
      original: { paymentId: original['id'], rrn: (original['result'] as { rrn: string }).rrn, linkedBy: 'payment_id' },
      result: { approvedAmount: '-400.00' },
    });
    expect(await read(original['id'])).toMatchObject({ refundedAmount: '400.00', refundableAmount: '1100.00' });
  });

  it('is started once under one key, whatever words mean the same; other parameters are refused by name', async () => {
    const original = await sale();
    const key = { 'idempotency-key': randomUUID() };
    const first = await refund(original['id'], { amount: '400.00', reason: 'Ранний выезд' }, key);
    const again = await refund(original['id'], { amount: '400', reason: 'Ранний выезд', terminalId, cashier: undefined }, key);
    expect([again.status, again.headers['idempotent-replayed'], again.body['id']]).toEqual([200, 'true', first.body['id']]);
    const other = await refund(original['id'], { amount: '401.00', reason: 'Шум' }, key);
    expect(other.body).toMatchObject({ code: 'idempotency-key-reused', errors: [{ pointer: '/amount' }, { pointer: '/reason' }] });
    const asPayment = await pay({ amount: '-400.00', original: { paymentId: original['id'] } }, key);
    expect(asPayment.body['code']).toBe('idempotency-key-reused');
    expect(await read(original['id'])).toMatchObject({ refundedAmount: '400.00' });
  });

  it('warns of an equal one a moment ago and goes on once that was acknowledged', async () => {
    const original = await sale();
    const body = { amount: '400.00', reason: 'Ранний выезд' };
    const first = await refund(original['id'], body);
    expect((await refund(original['id'], body)).body).toMatchObject({ code: 'possible-duplicate', payment: { id: first.body['id'] } });
    const second = await refund(original['id'], { ...body, acknowledge: { duplicateOf: first.body['id'] } });
    expect([second.status, second.body['status']]).toEqual([201, 'approved']);
    expect(await read(original['id'])).toMatchObject({ refundedAmount: '800.00', refundableAmount: '700.00' });
  });

  it('never gives back more than was taken, however many tills ask at once', async () => {
    const original = await sale();
    const terminals = await Promise.all(Array.from({ length: 4 }, () => gateway.addTerminal()));
    const answers = await Promise.all(terminals.map((id, n) => refund(original['id'], { amount: `60${n}.00`, reason: 'Ошибка', terminalId: id })));
    // The others find either the first refund still open, or too little left.
    for (const { status, body } of answers)
      expect(status === 201 || ['open-payment', 'refund-exceeds-original'].includes(String(body['code']))).toBe(true);
    const { rows } = await gateway.db.query<{ sum: string }>(
      `select coalesce(-sum(amount_minor), 0)::text as sum from payment where original_payment_id = $1`,
      [original['id']],
    );
    expect(BigInt(rows[0]!.sum) <= 150_000n && BigInt(rows[0]!.sum) > 0n).toBe(true);
  });

  it.each(['0', '-1.00', '1.001', '1e3'])('takes no amount of %s', async (amount) => {
    const original = await sale();
    const answer = await refund(original['id'], { amount, reason: 'Ошибка' });
    expect([answer.status, answer.body['code']]).toEqual([422, 'invalid-amount']);
  });

  it('needs the right to refund, and needs no right to read or to sell', async () => {
    const original = await sale();
    const seller = await insertKey(gateway.db, gateway.propertyId, ['payments:read', 'payments:write']);
    const body = { amount: '1.00', reason: 'Ошибка' };
    expect((await refund(original['id'], body, { authorization: `Bearer ${seller}` })).body).toMatchObject({
      code: 'forbidden',
      scope: 'refunds:write',
    });
    const refunder = await insertKey(gateway.db, gateway.propertyId, ['refunds:write']);
    expect((await refund(original['id'], body, { authorization: `Bearer ${refunder}` })).status).toBe(201);
  });
});
