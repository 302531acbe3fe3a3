import { nothingKept, type DriverAlert, type DriverSession, type Evidence, type TerminalDriver } from '@payport/terminals-core';
import { zvt, zvtSettings, type ZvtSettings } from '@payport/terminals-zvt';
import { ScriptedProgramHost, ScriptedWireHost, SeededRandom, type DeviceLine } from '@payport/testing';
import { beforeEach, describe, expect, it } from 'vitest';
import { PROFILE, TestWorld } from '../testing/test-world.ts';
import type { DeskLine } from '../wire/loopback.ts';
import { bareLine, framedLine, type ApduLine } from './apdu-line.ts';
import { ZvtTerminal } from './zvt-terminal.ts';

const PLACE = { host: '10.0.0.5', port: 20_007 };
const CABLE = { path: '/dev/ttyUSB0' };
const TID = '29001006';
let world: TestWorld;
let driver: TerminalDriver;
let driverWith: (changes: Partial<ZvtSettings>) => TerminalDriver;
let alerts: DriverAlert[];
let stages: unknown[];
let aborting: AbortController;
let ids: SeededRandom;
let kept: Evidence[];
let keep: (facts: Evidence) => Promise<void>;

/** The real driver in front of the simulated device, in virtual time. */
beforeEach(() => {
  world = new TestWorld([{ ...PROFILE, tid: TID, driver: 'zvt', port: 0 }]);
  alerts = [];
  stages = [];
  kept = [];
  keep = () => Promise.resolve();
  aborting = new AbortController();
  ids = new SeededRandom(99);
  const hung = (line: DeviceLine, lineOf: (desk: DeskLine) => ApduLine): void => {
    const desk = { send: (bytes: Uint8Array) => line.send(bytes), listen: line.listen.bind(line), drop: () => line.break() };
    const terminal = new ZvtTerminal(world.pad(TID), lineOf(desk), (error) => {
      throw error;
    });
    void line.ended.then(() => terminal.end());
  };
  const isOn = (): boolean => world.pad(TID).power.state === 'on';
  const wires = new ScriptedWireHost(world.clock)
    .attach(PLACE, (line) => (isOn() ? hung(line, bareLine) : line.break()))
    .attach(CABLE, (line) => hung(line, (desk) => framedLine(desk, world.clock, () => !isOn())));
  driverWith = (changes) =>
    zvt.create(zvtSettings.parse({ ...PLACE, currency: 'RUB', preauthorization: true, ...changes }), {
      clock: world.clock,
      random: new SeededRandom(5),
      programs: new ScriptedProgramHost(world.clock),
      wires,
    });
  driver = driverWith({});
});

const session = (): DriverSession => ({
  abort: aborting.signal,
  beforeFirstByte: () => Promise.resolve(),
  dispatched: () => undefined,
  stage: (stage) => void stages.push(stage),
  frame: () => undefined,
  keep: async (facts) => {
    await keep(facts);
    kept.push(facts);
  },
  alert: (alert) => void alerts.push(alert),
});
const run = <T>(work: Promise<T>): Promise<T> => world.clock.complete(work, 900_000);
const newOrder = (amountMinor: bigint) => ({ reference: zvt.newReference(ids), amountMinor, currency: 'RUB', tid: TID });
type Order = ReturnType<typeof newOrder>;
const sell = (order: Order) => {
  kept = [];
  return run(driver.sale(order, session()));
};
const ask = (order: Order) =>
  run(driver.recover({ operation: 'sale', order, dispatchedAtMs: 0, memoryIntact: true, alike: [], kept }, { ...session(), keep: nothingKept }));

