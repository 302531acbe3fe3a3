import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GatewayHarness, type Answer } from '../gateway-harness.ts';
import { MID, SimulatedBank } from './simulated-bank.ts';

let bank: SimulatedBank;
let gateway: GatewayHarness;
let free: string[];

beforeAll(async () => {
  bank = await SimulatedBank.start(3);
  gateway = await GatewayHarness.start({ realDrivers: true });
  free = [...bank.tids];
});
afterAll(async () => {
  await gateway.close();
  await bank.stop();
});

interface Desk {
  readonly tid: string;
  readonly terminalId: string;
}

async function desk(): Promise<Desk> {
  const tid = free.pop()!;
  const settings = { ...bank.settings(tid), preauthorization: true };
  return { tid, terminalId: await gateway.addTerminal({ tid, mid: MID, settings, address: `process:${tid}`, name: `Терминал ${tid}` }) };
}

async function reserve({ terminalId }: Desk, amount = '1500.00'): Promise<Record<string, unknown>> {
  const reservation = { confirmationNumber: randomUUID() };
  const { body } = await gateway.pay({ terminalId, kind: 'preauthorization', amount, reservation }, { prefer: 'wait=60' });
  expect(body).toMatchObject({ status: 'approved', result: { executedAs: null } });
  return body;
}

const follow = (what: string, { id }: Record<string, unknown>, body?: unknown): Promise<Answer> =>
  gateway.call('POST', `/sonata/v1/payments/${String(id)}/${what}`, body, { 'idempotency-key': randomUUID(), prefer: 'wait=60' });
const settle = ({ terminalId }: Desk): Promise<Answer> =>
  gateway.call('POST', `/sonata/v1/terminals/${terminalId}/settlements`, undefined, { 'idempotency-key': randomUUID(), prefer: 'wait=60' });
const ledger = async ({ tid }: Desk): Promise<string[]> => (await bank.ledger(tid)).map(({ kind, amount, state }) => `${kind} ${amount} ${state}`);
async function final(id: unknown): Promise<Record<string, unknown>> {
  for (;;) {
    const { body, headers } = await gateway.call('GET', `/sonata/v1/payments/${String(id)}`);
    if (body['final'] === true) return body;
    await gateway.call('GET', `/sonata/v1/payments/${String(id)}`, undefined, { prefer: 'wait=30', 'if-none-match': String(headers['etag']) });
  }
}

describe.concurrent('a reservation through the bank’s program', () => {
  it('takes nothing until it is captured, and then what was captured, to the kopeck, in the totals of both sides', async () => {
    const here = await desk();
    const reserved = await reserve(here);
    expect(await ledger(here)).toEqual([]);
    const captured = await follow('capture', reserved, { amount: '1200.50' });
    expect(captured.body).toMatchObject({ kind: 'capture', status: 'approved', capturedAmount: '1200.50' });
    expect(await ledger(here)).toEqual(['sale 1200.50 captured']);
    expect((await follow('void', reserved)).body['code']).toBe('original-not-refundable');
    expect((await settle(here)).body).toMatchObject({ matches: true, totals: { gateway: { sales: { count: 1, amount: '1200.50' } } } });
    expect((await follow('refunds', captured.body, { amount: '200.50', reason: 'Скидка' })).body).toMatchObject({ status: 'approved' });
  });

  it('is released after the day was closed: no money moved, and nothing can be captured any more', async () => {
    const here = await desk();
    const reserved = await reserve(here);
    expect((await settle(here)).body).toMatchObject({ status: 'done' });
    expect((await follow('void', reserved)).body).toMatchObject({
      kind: 'void',
      status: 'approved',
      amount: '-1500.00',
      result: { executedAs: null },
    });
    expect(await ledger(here)).toEqual([]);
    expect((await follow('capture', reserved, { amount: '1.00' })).body['code']).toBe('capture-exceeds-authorization');
  });

  it('whose capture and whose release lose their answers is asked about, and each is made once', async () => {
    const here = await desk();
    const captured = await follow('capture', await reserve(here), { amount: '1000.71' });
    expect(captured.body).toMatchObject({ kind: 'capture', outcome: 'unknown' });
    expect(await final(captured.body['id'])).toMatchObject({ status: 'approved' });
    expect(await ledger(here)).toEqual(['sale 1000.71 captured']);
    const reserved = await reserve(here);
    await bank.spoil(here.tid, { fault: 'lost_reply' });
    const released = await follow('void', reserved);
    expect(released.body['outcome']).toBe('unknown');
    expect(await final(released.body['id'])).toMatchObject({ kind: 'void', status: 'approved' });
    expect(await ledger(here)).toEqual(['sale 1000.71 captured']);
  });
});
