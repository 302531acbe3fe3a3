import { approveAtOnce, approvedResult, scriptedDecline, type OrderScript } from '@payport/testing';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { GatewayHarness, insertKey, type Answer } from './gateway-harness.ts';

let gateway: GatewayHarness;
let terminalId: string;

beforeAll(async () => {
  gateway = await GatewayHarness.start();
});
afterAll(() => gateway.close());
beforeEach(async () => {
  terminalId = await gateway.addTerminal();
  gateway.terminal.operations = ['sale', 'refund', 'void', 'preauthorization', 'capture', 'settlement'];
  gateway.terminal.onOrder = approveAtOnce;
  gateway.terminal.authorizationLifeMs = null;
});

const folio = (): Record<string, unknown> => ({ reservation: { confirmationNumber: `RMS${randomUUID()}` } });
const reserve = async (changes: Record<string, unknown> = {}): Promise<Record<string, unknown>> =>
  (await gateway.pay({ terminalId, kind: 'preauthorization', ...folio(), ...changes })).body;
const read = async (id: unknown): Promise<Record<string, unknown>> => (await gateway.call('GET', `/sonata/v1/payments/${String(id)}`)).body;
const after = (what: string, id: unknown, body: unknown, headers: Record<string, string> = {}): Promise<Answer> =>
  gateway.call('POST', `/sonata/v1/payments/${String(id)}/${what}`, body, { 'idempotency-key': randomUUID(), prefer: 'wait=20', ...headers });
const capture = (id: unknown, amount: string, headers?: Record<string, string>): Promise<Answer> => after('capture', id, { amount }, headers);
const lost: OrderScript = () =>
  Promise.resolve({ outcome: 'unknown', decline: scriptedDecline({ code: 'outcome_unknown' }), runEnded: true, evidence: {} });
const declined: OrderScript = () => Promise.resolve({ outcome: 'declined', decline: scriptedDecline(), result: null, evidence: {} });
/** The payment's next state after the one in `seen`. */
const next = (seen: Answer): Promise<Answer> =>
  gateway.call('GET', `/sonata/v1/payments/${String(seen.body['id'])}`, undefined, {
    prefer: 'wait=20',
    'if-none-match': String(seen.headers['etag']),
  });

describe('a preauthorization', () => {
  it('cannot be given back by its RRN either: it took nothing', async () => {
    const reserved = await reserve();
    const { rrn } = reserved['result'] as { rrn: string };
    const answer = await gateway.pay({ terminalId, amount: '-1.00', ...folio(), original: { rrn } });
    expect(answer.body).toMatchObject({ code: 'original-not-refundable', payment: { id: reserved['id'], kind: 'preauthorization' } });
  });

  it('reserves money and takes none: nothing of it is captured, nothing can go back', async () => {
    const reserved = await reserve();
    expect(reserved).toMatchObject({
      kind: 'preauthorization',
      amount: '1500.00',
      status: 'approved',
      capturedAmount: '0.00',
      refundableAmount: '0.00',
    });
    expect(gateway.terminal.journal.prompts.at(-1)).toMatchObject({ operation: 'preauthorization', order: { amountMinor: 150_000n } });
    expect((await after('refunds', reserved['id'], { amount: '1.00', reason: 'Ошибка' })).body['code']).toBe('original-not-refundable');
    const settled = await gateway.call('POST', `/sonata/v1/terminals/${terminalId}/settlements`, undefined, {
      'idempotency-key': randomUUID(),
      prefer: 'wait=20',
    });
    expect(settled.body).toMatchObject({ totals: { gateway: { sales: { count: 0 } } } });
  });

  it('says until when it holds where that is known, and invents nothing where it is not', async () => {
    expect(await reserve()).toMatchObject({ expiresAt: null });
    gateway.terminal.authorizationLifeMs = 7 * 86_400_000;
    const reserved = await reserve();
    expect(Date.parse(String(reserved['expiresAt'])) - Date.parse(String(reserved['createdAt']))).toBe(7 * 86_400_000);
    expect((await capture(reserved['id'], '1.00')).body).toMatchObject({ status: 'approved', expiresAt: null });
    expect((await gateway.pay({ terminalId, ...folio() })).body).toMatchObject({ kind: 'sale', expiresAt: null });
    gateway.terminal.onOrder = declined;
    expect(await reserve()).toMatchObject({ status: 'declined', expiresAt: null });
  });

  it('needs a positive amount, and a terminal that can', async () => {
    expect((await gateway.pay({ terminalId, kind: 'preauthorization', amount: '-1.00' })).body).toMatchObject({
      code: 'validation-failed',
      errors: [{ pointer: '/kind' }],
    });
    gateway.terminal.operations = ['sale', 'refund'];
    expect((await gateway.pay({ terminalId, kind: 'preauthorization' })).body).toMatchObject({
      code: 'operation-not-supported',
      operation: 'preauthorization',
    });
  });

  it('whose answer was lost is asked about as one', async () => {
    gateway.terminal.onOrder = lost;
    gateway.terminal.onRecover = ({ order }) => Promise.resolve({ finding: 'approved', rung: 1, result: approvedResult(order), evidence: {} });
    const made = await gateway.pay({ terminalId, kind: 'preauthorization', ...folio() });
    expect((await next(made)).body).toMatchObject({ kind: 'preauthorization', status: 'approved' });
    expect(gateway.terminal.journal.questions.at(-1)).toMatchObject({ operation: 'preauthorization' });
  });
});

