import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { nothingKept, NO_WIRES, type DriverSession, type RecoveryFinding, type TerminalDriver } from '@payport/terminals-core';
import { sberbank } from '@payport/terminals-sberbank';
import { NodeProgramHost, systemClock, systemRandom } from '@payport/terminals-transports';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildPrograms, SimulatorProcess } from './testing/simulator-process.ts';

/** The product's own driver against the stand-in, each terminal with its own encoding. */
const TIDS = ['00459991', '00459992', '00459993', '00471001'] as const;
let programs: Awaited<ReturnType<typeof buildPrograms>>;
let home: string;
let simulator: SimulatorProcess;
const alerts: string[] = [];

beforeAll(async () => {
  programs = await buildPrograms();
  home = await mkdtemp(path.join(tmpdir(), 'simulator driver '));
  simulator = await SimulatorProcess.start(programs.main, home);
});
afterAll(async () => {
  await simulator.end('SIGTERM');
  await Promise.all([programs.remove(), rm(home, { recursive: true })]);
});

function driverOf(tid: string): TerminalDriver {
  const settings = sberbank.settings.parse({ program: 'sb_pilot', folder: simulator.folder(tid) });
  const programHost = new NodeProgramHost({ clock: systemClock, environment: {} });
  return sberbank.create(settings, { clock: systemClock, random: systemRandom, programs: programHost, wires: NO_WIRES });
}

const sessionOf = (abort: AbortSignal = new AbortController().signal): DriverSession => ({
  abort,
  beforeFirstByte: () => Promise.resolve(),
  dispatched: () => undefined,
  stage: () => undefined,
  keep: nothingKept,
  frame: () => undefined,
  alert: ({ kind }) => void alerts.push(kind),
});

interface Journey {
  readonly outcome: string;
  readonly decline: string | null;
  readonly finding: RecoveryFinding['finding'] | null;
  readonly rrnIsOfBank: boolean;
  readonly captured: number;
}

/** A sale, and where its outcome is unknown, questions until the device has said what it can. */
async function travel(tid: string, amountMinor: bigint): Promise<Journey> {
  const driver = driverOf(tid);
  const reference = sberbank.newReference(systemRandom);
  const order = { reference, amountMinor, currency: 'RUB', tid };
  const dispatchedAtMs = systemClock.now();
  const outcome = await driver.sale(order, sessionOf());
  let finding: RecoveryFinding | null = null;
  const open = (): boolean => finding === null || finding.finding === 'in_progress' || (finding.finding === 'cannot_tell' && !finding.conclusive);
  while (outcome.outcome === 'unknown' && open()) {
    finding = await driver.recover({ operation: 'sale', order, dispatchedAtMs, memoryIntact: true, alike: [], kept: [] }, sessionOf());
  }
  const known = outcome.outcome === 'approved' ? outcome.result : finding?.finding === 'approved' ? finding.result : null;
  const rows = (await simulator.ledger(tid)).filter(({ amount }) => BigInt(amount.replace('.', '')) === amountMinor);
  return {
    outcome: outcome.outcome,
    decline: 'decline' in outcome ? outcome.decline.code : null,
    finding: finding === null ? null : finding.finding,
    rrnIsOfBank: known !== null && known.rrn === rows[0]?.rrn,
    captured: rows.length,
  };
}

const unknown = { outcome: 'unknown', decline: 'outcome_unknown' };
const MONEY = { rrnIsOfBank: true, captured: 1 };
const NONE = { rrnIsOfBank: false, captured: 0 };
const TABLE: readonly (readonly [kopecks: bigint, expected: Journey])[] = [
  [0n, { outcome: 'approved', decline: null, finding: null, ...MONEY }],
  [5n, { outcome: 'declined', decline: 'insufficient_funds', finding: null, ...NONE }],
  [6n, { outcome: 'declined', decline: 'wrong_pin', finding: null, ...NONE }],
  [7n, { outcome: 'declined', decline: 'card_expired', finding: null, ...NONE }],
  [8n, { outcome: 'declined', decline: 'issuer_unavailable', finding: null, ...NONE }],
  [17n, { outcome: 'cancelled', decline: 'cancelled_on_device', finding: null, ...NONE }],
  [71n, { ...unknown, finding: 'approved', ...MONEY }],
  [72n, { ...unknown, finding: 'not_found_proven', ...NONE }],
  [73n, { ...unknown, finding: 'approved', ...MONEY }],
  [74n, { ...unknown, finding: 'cannot_tell', rrnIsOfBank: false, captured: 1 }],
];

