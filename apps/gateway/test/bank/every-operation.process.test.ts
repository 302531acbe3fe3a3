import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GatewayHarness, type Answer } from '../gateway-harness.ts';
import { MID, SimulatedBank } from './simulated-bank.ts';

/** Each way to a terminal that speaks a protocol of its own, and what can be done over it. */
const DESKS = [
  { name: 'ZVT over TCP, captures by what is booked', driver: 'zvt', more: { preauthorization: true }, reserves: true },
  {
    name: 'ZVT over a serial port, captures by what is given back',
    driver: 'zvt',
    more: { connection: 'serial', preauthorization: true, captureBy: 'partial_reversal' },
    reserves: true,
  },
  { name: 'INPAS over TCP, parts as refunds', driver: 'inpas', more: {}, reserves: false },
  {
    name: 'INPAS over a serial port, parts as a change of the amount',
    driver: 'inpas',
    more: { connection: 'serial', partialReversal: true },
    reserves: false,
  },
  {
    name: 'INPAS through the bank’s program',
    driver: 'inpas',
    more: { connection: 'process', fieldSwitches: ['1=-s', '13=-h', '14=-r', '26=-n', '65=-m'] },
    reserves: false,
  },
] as const;

let banks: Readonly<Record<'zvt' | 'inpas', SimulatedBank>>;
let gateway: GatewayHarness;

beforeAll(async () => {
  // The last two INPAS terminals reach their bank through the gateway, the first ones have serial ports.
  const [zvt, inpas] = await Promise.all([SimulatedBank.start(2, 'zvt'), SimulatedBank.start(5, 'inpas')]);
  banks = { zvt, inpas };
  gateway = await GatewayHarness.start({ realDrivers: true });
});
afterAll(async () => {
  await gateway.close();
  await Promise.all(Object.values(banks).map((bank) => bank.stop()));
});

type Desk = (typeof DESKS)[number];
/** A machine that runs many processes may stand still for longer than T3; what T3 does is tested in virtual time. */
const PATIENT = { answerTimeoutMs: 30_000 };
const PLACES: Readonly<Record<string, number>> = { serial: 0, tcp: 1, process: 2 };

/** One desk in front of its terminal; each answer is waited for to its end. */
class Till {
  private constructor(
    private readonly bank: SimulatedBank,
    private readonly tid: string,
    private readonly terminalId: string,
  ) {}

  static async at({ driver, more }: Desk): Promise<Till> {
    const bank = banks[driver];
    const wire = 'connection' in more ? more.connection : 'tcp';
    const tid = bank.tids[PLACES[wire]!]!;
    const settings = await (driver === 'zvt' ? bank.zvtSettings(tid, { ...PATIENT, ...more }) : bank.inpasSettings(tid, more));
    const seed = { tid, mid: MID, driver, settings, address: `${driver}:${tid}`, name: `Терминал ${driver} ${tid}` };
    return new Till(bank, tid, await gateway.addTerminal(seed));
  }

  begin(amount: string, kind: 'sale' | 'preauthorization' = 'sale'): Promise<Answer> {
    const order = { terminalId: this.terminalId, kind, amount, reservation: { confirmationNumber: randomUUID() } };
    return gateway.pay(order, { prefer: 'wait=60' });
  }

  async done(amount: string, kind: 'sale' | 'preauthorization' = 'sale'): Promise<Record<string, unknown>> {
    const payment = await this.#final(await this.begin(amount, kind));
    expect(payment).toMatchObject({ status: 'approved', result: { approvedAmount: amount } });
    return payment;
  }

  follow(what: 'void' | 'refunds' | 'capture', of: Record<string, unknown>, body?: unknown): Promise<Answer> {
    const headers = { 'idempotency-key': randomUUID(), prefer: 'wait=60' };
    return gateway.call('POST', `/sonata/v1/payments/${String(of['id'])}/${what}`, body, headers);
  }

