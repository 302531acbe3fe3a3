import { inpas, inpasSettings } from '@payport/terminals-inpas';
import { NO_WIRES, nothingKept, type DriverAlert, type DriverSession, type Evidence, type TerminalDriver } from '@payport/terminals-core';
import { ScriptedProgramHost, ScriptedWireHost, SeededRandom } from '@payport/testing';
import { beforeEach, describe, expect, it } from 'vitest';
import { PROFILE, TestWorld } from '../testing/test-world.ts';
import { InpasTerminal } from './inpas-terminal.ts';

const PLACE = { host: '10.0.0.5', port: 8888 };
const TID = '00123456';
let world: TestWorld;
let driver: TerminalDriver;
let alerts: DriverAlert[];
let aborting: AbortController;
let ids: SeededRandom;

/** The real driver in front of the simulated device, in virtual time. */
beforeEach(() => {
  world = new TestWorld([{ ...PROFILE, tid: TID, driver: 'inpas', port: 0 }]);
  alerts = [];
  aborting = new AbortController();
  ids = new SeededRandom(99);
  const wires = new ScriptedWireHost(world.clock).attach(PLACE, (line) => {
    if (world.pad(TID).power.state === 'off') return line.break();
    const terminal = new InpasTerminal(
      world.pad(TID),
      { send: (bytes) => line.send(bytes), listen: (heard) => line.listen(heard), drop: () => line.break() },
      (error) => {
        throw error;
      },
    );
    void line.ended.then(() => terminal.end());
  });
  const settings = inpasSettings.parse({
    ...PLACE,
    terminalId: TID,
    stopByEot: true,
    copyProvesAbsence: true,
    emergencyReversal: true,
    partialReversal: true,
    timeLimitMs: 100_000,
  });
  driver = inpas.create(settings, {
    clock: world.clock,
    random: new SeededRandom(5),
    programs: new ScriptedProgramHost(world.clock),
    wires: wires ?? NO_WIRES,
  });
});