describe('the product driver and the simulated terminals', () => {
  const journeys = new Map<string, Journey>();

  // One terminal after the other would only wait; on each, the orders run in turn.
  beforeAll(async () => {
    const lanes = TIDS.map(async (tid, lane) => {
      for (const [kopecks] of TABLE.filter((_row, index) => index % TIDS.length === lane))
        journeys.set(String(kopecks), await travel(tid, 110_000n + kopecks));
    });
    await Promise.all(lanes);
  });

  it.each(TABLE)('agree on what became of an order with %d kopecks', (kopecks, expected) => {
    expect(journeys.get(String(kopecks))).toEqual(expected);
  });

  it('agree on a stop by the cashier', async () => {
    const stop = new AbortController();
    const order = { reference: sberbank.newReference(systemRandom), amountMinor: 120_089n, currency: 'RUB', tid: TIDS[0] };
    const ended = driverOf(TIDS[0]).sale(order, sessionOf(stop.signal));
    await simulator.untilState(TIDS[0], 'waiting_card');
    stop.abort();
    expect(await ended).toMatchObject({ outcome: 'cancelled' });
  });

  it('meet nothing that the driver has to raise an alarm for', () => {
    expect(alerts).toEqual([]);
  });
});

describe('a void by the product driver', () => {
  it('takes the sale of the open batch back at the bank', async () => {
    const [tid] = TIDS;
    const driver = driverOf(tid);
    const orderOf = (amountMinor: bigint) => ({ reference: sberbank.newReference(systemRandom), amountMinor, currency: 'RUB', tid });
    const sale = await driver.sale(orderOf(777_700n), sessionOf());
    const original = { rrn: sale.outcome === 'approved' ? sale.result.rrn : null, authCode: null };
    expect(await driver.void?.({ ...orderOf(777_700n), original }, sessionOf())).toMatchObject({
      outcome: 'approved',
      result: { executedAs: 'void' },
    });
    const rows = (await simulator.ledger(tid)).filter(({ amount }) => amount === '7777.00');
    expect(rows.map(({ kind, state }) => [kind, state])).toContainEqual(['sale', 'reversed']);
  });
});

describe('a close of the day by the product driver', () => {
  const [, , , tid] = TIDS;
  const total = (rows: readonly { kind: string; amount: string }[], kind: string) => {
    const own = rows.filter((row) => row.kind === kind);
    return { count: own.length, amountMinor: own.reduce((sum, { amount }) => sum + BigInt(amount.replace('.', '')), 0n) };
  };

  it('reads from the slip what the bank holds, and empties the batch', async () => {
    const driver = driverOf(tid);
    await driver.sale({ reference: sberbank.newReference(systemRandom), amountMinor: 310_000n, currency: 'RUB', tid }, sessionOf());
    const expected = { sales: total(await simulator.ledger(tid), 'sale') };
    expect(expected.sales.count).toBeGreaterThan(0);
    expect(await driver.totalsReport?.(sessionOf())).toMatchObject({ totals: expected });
    const closed = await driver.settle?.({ reference: sberbank.newReference(systemRandom), tid }, sessionOf());
    expect(closed).toMatchObject({ outcome: 'done', result: { totals: expected, hostAgrees: true } });
    expect(await driver.totalsReport?.(sessionOf())).toMatchObject({ text: expect.stringContaining('Контрольная лента'), totals: null });
  });

  it('whose answer is lost is found by its slip, and nothing is closed twice', async () => {
    const driver = driverOf(tid);
    await driver.sale({ reference: sberbank.newReference(systemRandom), amountMinor: 320_000n, currency: 'RUB', tid }, sessionOf());
    await simulator.post(`/terminals/${tid}/faults`, { fault: 'die_before_file', on: 'settlement' });
    const reference = sberbank.newReference(systemRandom);
    const dispatchedAtMs = systemClock.now();
    expect(await driver.settle?.({ reference, tid }, sessionOf())).toMatchObject({ outcome: 'unknown' });
    expect(
      await driver.recoverSettlement?.({ reference, tid, dispatchedAtMs, heldOperations: true, earlierCloseAtMs: null }, sessionOf()),
    ).toMatchObject({
      finding: 'done',
      result: { totals: { sales: { count: 1, amountMinor: 320_000n } }, hostAgrees: true },
    });
  });

  it('rolls the last operation back at the bank', async () => {
    const driver = driverOf(tid);
    const order = { reference: sberbank.newReference(systemRandom), amountMinor: 330_000n, currency: 'RUB', tid };
    const sale = await driver.sale(order, sessionOf());
    const authCode = sale.outcome === 'approved' ? (sale.result.authCode ?? '') : '';
    const last = { ...order, reference: sberbank.newReference(systemRandom), authCode };
    expect(await driver.rollbackLast?.({ ...last, amountMinor: 1n }, sessionOf())).toMatchObject({ outcome: 'refused' });
    expect(await driver.rollbackLast?.(last, sessionOf())).toMatchObject({ outcome: 'done' });
    expect((await simulator.ledger(tid)).filter(({ amount }) => amount === '3300.00')).toMatchObject([{ state: 'reversed' }]);
  });
});