describe('a capture', () => {
  it('is a payment of its own with a positive amount, and can be refunded', async () => {
    const reserved = await reserve();
    const made = await capture(reserved['id'], '1200');
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({
      kind: 'capture',
      amount: '1200.00',
      status: 'approved',
      reservation: reserved['reservation'],
      original: { paymentId: reserved['id'], linkedBy: 'payment_id' },
      capturedAmount: '1200.00',
      refundableAmount: '1200.00',
    });
    expect(gateway.terminal.journal.prompts.at(-1)).toMatchObject({
      operation: 'capture',
      order: { amountMinor: 120_000n, original: { rrn: (reserved['result'] as { rrn: string }).rrn } },
    });
    expect(await read(reserved['id'])).toMatchObject({ status: 'approved', capturedAmount: '1200.00', refundedAmount: '0.00' });
    expect((await after('refunds', made.body['id'], { amount: '200.00', reason: 'Скидка' })).body).toMatchObject({ status: 'approved' });
    expect(await read(made.body['id'])).toMatchObject({ refundedAmount: '200.00', refundableAmount: '1000.00' });
  });

  it('takes no more than was reserved, and only once: what is left is released', async () => {
    const reserved = await reserve();
    expect((await capture(reserved['id'], '1500.01')).body).toMatchObject({
      code: 'capture-exceeds-authorization',
      capturableAmount: '1500.00',
    });
    await capture(reserved['id'], '100.00');
    expect((await capture(reserved['id'], '0.01')).body).toMatchObject({ code: 'capture-exceeds-authorization', capturableAmount: '0.00' });
    const sale = await gateway.pay({ terminalId, ...folio() });
    expect((await capture(sale.body['id'], '1.00')).body).toMatchObject({ code: 'capture-exceeds-authorization', capturableAmount: '0.00' });
  });

  it('is made once however many tills ask at once, and under one key however often', async () => {
    const reserved = await reserve();
    const before = gateway.terminal.journal.prompts.length;
    const answers = await Promise.all(Array.from({ length: 6 }, () => capture(reserved['id'], '700.00')));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(gateway.terminal.journal.prompts).toHaveLength(before + 1);
    const other = await reserve();
    const key = { 'idempotency-key': randomUUID() };
    const [first, again] = [await capture(other['id'], '5', key), await capture(other['id'], '5.00', key)];
    expect([first.status, again.status, again.body['id']]).toEqual([201, 200, first.body['id']]);
    expect((await capture(other['id'], '6', key)).body).toMatchObject({ code: 'idempotency-key-reused', errors: [{ pointer: '/amount' }] });
  });

  it('that is unknown counts as the one capture; one that was declined does not', async () => {
    const reserved = await reserve();
    gateway.terminal.onOrder = declined;
    expect((await capture(reserved['id'], '1500.00')).body['status']).toBe('declined');
    gateway.terminal.onOrder = lost;
    gateway.terminal.onRecover = () => Promise.resolve({ finding: 'cannot_tell', conclusive: false, evidence: {} });
    expect((await capture(reserved['id'], '1500.00')).body['outcome']).toBe('unknown');
    expect(await read(reserved['id'])).toMatchObject({ capturedAmount: '0.00' });
    expect((await capture(reserved['id'], '1.00')).body['code']).toBe('capture-exceeds-authorization');
  });

  it('needs the right to take payments, not the one to refund', async () => {
    const reserved = await reserve();
    const refunder = await insertKey(gateway.db, gateway.propertyId, ['refunds:write', 'payments:read']);
    expect((await capture(reserved['id'], '1.00', { authorization: `Bearer ${refunder}` })).body).toMatchObject({ scope: 'payments:write' });
  });
});