describe('over a serial port', () => {
  beforeEach(() => {
    driver = driverWith({ connection: 'serial', serialPath: CABLE.path });
  });

  it('a sale is approved, its reply lost is found, one that the device broke off too, and the next is taken as ever', async () => {
    expect(await sell(newOrder(150_000n))).toMatchObject({ outcome: 'approved', result: { slip: expect.stringContaining('ОДОБРЕНО') as string } });
    const lost = newOrder(150_071n);
    expect(await sell(lost)).toMatchObject({ outcome: 'unknown' });
    expect(await ask(lost)).toMatchObject({ finding: 'approved' });
    world.pad(TID).faults.add({ fault: { fault: 'truncated_file', bytes: 20 }, on: 'order', count: 1 });
    const cut = newOrder(150_000n);
    expect(await sell(cut)).toMatchObject({ outcome: 'unknown' });
    expect(await ask(cut)).toMatchObject({ finding: 'approved' });
    expect(world.ledger()).toHaveLength(3);
  });
});

describe('service operations', () => {
  it.each([
    ['diagnose', 'ДИАГНОСТИКА'],
    ['initialise', 'ИНИЦИАЛИЗАЦИЯ'],
  ] as const)('%s prints what was done, and leaves the terminal ready', async (call, title) => {
    const report = await run(driver[call]!(session()));
    expect(report).toMatchObject({ outcome: 'done', text: expect.stringContaining(title) as string, note: null });
    expect(stages).toEqual(['authorizing']);
  });

  it('a terminal whose batch is open is not set up anew, and goes on selling', async () => {
    expect((await sell(newOrder(150_000n))).outcome).toBe('approved');
    expect(await run(driver.initialise!(session()))).toMatchObject({ outcome: 'failed', reason: { en: expect.stringContaining('(F0)') as string } });
    expect(await run(driver.diagnose!(session()))).toMatchObject({ outcome: 'done' });
    expect((await sell(newOrder(10_000n))).outcome).toBe('approved');
  });
});

describe('the kopecks of an amount', () => {
  it.each([
    ['00', 'approved', ['sale 150000 captured']],
    ['05', 'declined', []],
    ['06', 'declined', []],
    ['07', 'declined', []],
    ['08', 'declined', []],
    ['17', 'cancelled', []],
    ['88', 'approved', ['sale 150088 captured']],
  ])('.%s: %s', async (kopecks, outcome, ledger) => {
    expect(await sell(newOrder(BigInt(`1500${kopecks}`)))).toMatchObject({ outcome });
    expect(world.ledger()).toEqual(ledger);
    expect(alerts).toEqual([]);
  });

  it('.05 to .08 say why, with the bank’s own code', async () => {
    expect(await sell(newOrder(150_005n))).toMatchObject({ decline: { code: 'insufficient_funds', terminalCode: '51' } });
    expect(await sell(newOrder(150_006n))).toMatchObject({ decline: { code: 'wrong_pin', terminalCode: '55' } });
    expect(await sell(newOrder(150_007n))).toMatchObject({ decline: { code: 'card_expired', terminalCode: '54' } });
    expect(await sell(newOrder(150_008n))).toMatchObject({ decline: { code: 'issuer_unavailable', retry: 'later' } });
  });

  it('.88 shows its stages', async () => {
    await sell(newOrder(150_088n));
    expect(stages).toEqual(['present_card', 'enter_pin', 'authorizing']);
  });

  it('.71 loses the reply, and the last record proves the sale', async () => {
    const order = newOrder(150_071n);
    expect(await sell(order)).toMatchObject({ outcome: 'unknown' });
    expect(await ask(order)).toMatchObject({ finding: 'approved', result: { approvedAmountMinor: 150_071n } });
  });

  it('.72 drops the link before the bank: the last record is still the one before, also on a new device', async () => {
    const order = newOrder(150_072n);
    expect(await sell(order)).toMatchObject({ outcome: 'unknown' });
    expect(await ask(order)).toMatchObject({ finding: 'not_found_proven' });
    expect(world.ledger()).toEqual([]);
  });

  it('.73 reboots: first nobody answers, then the sale is proven', async () => {
    const order = newOrder(150_073n);
    expect(await sell(order)).toMatchObject({ outcome: 'unknown' });
    expect(await ask(order)).toMatchObject({ finding: 'cannot_tell', conclusive: false });
    await world.clock.advance(5_000);
    expect(await ask(order)).toMatchObject({ finding: 'approved' });
  });

  it('.74 is captured, and the device cannot tell: never absent', async () => {
    const order = newOrder(150_074n);
    expect(await sell(order)).toMatchObject({ outcome: 'unknown' });
    expect(await ask(order)).toMatchObject({ finding: 'cannot_tell', conclusive: true });
    expect(world.ledger()).toEqual(['sale 150074 captured']);
  });

  it('.89 waits for a card until the cashier stops it', async () => {
    const selling = driver.sale(newOrder(150_089n), session());
    await world.clock.advance(3_000);
    expect(world.pad(TID).state).toBe('waiting_card');
    aborting.abort();
    expect(await run(selling)).toMatchObject({ outcome: 'cancelled', decline: { code: 'cancelled_by_cashier' } });
    expect(world.ledger()).toEqual([]);
  });
});

