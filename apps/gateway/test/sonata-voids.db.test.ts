import { approveAtOnce, approvedResult, scriptedDecline, type OrderScript } from '@payport/testing';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { GatewayHarness, insertKey, type Answer } from './gateway-harness.ts';

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

const folio = (): Record<string, unknown> => ({ reservation: { confirmationNumber: `RMS${randomUUID()}` } });
const sale = async (changes: Record<string, unknown> = {}): Promise<Record<string, unknown>> =>
  (await gateway.pay({ terminalId, ...folio(), ...changes })).body;
const read = async (id: unknown): Promise<Record<string, unknown>> => (await gateway.call('GET', `/sonata/v1/payments/${String(id)}`)).body;
const after = (what: string, id: unknown, body: unknown, headers: Record<string, string> = {}): Promise<Answer> =>
  gateway.call('POST', `/sonata/v1/payments/${String(id)}/${what}`, body, { 'idempotency-key': randomUUID(), prefer: 'wait=20', ...headers });
const undo = (id: unknown, body?: unknown, headers?: Record<string, string>): Promise<Answer> => after('void', id, body, headers);
const refund = (id: unknown, amount: string, more: Record<string, unknown> = {}): Promise<Answer> =>
  after('refunds', id, { amount, reason: 'Ранний выезд', ...more });
const settle = (body?: unknown): Promise<Answer> =>
  gateway.call('POST', `/sonata/v1/terminals/${terminalId}/settlements`, body, { 'idempotency-key': randomUUID(), prefer: 'wait=20' });
const refused =
  (code: 'batch_closed' | 'original_not_found'): OrderScript =>
  () =>
    Promise.resolve({ outcome: 'declined', decline: scriptedDecline({ code, retry: 'never' }), result: null, evidence: {} });
const lost: OrderScript = () =>
  Promise.resolve({ outcome: 'unknown', decline: scriptedDecline({ code: 'outcome_unknown' }), runEnded: true, evidence: {} });
const prompts = (): number => gateway.terminal.journal.prompts.length;

describe('a void', () => {
  it('is a payment of its own over the whole amount, by the RRN of its original, which stays approved', async () => {
    const original = await sale();
    const made = await undo(original['id'], { reason: 'Ошибка кассира' });
    expect(made.status).toBe(201);
    expect(made.headers['location']).toBe(`/sonata/v1/payments/${String(made.body['id'])}`);
    expect(made.body).toMatchObject({
      kind: 'void',
      amount: '-1500.00',
      status: 'approved',
      terminal: { id: terminalId },
      comment: 'Ошибка кассира',
      reservation: original['reservation'],
      original: { paymentId: original['id'], linkedBy: 'payment_id' },
      result: { approvedAmount: '-1500.00' },
      refundableAmount: '0.00',
    });
    expect(gateway.terminal.journal.prompts.at(-1)).toMatchObject({
      operation: 'void',
      order: { amountMinor: 150_000n, original: { rrn: (original['result'] as { rrn: string }).rrn } },
    });
    expect(await read(original['id'])).toMatchObject({ status: 'approved', refundedAmount: '1500.00', refundableAmount: '0.00' });
  });

  it('needs no body; the same key again is the same void, and other words under it are refused', async () => {
    const original = await sale();
    const key = { 'idempotency-key': randomUUID() };
    const first = await undo(original['id'], undefined, key);
    const before = prompts();
    const again = await undo(original['id'], {}, key);
    expect([first.status, again.status, again.headers['idempotent-replayed'], again.body['id']]).toEqual([201, 200, 'true', first.body['id']]);
    expect((await undo(original['id'], { reason: 'Шум' }, key)).body).toMatchObject({
      code: 'idempotency-key-reused',
      errors: [{ pointer: '/reason' }],
    });
    expect((await after('refunds', original['id'], { amount: '1500.00', reason: 'Шум' }, key)).body['code']).toBe('idempotency-key-reused');
    expect(prompts()).toBe(before);
  });

  it('of two payments of one amount and one folio is made of both: neither looks like a repeat', async () => {
    const same = folio();
    const first = await sale(same);
    const second = await sale({ ...same, acknowledge: { duplicateOf: [first['id']] } });
    expect([(await undo(first['id'])).status, (await undo(second['id'])).status]).toEqual([201, 201]);
  });

  it('is made once however many tills ask at once', async () => {
    const original = await sale();
    const before = prompts();
    const answers = await Promise.all(Array.from({ length: 6 }, () => undo(original['id'])));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    for (const { status, body } of answers.filter((answer) => answer.status !== 201)) {
      expect([status, ['batch-closed', 'terminal-busy', 'open-payment'].includes(String(body['code']))]).toEqual([409, true]);
    }
    expect(prompts()).toBe(before + 1);
  });

  it('and a refund never take more than the payment together, also while their outcome is unknown', async () => {
    const original = await sale();
    gateway.terminal.onOrder = lost;
    expect((await undo(original['id'])).body).toMatchObject({ kind: 'void', outcome: 'unknown' });
    expect(await read(original['id'])).toMatchObject({ refundedAmount: '0.00', refundableAmount: '0.00' });
    const elsewhere = await gateway.addTerminal();
    expect((await refund(original['id'], '0.01', { terminalId: elsewhere })).body).toMatchObject({
      code: 'refund-exceeds-original',
      refundableAmount: '0.00',
    });
    expect((await undo(original['id'])).body['code']).toBe('batch-closed');
  });

  it('that was declined gives the money back to what can be refunded', async () => {
    const original = await sale();
    gateway.terminal.onOrder = () => Promise.resolve({ outcome: 'declined', decline: scriptedDecline(), result: null, evidence: {} });
    expect((await undo(original['id'])).body['status']).toBe('declined');
    gateway.terminal.onOrder = approveAtOnce;
    expect(await read(original['id'])).toMatchObject({ refundableAmount: '1500.00' });
    expect((await undo(original['id'])).body['status']).toBe('approved');
  });

  it('needs the right to refund, and is of no refund and of nothing declined', async () => {
    const original = await sale();
    const seller = await insertKey(gateway.db, gateway.propertyId, ['payments:read', 'payments:write']);
    expect((await undo(original['id'], undefined, { authorization: `Bearer ${seller}` })).body['scope']).toBe('refunds:write');
    const back = await refund(original['id'], '10.00');
    expect((await undo(back.body['id'])).body).toMatchObject({ code: 'original-not-refundable', payment: { kind: 'refund' } });
    gateway.terminal.onOrder = () => Promise.resolve({ outcome: 'declined', decline: scriptedDecline(), result: null, evidence: {} });
    expect((await undo((await sale())['id'])).body).toMatchObject({ code: 'original-not-refundable', payment: { status: 'declined' } });
  });
});