describe('a release', () => {
  const release = (id: unknown, headers?: Record<string, string>): Promise<Answer> => after('void', id, undefined, headers);

  it('gives reserved money back untaken, as a void of its own over the whole amount', async () => {
    gateway.terminal.authorizationLifeMs = 86_400_000;
    const reserved = await reserve();
    const made = await release(reserved['id']);
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({
      kind: 'void',
      amount: '-1500.00',
      status: 'approved',
      reservation: reserved['reservation'],
      original: { paymentId: reserved['id'], linkedBy: 'payment_id' },
      capturedAmount: null,
      refundableAmount: '0.00',
    });
    expect(gateway.terminal.journal.prompts.at(-1)).toMatchObject({
      operation: 'release',
      order: { amountMinor: 150_000n, original: { rrn: (reserved['result'] as { rrn: string }).rrn } },
    });
    expect(await read(reserved['id'])).toMatchObject({
      status: 'approved',
      capturedAmount: '0.00',
      refundedAmount: '1500.00',
      refundableAmount: '0.00',
      expiresAt: null,
    });
  });

  it('ends the reservation: nothing can be captured after it, and it is not released twice', async () => {
    const reserved = await reserve();
    await release(reserved['id']);
    expect((await capture(reserved['id'], '1.00')).body).toMatchObject({ code: 'capture-exceeds-authorization', capturableAmount: '0.00' });
    expect((await release(reserved['id'])).body['code']).toBe('original-not-refundable');
  });

  it('is refused once something was captured, whatever is left: the bank releases that by itself', async () => {
    const reserved = await reserve();
    await capture(reserved['id'], '100.00');
    expect((await release(reserved['id'])).body).toMatchObject({ code: 'original-not-refundable', payment: { kind: 'preauthorization' } });
  });

  it('comes after the day was closed too, moves no total of the batch, and refused it closes no batch over sales', async () => {
    const sale = await gateway.pay({ terminalId, ...folio() });
    const reserved = await reserve();
    gateway.terminal.onOrder = () =>
      Promise.resolve({ outcome: 'declined', decline: scriptedDecline({ code: 'batch_closed', terminalCode: '4315' }), result: null, evidence: {} });
    expect((await release(reserved['id'])).body).toMatchObject({ status: 'declined' });
    gateway.terminal.onOrder = approveAtOnce;
    expect((await after('void', sale.body['id'], undefined)).body).toMatchObject({ status: 'approved' });
    const close = async (): Promise<Record<string, unknown>> =>
      (
        await gateway.call('POST', `/sonata/v1/terminals/${terminalId}/settlements`, undefined, {
          'idempotency-key': randomUUID(),
          prefer: 'wait=20',
        })
      ).body;
    await close();
    expect((await release(reserved['id'])).body).toMatchObject({ status: 'approved' });
    expect(await close()).toMatchObject({ totals: { gateway: { voids: { count: 0 } } } });
  });

  it('whose answer was lost is asked about as one, and counts as made meanwhile', async () => {
    const reserved = await reserve();
    gateway.terminal.onOrder = lost;
    gateway.terminal.onRecover = () => Promise.resolve({ finding: 'cannot_tell', conclusive: false, evidence: {} });
    const made = await release(reserved['id']);
    expect(made.body['outcome']).toBe('unknown');
    expect((await capture(reserved['id'], '1.00')).body['code']).toBe('capture-exceeds-authorization');
    gateway.terminal.onRecover = ({ order }) => Promise.resolve({ finding: 'approved', rung: 1, result: approvedResult(order), evidence: {} });
    expect((await next(made)).body).toMatchObject({ kind: 'void', status: 'approved' });
    expect(gateway.terminal.journal.questions.at(-1)).toMatchObject({ operation: 'release' });
  });

  it('and a capture that meet at the reservation’s row are one: the other hears that nothing is left', async () => {
    // Without a reservation number no lock of the guest keeps them apart, and the device is free again at once.
    const reserved = await reserve({ reservation: undefined });
    const prompts = gateway.terminal.journal.prompts.length;
    const holder = await gateway.db.connect();
    let asked: Promise<Answer>[] = [];
    try {
      await holder.query('begin');
      // Stands in the way of a lock, but not of a new payment that only names its original.
      await holder.query('select from payment where id = $1 for no key update', [reserved['id']]);
      asked = [capture(reserved['id'], '1500.00'), release(reserved['id'])];
      await vi.waitFor(async () => {
        const { rows } = await gateway.db.query<{ waiting: number }>(
          'select count(*)::int as waiting from pg_locks join pg_stat_activity using (pid) where not granted and datname = current_database()',
        );
        expect(rows[0]?.waiting).toBe(2);
      }, 10_000);
    } finally {
      await holder.query('commit');
      holder.release();
    }
    const answers = await Promise.all(asked);
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(['capture-exceeds-authorization', 'original-not-refundable', 'terminal-busy']).toContain(
      answers.find(({ status }) => status !== 201)?.body['code'],
    );
    expect(gateway.terminal.journal.prompts).toHaveLength(prompts + 1);
  });

  it('needs the right to refund', async () => {
    const reserved = await reserve();
    const seller = await insertKey(gateway.db, gateway.propertyId, ['payments:write', 'payments:read']);
    expect((await release(reserved['id'], { authorization: `Bearer ${seller}` })).body).toMatchObject({ scope: 'refunds:write' });
  });
});
