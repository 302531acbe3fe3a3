import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GatewayHarness } from '../gateway-harness.ts';
import { MID, SimulatedBank, type LedgerRow } from './simulated-bank.ts';

/** What each scenario amount comes to, through the real API, engine, driver, program and bank. */
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
    decline: { code: 'insufficient_funds', terminalCode: '4451' },
    money: false,
  },
  { kopecks: '06', rule: 'is declined for a wrong PIN', status: 'declined', decline: { code: 'wrong_pin', terminalCode: '4455' }, money: false },
  {
    kopecks: '07',
    rule: 'is declined for an expired card',
    status: 'declined',
    decline: { code: 'card_expired', terminalCode: '4454' },
    money: false,
  },
  {
    kopecks: '08',
    rule: 'is declined with "later" when the issuer is away',
    status: 'declined',
    decline: { code: 'issuer_unavailable', retry: 'later' },
    money: false,
  },
  { kopecks: '17', rule: 'is cancelled by the guest on the device', status: 'cancelled', decline: { terminalCode: '2000' }, money: false },
  { kopecks: '71', rule: 'is approved although the reply was lost', status: 'approved', money: true },
  {
    kopecks: '72',
    rule: 'has failed, proven by the device, when the link dropped before the bank',
    status: 'failed',
    decline: { code: 'proven_absent' },
    money: false,
  },
  { kopecks: '73', rule: 'is approved although the device rebooted', status: 'approved', money: true },
  { kopecks: '74', rule: 'goes to manual review when the device cannot tell, and is never called declined', status: 'manual_review', money: true },
  { kopecks: '88', rule: 'is approved after eight slow seconds', status: 'approved', money: true },
  { kopecks: '89', rule: 'waits for a card until the cashier stops it', status: 'cancelled', money: false, cancel: true },
];

let bank: SimulatedBank;
let gateway: GatewayHarness;

beforeAll(async () => {
  bank = await SimulatedBank.start(JOURNEYS.length * 2);
  gateway = await GatewayHarness.start({ realDrivers: true });
});
afterAll(async () => {
  await gateway.close();
  await bank.stop();
});

async function terminalFor(index: number): Promise<{ tid: string; terminalId: string }> {
  const tid = bank.tids[index]!;
  const terminalId = await gateway.addTerminal({ tid, mid: MID, settings: bank.settings(tid), address: `process:${tid}`, name: `Терминал ${tid}` });
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

async function travel(journey: Journey, order: Record<string, unknown>): Promise<Record<string, unknown>> {
  const answer = await gateway.pay(order, { prefer: journey.cancel ? 'wait=0' : 'wait=60' });
  expect([answer.status, answer.text]).toEqual([201, expect.any(String)]);
  const id = String(answer.body['id']);
  if (!journey.cancel) expect(answer.body['outcome']).not.toBe('pending');
  if (journey.cancel) {
    let state = answer.body['status'];
    while (state !== 'in_progress') state = (await gateway.call('GET', `/sonata/v1/payments/${id}`)).body['status'];
    expect((await gateway.call('POST', `/sonata/v1/payments/${id}/cancel`)).status).toBe(202);
  }
  return settled(id);
}

const moneyOf = (rows: readonly LedgerRow[], kind: string): string[] => rows.filter((row) => row.kind === kind).map((row) => row.amount);

describe.concurrent('a sale', () => {
  it.each(JOURNEYS.map((journey, index) => ({ ...journey, index })))('of .$kopecks $rule', async (journey) => {
    const { tid, terminalId } = await terminalFor(journey.index);
    const amount = `1500.${journey.kopecks}`;
    const payment = await travel(journey, { terminalId, amount, reservation: { confirmationNumber: randomUUID() } });
    expect(payment).toMatchObject({ status: journey.status, ...(journey.decline ? { decline: journey.decline } : {}) });
    const rows = await bank.ledger(tid);
    expect(moneyOf(rows, 'sale')).toEqual(journey.money ? [amount] : []);
    if (journey.status === 'approved') {
      expect(payment['result']).toMatchObject({
        rrn: rows[0]?.rrn,
        terminalTid: tid,
        approvedAmount: amount,
        cardMask: expect.stringMatching(/^\d{6}\*+\d{4}$/),
      });
      expect((payment['result'] as { slip: string }).slip).toMatch(/ОДОБРЕНО/);
    }
  });
});

describe.concurrent('a refund', () => {
  it.each(JOURNEYS.map((journey, index) => ({ ...journey, index: index + JOURNEYS.length })))('of .$kopecks $rule', async (journey) => {
    const { tid, terminalId } = await terminalFor(journey.index);
    const reservation = { confirmationNumber: randomUUID() };
    const sale = await gateway.pay({ terminalId, amount: '2000.00', reservation });
    expect(sale.body).toMatchObject({ status: 'approved' });
    const amount = `-500.${journey.kopecks}`;
    const refund = await travel(journey, { terminalId, amount, reservation });
    expect(refund).toMatchObject({ status: journey.status, kind: 'refund', original: { paymentId: sale.body['id'], linkedBy: 'auto' } });
    expect(moneyOf(await bank.ledger(tid), 'refund')).toEqual(journey.money ? [amount.slice(1)] : []);
    const original = (await gateway.call('GET', `/sonata/v1/payments/${String(sale.body['id'])}`)).body;
    const taken = journey.status === 'approved' || journey.status === 'manual_review';
    expect(original['refundableAmount']).toBe(
      taken
        ? `1499.${String(100 - Number(journey.kopecks))
            .padStart(2, '0')
            .slice(-2)}`.replace('1499.00', '1500.00')
        : '2000.00',
    );
  });
});