describe('the batch of a payment that is to be voided', () => {
  it('is closed by a settlement of its terminal, and by no other', async () => {
    const original = await sale();
    const elsewhere = await gateway.addTerminal();
    await gateway.call('POST', `/sonata/v1/terminals/${elsewhere}/settlements`, undefined, { 'idempotency-key': randomUUID(), prefer: 'wait=20' });
    const other = await sale();
    expect((await undo(other['id'])).status).toBe(201);
    expect((await settle()).body['status']).toBe('done');
    const before = prompts();
    const answer = await undo(original['id']);
    expect([answer.status, answer.body['code'], answer.body['refundableAmount']]).toEqual([409, 'batch-closed', '1500.00']);
    expect(prompts()).toBe(before);
    expect((await refund(original['id'], '1500.00')).body['status']).toBe('approved');
    expect((await undo((await sale())['id'])).status).toBe(201);
  });

  it('is closed for all that ran before, once the terminal said so', async () => {
    const [older, asked] = [await sale(), await sale()];
    gateway.terminal.onOrder = refused('batch_closed');
    expect((await undo(asked['id'])).body).toMatchObject({ status: 'declined', decline: { code: 'batch_closed' } });
    gateway.terminal.onOrder = approveAtOnce;
    expect([(await undo(asked['id'])).body['code'], (await undo(older['id'])).body['code']]).toEqual(['batch-closed', 'batch-closed']);
    expect((await undo((await sale())['id'])).status).toBe(201);
  });

  it('is closed for the one payment that the terminal does not find any more', async () => {
    const [older, asked] = [await sale(), await sale()];
    gateway.terminal.onOrder = refused('original_not_found');
    await undo(asked['id']);
    gateway.terminal.onOrder = approveAtOnce;
    expect([(await undo(asked['id'])).body['code'], (await undo(older['id'])).status]).toEqual(['batch-closed', 201]);
  });

  it('is another one where a part was refunded, and where the device was replaced', async () => {
    const partly = await sale();
    await refund(partly['id'], '0.01');
    expect((await undo(partly['id'])).body).toMatchObject({ code: 'batch-closed', refundableAmount: '1499.99' });
    const moved = await sale();
    await gateway.db.query(`update terminal set tid = '00459999' where id = $1`, [terminalId]);
    expect((await undo(moved['id'])).body['code']).toBe('batch-closed');
  });
});

describe('a void whose answer was lost', () => {
  it.each([
    ['approved', '1500.00', '0.00'],
    ['failed', '0.00', '1500.00'],
  ])('is asked about as a void and ends as %s', async (status, refundedAmount, refundableAmount) => {
    const original = await sale();
    gateway.terminal.onOrder = lost;
    gateway.terminal.onRecover = ({ order }) =>
      Promise.resolve(
        status === 'approved'
          ? { finding: 'approved', rung: 1, result: approvedResult(order, { executedAs: 'void' }), evidence: {} }
          : { finding: 'not_found_proven', rung: 1, evidence: {} },
      );
    const made = await undo(original['id']);
    const { headers } = made;
    const path = `/sonata/v1/payments/${String(made.body['id'])}`;
    const ended = await gateway.call('GET', path, undefined, { prefer: 'wait=20', 'if-none-match': String(headers['etag']) });
    expect(ended.body).toMatchObject({ kind: 'void', status });
    expect(gateway.terminal.journal.questions.at(-1)).toMatchObject({ operation: 'void', order: { amountMinor: 150_000n } });
    expect(await read(original['id'])).toMatchObject({ refundedAmount, refundableAmount });
  });
});

it('a terminal offers voids where its driver has them', async () => {
  const operations = async (): Promise<unknown> => {
    const { body } = await gateway.call('GET', '/sonata/v1/terminals');
    return (body['data'] as { id: string; operations: string[] }[]).find(({ id }) => id === terminalId)?.operations;
  };
  expect(await operations()).toContain('void');
  gateway.terminal.operations = ['sale', 'refund'];
  expect(await operations()).toEqual(['sale', 'refund']);
});
