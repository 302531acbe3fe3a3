import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GatewayHarness, type Answer } from '../gateway-harness.ts';
import { MID, SimulatedBank } from './simulated-bank.ts';

let bank: SimulatedBank;
let gateway: GatewayHarness;
let free: string[];

beforeAll(async () => {
  bank = await SimulatedBank.start(4);
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
  readonly sale: Record<string, unknown>;
}

/** A terminal with one approved sale of 1500.00 in its open batch. */
async function desk(): Promise<Desk> {
  const tid = free.pop()!;
  const terminalId = await gateway.addTerminal({ tid, mid: MID, settings: bank.settings(tid), address: `process:${tid}`, name: `Терминал ${tid}` });
  const { body } = await gateway.pay({ terminalId, amount: '1500.00', reservation: { confirmationNumber: randomUUID() } }, { prefer: 'wait=60' });
  expect(body).toMatchObject({ status: 'approved' });
  return { tid, terminalId, sale: body };
}

const undo = ({ sale }: Desk): Promise<Answer> =>
  gateway.call('POST', `/sonata/v1/payments/${String(sale['id'])}/void`, undefined, { 'idempotency-key': randomUUID(), prefer: 'wait=60' });
const settle = ({ terminalId }: Desk): Promise<Answer> =>
  gateway.call('POST', `/sonata/v1/terminals/${terminalId}/settlements`, undefined, { 'idempotency-key': randomUUID(), prefer: 'wait=60' });
const ledger = async ({ tid }: Desk): Promise<string[]> => (await bank.ledger(tid)).map(({ kind, amount, state }) => `${kind} ${amount} ${state}`);
async function final(id: unknown): Promise<Record<string, unknown>> {
  let seen = await gateway.call('GET', `/sonata/v1/payments/${String(id)}`);
  while (seen.body['final'] !== true) {
    seen = await gateway.call('GET', `/sonata/v1/payments/${String(id)}`, undefined, {
      prefer: 'wait=30',
      'if-none-match': String(seen.headers['etag']),
    });
    if (seen.status === 304) seen = await gateway.call('GET', `/sonata/v1/payments/${String(id)}`);
  }
  return seen.body;
}
const UNDONE = ['sale 1500.00 reversed', 'void 1500.00 captured'];

describe.concurrent('a void through the bank’s program', () => {
  it('undoes its sale at the bank, and the day closes with the same totals on both sides', async () => {
    const here = await desk();
    expect((await undo(here)).body).toMatchObject({ kind: 'void', status: 'approved', amount: '-1500.00', result: { executedAs: 'void' } });
    expect(await ledger(here)).toEqual(UNDONE);
    expect((await settle(here)).body).toMatchObject({
      status: 'done',
      matches: true,
      totals: { gateway: { sales: { count: 1, amount: '1500.00' }, voids: { count: 1, amount: '1500.00' } } },
    });
  });

  it('whose answer is lost is asked about, and is approved once', async () => {
    const here = await desk();
    await bank.spoil(here.tid, { fault: 'lost_reply' });
    const made = await undo(here);
    expect(made.body).toMatchObject({ kind: 'void', outcome: 'unknown' });
    expect(await final(made.body['id'])).toMatchObject({ status: 'approved', result: { executedAs: 'void', approvedAmount: '-1500.00' } });
    expect(await ledger(here)).toEqual(UNDONE);
  });

  it('that never reached the bank is proven to have failed, and can be made again', async () => {
    const here = await desk();
    await bank.spoil(here.tid, { fault: 'no_link' });
    expect(await final((await undo(here)).body['id'])).toMatchObject({ status: 'failed' });
    expect(await ledger(here)).toEqual(['sale 1500.00 captured']);
    expect(await final((await undo(here)).body['id'])).toMatchObject({ status: 'approved' });
    expect(await ledger(here)).toEqual(UNDONE);
  });

  it('of a batch that the terminal says is closed is declined as that, and the next one is not even sent', async () => {
    const here = await desk();
    await bank.spoil(here.tid, { fault: 'decline', code: 4315 });
    expect((await undo(here)).body).toMatchObject({ status: 'declined', decline: { code: 'batch_closed', terminalCode: '4315' } });
    expect((await undo(here)).body).toMatchObject({ code: 'batch-closed', refundableAmount: '1500.00' });
    expect(await ledger(here)).toEqual(['sale 1500.00 captured']);
  });
});