const session = (): DriverSession => ({
  abort: aborting.signal,
  beforeFirstByte: () => Promise.resolve(),
  dispatched: () => undefined,
  stage: () => undefined,
  frame: () => undefined,
  keep: nothingKept,
  alert: (alert) => void alerts.push(alert),
});
const run = <T>(work: Promise<T>): Promise<T> => world.clock.complete(work, 900_000);
const newOrder = (amountMinor: bigint) => ({ reference: inpas.newReference(ids), amountMinor, currency: 'RUB', tid: TID });
type Order = ReturnType<typeof newOrder>;
const sell = (order: Order) => run(driver.sale(order, session()));
const ask = (order: Order, dispatchedAtMs: number, operation: 'sale' | 'refund' | 'void' = 'sale') =>
  run(driver.recover({ operation, order, dispatchedAtMs, memoryIntact: true, alike: [], kept: [] }, session()));

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

  it('.71 loses the reply, and the copy proves the sale', async () => {
    const order = newOrder(150_071n);
    const atMs = world.clock.now();
    expect(await sell(order)).toMatchObject({ outcome: 'unknown' });
    const found = await ask(order, atMs);
    expect(found).toMatchObject({ finding: 'approved', result: { rrn: world.world.bank.ledger(TID)[0]?.rrn, approvedAmountMinor: 150_071n } });
  });

  it('.72 drops the link before the bank: absence is proven once the longest order is over', async () => {
    await sell(newOrder(100_000n));
    await world.clock.advance(600_000);
    const order = newOrder(150_072n);
    const atMs = world.clock.now();
    expect(await sell(order)).toMatchObject({ outcome: 'unknown' });
    expect(await ask(order, atMs)).toMatchObject({ finding: 'in_progress' });
    await world.clock.advance(150_000);
    expect(await ask(order, atMs)).toMatchObject({ finding: 'not_found_proven' });
    expect(world.ledger()).toEqual(['sale 100000 captured']);
  });

  it('.73 reboots: first nobody answers, then the sale is proven', async () => {
    const order = newOrder(150_073n);
    const atMs = world.clock.now();
    expect(await sell(order)).toMatchObject({ outcome: 'unknown' });
    expect(await ask(order, atMs)).toMatchObject({ finding: 'cannot_tell', conclusive: false });
    await world.clock.advance(5_000);
    expect(await ask(order, atMs)).toMatchObject({ finding: 'approved' });
  });

  it('.74 is captured, and the device cannot tell: never absent', async () => {
    const order = newOrder(150_074n);
    const atMs = world.clock.now();
    expect(await sell(order)).toMatchObject({ outcome: 'unknown' });
    await world.clock.advance(200_000);
    expect(await ask(order, atMs)).toMatchObject({ finding: 'cannot_tell', conclusive: true });
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
  it('refunds and voids by the reference number, and says so of one that is not there', async () => {
    const sale = await sell(newOrder(20_000n));
    const rrn = sale.outcome === 'approved' ? sale.result.rrn : null;
    const original = { rrn, authCode: null };
    expect(await run(driver.refund!({ ...newOrder(5_000n), original }, session()))).toMatchObject({
      outcome: 'approved',
      result: { executedAs: 'refund' },
    });
    expect(await run(driver.refund!({ ...newOrder(50_000n), original }, session()))).toMatchObject({ outcome: 'declined' });
    const second = await sell(newOrder(30_000n));
    const voided = { rrn: second.outcome === 'approved' ? second.result.rrn : null, authCode: null };
    expect(await run(driver.void!({ ...newOrder(30_000n), original: voided }, session()))).toMatchObject({ outcome: 'approved' });
    expect(await run(driver.void!({ ...newOrder(30_000n), original: { rrn: '999999999999', authCode: null } }, session()))).toMatchObject({
      outcome: 'declined',
      decline: { code: 'original_not_found' },
    });
    expect(world.ledger()).toEqual(['sale 20000 captured', 'refund 5000 captured', 'sale 30000 reversed', 'void 30000 captured']);
  });

  it('takes a part back by a change of the amount, and its lost reply is proven by the copy', async () => {
    const sale = await sell(newOrder(20_000n));
    const rrn = sale.outcome === 'approved' ? sale.result.rrn : null;
    const original = { rrn, authCode: null, amountMinor: 20_000n, givenBackMinor: 0n, inOpenBatch: true };
    const kept: Evidence[] = [];
    const keeping = { ...session(), keep: (facts: Evidence) => Promise.resolve(void kept.push(facts)) };
    world.pad(TID).faults.add({ fault: { fault: 'lost_reply' }, on: 'order', count: 1 });
    const part = newOrder(5_000n);
    const dispatchedAtMs = world.clock.now();
    expect(await run(driver.refund!({ ...part, original }, keeping))).toMatchObject({ outcome: 'unknown' });
    const found = await run(driver.recover({ operation: 'refund', order: part, dispatchedAtMs, memoryIntact: true, alike: [], kept }, session()));
    expect(found).toMatchObject({
      finding: 'approved',
      result: { approvedAmountMinor: 5_000n, executedAs: 'void' },
      evidence: { answeredAmountMinor: '15000' },
    });
    expect(world.ledger()).toEqual(['sale 20000 captured', 'refund 5000 captured']);
    const tooMuch = { ...original, amountMinor: 90_000n };
    expect(await run(driver.refund!({ ...newOrder(60_000n), original: tooMuch }, keeping))).toMatchObject({ outcome: 'declined' });
  });

  it('closes the day, prints reports and the last slip', async () => {
    await sell(newOrder(20_000n));
    expect(await run(driver.reprint!(session()))).toMatchObject({ slip: expect.stringContaining('ОДОБРЕНО') as string });
    expect(await run(driver.totalsReport!(session()))).toMatchObject({ text: expect.stringContaining('200.00') as string });
    const reference = inpas.newReference(ids);
    const dispatchedAtMs = world.clock.now();
    expect(await run(driver.settle!({ reference, tid: TID }, session()))).toMatchObject({ outcome: 'done', result: { hostAgrees: true } });
    expect(
      await run(driver.recoverSettlement!({ reference, tid: TID, dispatchedAtMs, heldOperations: true, earlierCloseAtMs: null }, session())),
    ).toMatchObject({
      finding: 'done',
    });
  });

  it.each([
    ['cannot tell how it ended', 20_074n],
    ['told, while nobody heard', 20_071n],
  ])('undoes the last operation where it %s, and only that one', async (_name, amountMinor) => {
    const before = newOrder(20_000n);
    await sell(before);
    const order = newOrder(amountMinor);
    expect(await sell(order)).toMatchObject({ outcome: 'unknown' });
    const undo = (of: Order, tried: readonly Order['reference'][] = []) =>
      run(driver.undoLost!({ ...of, reference: inpas.newReference(ids), of: of.reference, tried }, session(), session()));
    expect(await undo(before)).toMatchObject({ outcome: 'not_last' });
    expect(await undo(order)).toMatchObject({ outcome: 'done' });
    expect(world.ledger()).toEqual(['sale 20000 captured', `sale ${amountMinor} reversed`]);
    expect(await undo(order)).toMatchObject({ outcome: 'not_last' });
  });

  it('tells afterwards of an undo whose answer was lost', async () => {
    const order = newOrder(20_074n);
    await sell(order);
    world.pad(TID).faults.add({ fault: { fault: 'lost_reply' }, on: 'any', count: 1 });
    const reference = inpas.newReference(ids);
    const lost = { ...order, of: order.reference };
    expect(await run(driver.undoLost!({ ...lost, reference, tried: [] }, session(), session()))).toMatchObject({ outcome: 'unknown' });
    const again = { ...lost, reference: inpas.newReference(ids), tried: [reference] };
    expect(await run(driver.undoLost!(again, session(), session()))).toMatchObject({ outcome: 'not_sent' });
    await world.clock.advance(400_000);
    expect(await run(driver.undoLost!(again, session(), session()))).toMatchObject({ outcome: 'done' });
    expect(world.ledger()).toEqual(['sale 20074 reversed']);
  });

  it('answers the link test', async () => {
    expect(await run(driver.testLink(session()))).toMatchObject({ reachable: true, evidence: { terminalId: TID } });
    world.pad(TID).power.plugged = false;
    expect(await run(driver.testLink(session()))).toMatchObject({ reachable: false });
  });

  it('refuses a desk that means another terminal', async () => {
    const other = inpas.create(inpasSettings.parse({ ...PLACE, terminalId: '00999999' }), {
      clock: world.clock,
      random: ids,
      programs: new ScriptedProgramHost(world.clock),
      wires: new ScriptedWireHost(world.clock),
    });
    expect(await run(other.testLink(session()))).toMatchObject({ reachable: false });
  });
});