describe('other operations', () => {
  it('voids by the receipt number, refunds by the card, and says so of a receipt that is not there', async () => {
    const sale = await sell(newOrder(20_000n));
    const stan = sale.outcome === 'approved' ? sale.result.stan : null;
    const original = { rrn: null, authCode: null, stan };
    expect(await run(driver.refund!({ ...newOrder(5_000n), original }, session()))).toMatchObject({ outcome: 'approved' });
    expect((await sell(newOrder(7_000n))).outcome).toBe('approved');
    const third = { ...original, stan: '0003' };
    expect(await run(driver.void!({ ...newOrder(7_000n), original: third }, session()))).toMatchObject({ outcome: 'approved' });
    expect(await run(driver.void!({ ...newOrder(7_000n), original: { ...original, stan: '0099' } }, session()))).toMatchObject({
      outcome: 'declined',
    });
    expect(world.ledger()).toEqual(['sale 20000 captured', 'refund 5000 captured', 'sale 7000 reversed', 'void 7000 captured']);
  });

  it('closes the day, and a sale after it is found all the same', async () => {
    await sell(newOrder(20_000n));
    const closed = await run(driver.settle!({ reference: zvt.newReference(ids), tid: TID }, session()));
    expect(closed).toMatchObject({ outcome: 'done' });
    const order = newOrder(150_071n);
    await sell(order);
    expect(await ask(order)).toMatchObject({ finding: 'approved' });
  });

  it('tells its state and its last slip', async () => {
    expect(await run(driver.testLink(session()))).toMatchObject({ reachable: true });
    await sell(newOrder(20_000n));
    const printed = await run(driver.reprint!(session()));
    expect(printed.slip).toContain('200.00');
  });
});

