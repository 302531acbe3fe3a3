import { scriptedDecline } from '@payport/testing';
import { randomUUID } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { insertKey, insertProperty, type Answer, type GatewayHarness } from '../gateway-harness.ts';
import type { Scenario, Scenarios } from './scenario.ts';

type Headers = Record<string, string>;

/** What scenarios of payments that follow another one work with; the values exist once the gateway runs. */
export interface FollowUpBench {
  readonly gateway: () => GatewayHarness;
  readonly terminalId: () => string;
  /** The id of a payment that the terminal was asked for and has answered. */
  readonly approved: (changes?: Record<string, unknown>) => Promise<string>;
  readonly running: (changes?: Record<string, unknown>) => Promise<string>;
  readonly thenOpen: (answer: Promise<Answer>) => Promise<Answer>;
  readonly common: (call: (headers: Headers) => Promise<Answer>) => Record<string, Scenario>;
  readonly withBug: (call: () => Promise<Answer>) => Promise<Answer>;
}

type Send = (id: string, body?: unknown, headers?: Headers) => Promise<Answer>;

/** Refunds, voids, captures and postings. */
export function followUpScenarios(bench: FollowUpBench): Scenarios {
  const { gateway, terminalId, approved, common } = bench;
  const to =
    (what: string, usual: Record<string, unknown>): Send =>
    (id, body = usual, headers = {}) =>
      gateway().call('POST', `/sonata/v1/payments/${id}/${what}`, body, { 'idempotency-key': randomUUID(), prefer: 'wait=20', ...headers });
  const capture = to('capture', { amount: '1500.00' });
  const reserved = (changes: Record<string, unknown> = {}): Promise<string> => {
    gateway().terminal.operations = ['sale', 'preauthorization', 'capture'];
    return approved({ kind: 'preauthorization', ...changes });
  };
  const undo = to('void', { reason: 'Ошибка кассира' });
  const posting = to('posting', { postingNumber: 'F-1', folioWindow: '1' });
  const refund = to('refunds', { amount: '100.00', reason: 'Ранний выезд' });
  return {
    createRefund: {
      ...ofEach(bench, 'refunds', refund),
      'original-not-refundable': async () => refund(await declined()),
      'terminal-not-found': async () => refund(await approved(), { amount: '1.00', reason: 'Ошибка', terminalId: randomUUID() }),
      'possible-duplicate': async () => {
        const id = await approved();
        await refund(id);
        return refund(id);
      },
      'invalid-amount': async () => refund(await approved(), { amount: '-1.00', reason: 'Ошибка' }),
      'currency-not-accepted': async () => withoutRoubles(refund, await approved()),
      'refund-exceeds-original': async () => refund(await approved(), { amount: '1500.01', reason: 'Ошибка' }),
    },
    voidPayment: {
      ...ofEach(bench, 'void', undo),
      'original-not-refundable': async () => undo(await declined()),
      'currency-not-accepted': async () => withoutRoubles(undo, await approved()),
      'batch-closed': async () => {
        const id = await approved();
        await refund(id);
        return undo(id);
      },
    },
    capturePayment: {
      ...ofEach({ ...bench, approved: reserved }, 'capture', capture),
      'invalid-amount': async () => capture(await reserved(), { amount: '-1.00' }),
      'currency-not-accepted': async () => withoutRoubles(capture, await reserved()),
      'capture-exceeds-authorization': async () => capture(await reserved(), { amount: '1500.01' }),
    },
    reportPosting: {
      ...common((headers) => posting(randomUUID(), undefined, headers)),
      200: async () => posting(await approved()),
      'internal-error': () => bench.withBug(() => posting(randomUUID())),
      'malformed-json': () => posting(randomUUID(), '{"postingNumber":'),
      'not-found': () => posting(randomUUID()),
      'payload-too-large': () => posting(randomUUID(), { postingNumber: 'x'.repeat(300_000) }),
      'unsupported-media-type': () => posting(randomUUID(), '<a/>', { 'content-type': 'application/xml' }),
      'validation-failed': async () => posting(await approved(), { postingNumber: ' ' }),
    },
  };

  function declined(): Promise<string> {
    gateway().terminal.onOrder = () => Promise.resolve({ outcome: 'declined', decline: scriptedDecline(), result: null, evidence: {} });
    return approved();
  }

  async function withoutRoubles(send: Send, id: string): Promise<Answer> {
    await gateway().db.query(`update property set currency = 'USD', currencies = '{USD}' where id = $1`, [gateway().propertyId]);
    const answer = await send(id);
    await gateway().db.query(`update property set currency = 'RUB', currencies = '{RUB}' where id = $1`, [gateway().propertyId]);
    return answer;
  }

  /** What every one of them answers. */
  function ofEach({ approved, withBug, running, thenOpen }: FollowUpBench, what: string, send: Send): Record<string, Scenario> {
    return {
      ...common((headers) => send(randomUUID(), undefined, headers)),
      201: async () => send(await approved()),
      200: async () => {
        const id = await approved();
        const key = { 'idempotency-key': randomUUID() };
        await send(id, undefined, key);
        return send(id, undefined, key);
      },
      'internal-error': () => withBug(() => send(randomUUID())),
      'malformed-json': () => send(randomUUID(), '{"reason":'),
      'idempotency-key-missing': () => gateway().call('POST', `/sonata/v1/payments/${randomUUID()}/${what}`, {}),
      'not-found': async () => {
        const key = await insertKey(gateway().db, await insertProperty(gateway().db, 'Балтика'), ['refunds:write', 'payments:write']);
        return send(await approved(), undefined, { authorization: `Bearer ${key}` });
      },
      'payload-too-large': () => send(randomUUID(), { reason: 'x'.repeat(300_000) }),
      'unsupported-media-type': () => send(randomUUID(), '<a/>', { 'content-type': 'application/xml' }),
      'terminal-busy': async () => {
        const id = await approved();
        await running();
        return thenOpen(send(id));
      },
      'terminal-disabled': async () => {
        const id = await approved();
        await gateway().db.query('update terminal set enabled = false where id = $1', [terminalId()]);
        return send(id);
      },
      'terminal-offline': async () => {
        const id = await approved();
        // The payment's end marks the terminal as reachable, a moment after its answer.
        while (gateway().engine.conversations() > 0) await nextTurn();
        await gateway().db.query('update terminal set offline_since = now() where id = $1', [terminalId()]);
        const answer = await send(id);
        await gateway().db.query('update terminal set offline_since = null where id = $1', [terminalId()]);
        return answer;
      },
      'open-payment': async () => {
        const same = { reservation: { confirmationNumber: `RMS${randomUUID()}` } };
        const id = await approved(same);
        await running({ ...same, amount: '7.00', terminalId: await gateway().addTerminal() });
        return thenOpen(send(id));
      },
      'validation-failed': async () => send(await approved(), { amount: '1.00', reason: 'Ошибка', cashier: 'x'.repeat(256) }),
      'operation-not-supported': async () => {
        const id = await approved();
        gateway().terminal.operations = ['sale'];
        return send(id);
      },
      'idempotency-key-reused': async () => {
        const id = await approved();
        const key = { 'idempotency-key': randomUUID() };
        await send(id, undefined, key);
        return send(await approved(), undefined, key);
      },
    };
  }
}