describe('scripted faults', () => {
  it.each([
    ['another number', { fault: 'foreign_id', id: 'DEADBEEF' }, 'foreign_answer'],
    ['another terminal', { fault: 'tid_mismatch', tid: '99999999' }, 'terminal_mismatch'],
    ['the answer of an earlier order', { fault: 'stale_file' }, 'foreign_answer'],
    ['a cut packet', { fault: 'truncated_file', bytes: 40 }, null],
    ['no reply', { fault: 'lost_reply' }, null],
  ] as const)('%s: unknown, then proven by the copy', async (_name, fault, alert) => {
    world.pad(TID).faults.add({ fault, on: 'order', count: 1 });
    const order = newOrder(20_000n);
    const atMs = world.clock.now();
    expect(await sell(order)).toMatchObject({ outcome: 'unknown' });
    expect(alerts.map(({ kind }) => kind)).toEqual(alert === null ? [] : [alert]);
    expect(await ask(order, atMs)).toMatchObject({ finding: 'approved' });
  });

  it('a full card number is truncated and reported', async () => {
    world.pad(TID).faults.add({ fault: { fault: 'full_card_number' }, on: 'order', count: 1 });
    const outcome = await sell(newOrder(20_000n));
    expect(outcome).toMatchObject({ outcome: 'approved', result: { cardMask: expect.stringMatching(/^[0-9]{6}\*+[0-9]{4}$/) as string } });
    expect(alerts.map(({ kind }) => kind)).toEqual(['full_card_number']);
    expect(outcome.outcome === 'approved' && outcome.result.slip).not.toMatch(/(?<![0-9A-F])[0-9]{16}(?![0-9A-F])/);
  });
});