describe('reserved money', () => {
  const reserve = async (amountMinor: bigint) => {
    const reserved = await run(driver.preauthorize!(newOrder(amountMinor), session()));
    const stan = reserved.outcome === 'approved' ? reserved.result.stan : null;
    return { rrn: null, authCode: null, stan, amountMinor };
  };

  it('is no line of the ledger before its capture, which books what is used', async () => {
    const original = await reserve(50_000n);
    expect(world.ledger()).toEqual([]);
    expect(await run(driver.capture!({ ...newOrder(30_000n), original }, session()))).toMatchObject({ outcome: 'approved' });
    expect(world.ledger()).toEqual(['sale 30000 captured']);
  });

  it('is captured once only, and never above what was reserved', async () => {
    const original = await reserve(50_000n);
    const capture = (amountMinor: bigint) => run(driver.capture!({ ...newOrder(amountMinor), original }, session()));
    expect(await capture(50_100n)).toMatchObject({ outcome: 'declined', decline: { terminalCode: 'B7' } });
    expect((await capture(50_000n)).outcome).toBe('approved');
    expect(await capture(100n)).toMatchObject({ outcome: 'declined', decline: { terminalCode: 'B8' } });
    expect(world.ledger()).toEqual(['sale 50000 captured']);
  });

  it('is captured by what is given back, where the terminal knows that command', async () => {
    const original = await reserve(50_000n);
    driver = driverWith({ captureBy: 'partial_reversal' });
    expect((await run(driver.capture!({ ...newOrder(12_300n), original }, session()))).outcome).toBe('approved');
    expect(world.ledger()).toEqual(['sale 12300 captured']);
  });

  it('is given back whole, and then there is nothing to capture', async () => {
    const original = await reserve(50_000n);
    expect((await run(driver.release!({ ...newOrder(50_000n), original }, session()))).outcome).toBe('approved');
    expect(world.ledger()).toEqual([]);
    expect(await run(driver.capture!({ ...newOrder(100n), original }, session()))).toMatchObject({ decline: { terminalCode: 'B8' } });
  });

  it('has a receipt number that no sale after it gets', async () => {
    const original = await reserve(50_000n);
    const second = await reserve(20_000n);
    const sale = await sell(newOrder(10_000n));
    const numbers = [original.stan, second.stan, sale.outcome === 'approved' ? sale.result.stan : null];
    expect(new Set(numbers).size).toBe(3);
    expect((await run(driver.capture!({ ...newOrder(50_000n), original }, session()))).outcome).toBe('approved');
    expect(world.ledger()).toEqual(['sale 10000 captured', 'sale 50000 captured']);
  });

  it('whose capture lost its answer is found by the last record', async () => {
    const original = await reserve(200_000n);
    const order = newOrder(150_071n);
    kept = [];
    const lost = await run(driver.capture!({ ...order, original }, session()));
    expect(lost.outcome).toBe('unknown');
    const query = { operation: 'capture', order, dispatchedAtMs: 0, memoryIntact: true, alike: [], kept } as const;
    expect(await run(driver.recover(query, { ...session(), keep: nothingKept }))).toMatchObject({ finding: 'approved' });
  });
});

describe('reports of the open batch', () => {
  it('sums are by brand, net, without what was undone; the tape lists the operations', async () => {
    await sell(newOrder(20_000n));
    await sell(newOrder(7_000n));
    const totals = await run(driver.totalsReport!(session()));
    expect(totals.text).toMatch(/^UMSATZSUMMEN 0001-0002\n/);
    const counted = [...(totals.text ?? '').matchAll(/: (\d+)  ([\d.]+)/g)];
    expect(counted.reduce((sum, [, count]) => sum + Number(count), 0)).toBe(2);
    expect(counted.reduce((sum, [, , amount]) => sum + Number(amount), 0)).toBe(270);
    const tape = await run(driver.controlTape!(session()));
    expect(tape.text).toContain('200.00');
    expect(tape.text).toContain('70.00');
  });

  it('there is no tape of an empty batch, and a close tells the sums that it closed', async () => {
    expect(await run(driver.controlTape!(session()))).toMatchObject({ text: null });
    driver = driverWith({ receipts: 'terminal' });
    await sell(newOrder(20_000n));
    const closed = await run(driver.settle!({ reference: zvt.newReference(ids), tid: TID }, session()));
    expect(closed.outcome).toBe('done');
    expect(await run(driver.totalsReport!(session()))).toMatchObject({ text: 'UMSATZSUMMEN 0000-0000' });
  });
});

describe('an approval that nobody takes', () => {
  it('is undone at the bank, and told as such afterwards', async () => {
    keep = (facts) => ('answer' in facts ? Promise.reject(new Error('no database')) : Promise.resolve());
    const order = newOrder(150_000n);
    const outcome = await sell(order);
    expect(outcome.outcome).not.toBe('approved');
    expect(world.ledger()).toEqual(['sale 150000 reversed']);
    expect(await ask(order)).toMatchObject({ finding: 'cancelled' });
  });
});
