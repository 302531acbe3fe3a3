import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GatewayHarness } from '../gateway-harness.ts';
import { MID, SimulatedBank } from './simulated-bank.ts';

/** What each scenario amount comes to, through the real API, engine, driver, wire and bank. */
interface Journey {
  readonly kopecks: string;
  readonly rule: string;
  readonly status: string;
  readonly decline?: Record<string, unknown>;
  /** Whether the bank moved the money. */
  readonly money: boolean;
  readonly cancel?: boolean;
}

const JOURNEYS: readonly Journey[] = [
  { kopecks: '00', rule: 'is approved', status: 'approved', money: true },
  {
    kopecks: '05',
    rule: 'is declined for lack of funds',
    status: 'declined',
    decline: { code: 'insufficient_funds', terminalCode: '51' },
    money: false,
  },
  { kopecks: '17', rule: 'is cancelled by the guest on the device', status: 'cancelled', money: false },
  { kopecks: '71', rule: 'is approved although the reply was lost', status: 'approved', money: true },
  { kopecks: '73', rule: 'is approved although the device rebooted', status: 'approved', money: true },
  { kopecks: '74', rule: 'goes to manual review when the device cannot tell', status: 'manual_review', money: true },
  { kopecks: '89', rule: 'waits for a card until the cashier stops it', status: 'cancelled', money: false, cancel: true },
];

/** The same terminals behind the bank's program DC Console. */
const PROGRAM_JOURNEYS: readonly Journey[] = [
  { kopecks: '00', rule: 'is approved', status: 'approved', money: true },
  { kopecks: '05', rule: 'is declined for lack of funds', status: 'declined', decline: { code: 'insufficient_funds' }, money: false },
  { kopecks: '71', rule: 'is approved although the program died before its files', status: 'approved', money: true },
  { kopecks: '74', rule: 'goes to manual review when the device cannot tell', status: 'manual_review', money: true },
];
/** What the simulated program calls its switches. */
const BY_PROGRAM = { connection: 'process', fieldSwitches: ['1=-s', '13=-h', '14=-r', '26=-n', '65=-m'] };

let bank: SimulatedBank;
let gateway: GatewayHarness;

beforeAll(async () => {
  bank = await SimulatedBank.start(JOURNEYS.length + PROGRAM_JOURNEYS.length + 4, 'inpas');
  gateway = await GatewayHarness.start({ realDrivers: true });
});
afterAll(async () => {
  await gateway.close();
  await bank.stop();
});

async function terminal(index: number, more: Readonly<Record<string, unknown>> = {}): Promise<{ tid: string; terminalId: string }> {
  const tid = bank.tids[index]!;
  const settings = await bank.inpasSettings(tid, more);
  const terminalId = await gateway.addTerminal({ tid, mid: MID, driver: 'inpas', settings, address: `tcp:${tid}`, name: `Терминал ${tid}` });
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

const sales = async (tid: string): Promise<string[]> => (await bank.ledger(tid)).filter(({ kind }) => kind === 'sale').map(({ amount }) => amount);

describe.concurrent('a sale on an INPAS terminal', () => {
  it.each(JOURNEYS.map((journey, index) => ({ ...journey, index: index + 1 })))('of .$kopecks $rule', async (journey) => {
    const { tid, terminalId } = await terminal(journey.index);
    const amount = `1500.${journey.kopecks}`;
    const payment = await pay(terminalId, amount, { cancel: journey.cancel ?? false });
    expect(payment).toMatchObject({ status: journey.status, ...(journey.decline ? { decline: journey.decline } : {}) });
    expect(await sales(tid)).toEqual(journey.money ? [amount] : []);
    if (journey.status !== 'approved') return;
    const [row] = await bank.ledger(tid);
    expect(payment['result']).toMatchObject({
      rrn: row?.rrn,
      terminalTid: tid,
      approvedAmount: amount,
      slip: expect.stringContaining('ОДОБРЕНО') as string,
    });
  });

  it.each(PROGRAM_JOURNEYS.map((journey, index) => ({ ...journey, index: index + JOURNEYS.length + 1 })))(
    'through the bank’s program, of .$kopecks $rule',
    async (journey) => {
      const { tid, terminalId } = await terminal(journey.index, BY_PROGRAM);
      const amount = `1500.${journey.kopecks}`;
      const payment = await pay(terminalId, amount);
      expect(payment).toMatchObject({ status: journey.status, ...(journey.decline ? { decline: journey.decline } : {}) });
      expect(await sales(tid)).toEqual(journey.money ? [amount] : []);
      if (journey.status !== 'approved') return;
      const [row] = await bank.ledger(tid);
      expect(payment['result']).toMatchObject({ rrn: row?.rrn, terminalTid: tid, slip: expect.stringContaining('ОДОБРЕНО') as string });
    },
  );

  it('is voided and closed through the bank’s program', async () => {
    const { tid, terminalId } = await terminal(JOURNEYS.length + PROGRAM_JOURNEYS.length + 1, BY_PROGRAM);
    const sale = await pay(terminalId, '900.00');
    const prefer = () => ({ 'idempotency-key': randomUUID(), prefer: 'wait=60' });
    const voided = await gateway.call('POST', `/sonata/v1/payments/${String(sale['id'])}/void`, undefined, prefer());
    expect(voided.body).toMatchObject({ status: 'approved', kind: 'void' });
    const closed = await gateway.call('POST', `/sonata/v1/terminals/${terminalId}/settlements`, undefined, prefer());
    expect(closed.body).toMatchObject({ status: 'done' });
    expect((await bank.ledger(tid)).map(({ kind, state }) => `${kind} ${state}`)).toEqual(['sale reversed', 'void captured']);
  });

  it('whose bank is reached through the gateway is approved, and refused where the bank is not on the list', async () => {
    const first = JOURNEYS.length + PROGRAM_JOURNEYS.length + 2;
    const known = await terminal(first);
    expect(await pay(known.terminalId, '1500.00')).toMatchObject({ status: 'approved' });
    const stranger = await terminal(first + 1, { bankHosts: ['127.0.0.1:1'], noConnection: 'declined' });
    expect(await pay(stranger.terminalId, '1600.00')).toMatchObject({ status: 'declined', decline: { code: 'link_failed' } });
    expect([await sales(known.tid), await sales(stranger.tid)]).toEqual([['1500.00'], []]);
  });

  it('is refunded, voided and closed over a serial port, and its reply lost there is found again', async () => {
    const { tid, terminalId } = await terminal(0, { connection: 'serial' });
    const sale = await pay(terminalId, '900.00');
    expect(sale).toMatchObject({ status: 'approved' });
    expect(await pay(terminalId, '700.71')).toMatchObject({ status: 'approved' });
    const prefer = { 'idempotency-key': randomUUID(), prefer: 'wait=60' };
    const voided = await gateway.call('POST', `/sonata/v1/payments/${String(sale['id'])}/void`, undefined, prefer);
    expect(voided.body).toMatchObject({ status: 'approved', kind: 'void' });
    const closed = await gateway.call('POST', `/sonata/v1/terminals/${terminalId}/settlements`, undefined, {
      ...prefer,
      'idempotency-key': randomUUID(),
    });
    expect(closed.body).toMatchObject({ status: 'done' });
    expect((await bank.ledger(tid)).map(({ kind, amount, state }) => `${kind} ${amount} ${state}`)).toEqual([
      'sale 900.00 reversed',
      'sale 700.71 captured',
      'void 900.00 captured',
    ]);
  });
});