  async followed(what: 'void' | 'refunds' | 'capture', of: Record<string, unknown>, body?: unknown): Promise<Record<string, unknown>> {
    return this.#final(await this.follow(what, of, body));
  }

  async settle(): Promise<Record<string, unknown>> {
    const headers = { 'idempotency-key': randomUUID(), prefer: 'wait=60' };
    return (await gateway.call('POST', `/sonata/v1/terminals/${this.terminalId}/settlements`, undefined, headers)).body;
  }

  slip({ id }: Record<string, unknown>): Promise<Answer> {
    return gateway.call('GET', `/sonata/v1/payments/${String(id)}/slip`);
  }

  /** Kopecks that the bank holds for the hotel in the end. */
  async money(): Promise<number> {
    const kopecks = ({ amount }: { readonly amount: string }): number => Number(amount.replace('.', ''));
    const rows = await this.bank.ledger(this.tid);
    const sum = (kind: string): number =>
      rows.filter((row) => row.kind === kind && row.state !== 'reversed').reduce((total, row) => total + kopecks(row), 0);
    return sum('sale') - sum('refund');
  }

  async #final(answer: Answer): Promise<Record<string, unknown>> {
    expect(`${String(answer.status)} ${answer.text}`).toMatch(/^201 /);
    let { body, headers } = answer;
    while (body['final'] !== true && body['status'] !== 'manual_review') {
      const asked = { prefer: 'wait=30', 'if-none-match': String(headers['etag']) };
      await gateway.call('GET', `/sonata/v1/payments/${String(body['id'])}`, undefined, asked);
      ({ body, headers } = await gateway.call('GET', `/sonata/v1/payments/${String(body['id'])}`));
    }
    return body;
  }
}

describe.concurrent('every operation of one day', () => {
  it.each(DESKS)('at $name is what the bank holds, to the kopeck', async (desk) => {
    const till = await Till.at(desk);
    const sale = await till.done('1200.40');
    expect((await till.slip(sale)).status).toBe(200);
    expect(await till.followed('refunds', sale, { amount: '200.15', reason: 'Мини-бар' })).toMatchObject({ status: 'approved', amount: '-200.15' });
    expect(await till.money()).toBe(1_000_25);

    expect(await till.followed('void', await till.done('700.30'))).toMatchObject({ status: 'approved', amount: '-700.30' });
    expect((await till.follow('void', sale)).body).toMatchObject({ code: 'batch-closed' });
    const lost = await till.done('500.00');
    expect(await till.followed('refunds', lost, { amount: '100.71', reason: 'Скидка' })).toMatchObject({ status: 'approved', amount: '-100.71' });
    expect(await till.money()).toBe(1_399_54);

    if (desk.reserves) {
      const reserved = await till.done('1500.00', 'preauthorization');
      expect(await till.followed('capture', reserved, { amount: '1000.45' })).toMatchObject({
        status: 'approved',
        capturedAmount: '1000.45',
        result: { approvedAmount: '1000.45' },
      });
      expect((await till.follow('capture', reserved, { amount: '1.00' })).body).toMatchObject({ code: 'capture-exceeds-authorization' });
      const released = await till.followed('void', await till.done('900.00', 'preauthorization'));
      expect(released).toMatchObject({ kind: 'void', status: 'approved', amount: '-900.00' });
      expect(await till.money()).toBe(2_399_99);
    } else {
      expect((await till.begin('1500.00', 'preauthorization')).body).toMatchObject({ code: 'operation-not-supported' });
    }

    expect(await till.settle()).toMatchObject({ status: 'done' });
    const before = await till.money();
    expect((await till.follow('void', lost)).body).toMatchObject({ code: 'batch-closed' });
    expect(await till.followed('refunds', lost, { amount: '399.29', reason: 'Возврат остатка' })).toMatchObject({
      status: 'approved',
      amount: '-399.29',
    });
    expect(await till.money()).toBe(before - 399_29);
  });
});
