import { PORTAL_PATHS, type PortalServiceCommandList } from '@payport/contracts';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { GatewayHarness } from '../gateway-harness.ts';
import { addPerson, PortalVisitor } from '../portal-visitor.ts';
import { MID, SimulatedBank } from './simulated-bank.ts';

/** What each scenario amount comes to, through the real API, engine, driver, wire and bank. */
interface Journey {
  readonly kopecks: string;
  readonly rule: string;
  readonly status: string;
  readonly decline?: Record<string, unknown>;
  readonly ledger: readonly string[];
  readonly cancel?: boolean;
}

const JOURNEYS: readonly Journey[] = [
  { kopecks: '00', rule: 'is approved', status: 'approved', ledger: ['captured'] },
  {
    kopecks: '05',
    rule: 'is declined for lack of funds',
    status: 'declined',
    decline: { code: 'insufficient_funds', terminalCode: '51' },
    ledger: [],
  },
  { kopecks: '17', rule: 'is cancelled by the guest on the device', status: 'cancelled', ledger: [] },
  { kopecks: '71', rule: 'is approved although the reply was lost', status: 'approved', ledger: ['captured'] },
  { kopecks: '72', rule: 'is proven to have failed when the link dropped before the bank', status: 'failed', ledger: [] },
  { kopecks: '73', rule: 'is approved although the device rebooted', status: 'approved', ledger: ['captured'] },
  { kopecks: '74', rule: 'goes to manual review when the device cannot tell', status: 'manual_review', ledger: ['captured'] },
  { kopecks: '89', rule: 'waits for a card until the cashier stops it', status: 'cancelled', ledger: [], cancel: true },
];

let bank: SimulatedBank;
let gateway: GatewayHarness;

beforeAll(async () => {
  bank = await SimulatedBank.start(JOURNEYS.length + 2, 'zvt');
  gateway = await GatewayHarness.start({ realDrivers: true });
});
afterAll(async () => {
  await gateway.close();
  await bank.stop();
});

async function terminal(index: number): Promise<{ tid: string; terminalId: string }> {
  const tid = bank.tids[index]!;
  const settings = await bank.zvtSettings(tid);
  const terminalId = await gateway.addTerminal({ tid, mid: MID, driver: 'zvt', settings, address: `tcp:${tid}`, name: `Терминал ${tid}` });
  return { tid, terminalId };
}

/** Waits until the payment no longer changes by itself: final, or waiting for a person. */
async function settled(id: string): Promise<Record<string, unknown>> {
  let seen = await gateway.call('GET', `/sonata/v1/payments/${id}`);
  while (seen.body['final'] !== true && seen.body['status'] !== 'manual_review') {
    seen = await gateway.call('GET', `/sonata/v1/payments/${id}`, undefined, { prefer: 'wait=30', 'if-none-match': String(seen.headers['etag']) });
    if (seen.status === 304) seen = await gateway.call('GET', `/sonata/v1/payments/${id}`);
  }
  return seen.body;
}

async function pay(terminalId: string, amount: string, { cancel = false } = {}): Promise<Record<string, unknown>> {
  const order = { terminalId, amount, reservation: { confirmationNumber: randomUUID() } };
  const answer = await gateway.pay(order, { prefer: cancel ? 'wait=0' : 'wait=60' });
  expect([answer.status, answer.text]).toEqual([201, expect.any(String)]);
  const id = String(answer.body['id']);
  if (cancel) {
    let state = answer.body['status'];
    while (state !== 'in_progress') state = (await gateway.call('GET', `/sonata/v1/payments/${id}`)).body['status'];
    expect((await gateway.call('POST', `/sonata/v1/payments/${id}/cancel`)).status).toBe(202);
  }
  return settled(id);
}

describe.concurrent('a sale on a ZVT terminal', () => {
  it.each(JOURNEYS.map((journey, index) => ({ ...journey, index })))(
    'of .$kopecks $rule',
    async ({ kopecks, status, decline, ledger, cancel, index }) => {
      const { tid, terminalId } = await terminal(index);
      const amount = `1500.${kopecks}`;
      const payment = await pay(terminalId, amount, cancel === undefined ? {} : { cancel });
      expect(payment).toMatchObject({ status, ...(decline === undefined ? {} : { decline }) });
      expect((await bank.ledger(tid)).map((row) => row.state)).toEqual(ledger);
      if (kopecks === '00') {
        expect(payment['result']).toMatchObject({ approvedAmount: amount, currency: 'RUB', terminalTid: tid, stan: '0001' });
      }
    },
  );

  it('is undone by its receipt number, and the day closes', async () => {
    const { tid, terminalId } = await terminal(JOURNEYS.length);
    const sale = await pay(terminalId, '700.00');
    const undo = await gateway.call('POST', `/sonata/v1/payments/${String(sale['id'])}/void`, undefined, {
      'idempotency-key': randomUUID(),
      prefer: 'wait=60',
    });
    expect(undo.body).toMatchObject({ kind: 'void', status: 'approved', result: { executedAs: 'void' } });
    expect((await bank.ledger(tid)).map((row) => `${row.kind} ${row.state}`)).toEqual(['sale reversed', 'void captured']);
    const close = await gateway.call('POST', `/sonata/v1/terminals/${terminalId}/settlements`, undefined, {
      'idempotency-key': randomUUID(),
      prefer: 'wait=60',
    });
    expect(close.body).toMatchObject({ status: 'done' });
  });

  it('may first be checked and set up anew from the portal, but not set up over an open day', async () => {
    const { tid, terminalId } = await terminal(JOURNEYS.length + 1);
    const manager = await PortalVisitor.signedIn(gateway, await addPerson(gateway, { [gateway.propertyId]: 'manager' }));
    const commands = PORTAL_PATHS.terminalCommands(terminalId);
    const order = async (kind: 'diagnosis' | 'initialisation'): Promise<unknown> => {
      const { status, body } = await manager.post(commands, { kind });
      expect([status, body['kind']]).toEqual([202, kind]);
      return vi.waitFor(
        async () => {
          const { data } = (await manager.get(commands)).body as unknown as PortalServiceCommandList;
          expect(data[0]).toMatchObject({ id: body['id'], status: expect.stringMatching(/done|failed|unknown/) as string });
          return data[0];
        },
        { timeout: 30_000, interval: 100 },
      );
    };
    const paper = (title: string): object => ({ status: 'done', text: expect.stringMatching(new RegExp(`${title}[^]*${tid}`)) as string });
    expect(await order('diagnosis')).toMatchObject(paper('ДИАГНОСТИКА'));
    expect(await order('initialisation')).toMatchObject(paper('ИНИЦИАЛИЗАЦИЯ'));
    expect(await pay(terminalId, '300.00')).toMatchObject({ status: 'approved' });
    expect(await order('initialisation')).toMatchObject({ status: 'failed' });
    expect((await bank.ledger(tid)).map(({ kind, state }) => `${kind} ${state}`)).toEqual(['sale captured']);
  });
});
