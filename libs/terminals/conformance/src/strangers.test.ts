import { describe, expect, it, vi } from 'vitest';
import { ADAPTERS } from './adapters/index.ts';
import { nameOf } from './adapter.ts';
import type { Lies } from './device/ledger-device.ts';
import { drive } from './drive.ts';
import { AMOUNT } from './orders.ts';
import { play } from './play.ts';
import { WatchedSession } from './session.ts';
import { LIMIT_MS } from './sweep.ts';

// Many cases in one test.
vi.setConfig({ testTimeout: LIMIT_MS });

const LIES: Readonly<Record<keyof Lies, Lies>> = {
  tid: { tid: '00000042' },
  amountMinor: { amountMinor: AMOUNT - 1n },
  reference: { reference: '12345678' },
  currency: { currency: 'CHF' },
};
const LOST = AMOUNT + 71n;

describe.each(ADAPTERS.map((adapter) => [nameOf(adapter), adapter] as const))('%s', (_name, adapter) => {
  it.each(adapter.lies)('an answer with another %s is not believed, and people are told', async (lie) => {
    for (const [operation, kopecks] of adapter.operations.flatMap((one) => [0n, 5n, 17n].map((each) => [one, each] as const))) {
      const { wrong, outcome, session } = await play(adapter, {
        operation,
        amountMinor: AMOUNT + kopecks,
        arrange: ({ device }) => void (device.lies = LIES[lie]),
      });
      expect(wrong, operation).toEqual([]);
      // A refusal moves no money, whatever else it says; an approval is somebody else's.
      if (kopecks === 0n) {
        expect(outcome?.outcome, operation).toBe('unknown');
        expect(session.alerts.map(({ kind }) => kind)).toContain(lie === 'tid' ? 'terminal_mismatch' : 'foreign_answer');
      }
    }
  });

  it.each(adapter.lies.filter((lie) => lie !== 'reference'))('a record with another %s proves nothing', async (lie) => {
    for (const operation of adapter.operations) {
      const { wrong, findings } = await play(adapter, {
        operation,
        amountMinor: LOST,
        heal: ({ device }) => void (device.lies = lie === 'amountMinor' ? { amountMinor: LOST - 1n } : LIES[lie]),
      });
      expect(wrong, operation).toEqual([]);
      expect(
        findings.map(({ finding }) => finding),
        operation,
      ).not.toContain('approved');
    }
  });

  it('a busy terminal takes no order, nothing is booked, and no card is blamed', async () => {
    for (const operation of adapter.operations) {
      const { wrong, outcome, booked, known } = await play(adapter, { operation, arrange: ({ device }) => void (device.busy = true) });
      expect(wrong, operation).toEqual([]);
      expect(booked, operation).toEqual([]);
      expect(known, operation).toBe(true);
      if (outcome === null || outcome.outcome === 'approved' || outcome.outcome === 'cancelled')
        throw new Error(`a busy terminal is told as ${outcome?.outcome ?? 'nothing'}`);
      expect(outcome.decline.retry).toBe(outcome.outcome === 'unknown' ? 'do_not_retry_check_first' : 'later');
    }
  });

  it('an order during another one is not sent, and does not disturb it', async () => {
    const world = adapter.world();
    const driver = world.restart();
    const session = new WatchedSession(world.clock);
    const second = new WatchedSession(world.clock);
    const order = (): Parameters<typeof driver.sale>[0] => ({
      reference: world.newReference(),
      amountMinor: AMOUNT,
      currency: adapter.currency,
      tid: adapter.tid,
    });
    const others: string[] = [];
    const first = driver.sale(order(), session);
    const { value } = await drive(world, first, adapter.orderLimitMs, () => {
      driver.sale(order(), second).then(
        ({ outcome }) => others.push(outcome),
        (error: unknown) => others.push(String(error)),
      );
    });
    expect(value.outcome).toBe('approved');
    expect(new Set(others)).toEqual(new Set(['not_sent']));
    expect(world.moneyCommands()).toBe(1);
  });

  it.each([
    ['another currency', { currency: 'XAU' }],
    ['nothing', { amountMinor: 0n }],
    ['less than nothing', { amountMinor: -1n }],
    ['more than the protocol can say', { amountMinor: 10n ** 18n }],
  ])('an order over %s never leaves', async (_what, change) => {
    const world = adapter.world();
    const order = { reference: world.newReference(), amountMinor: AMOUNT, currency: adapter.currency, tid: adapter.tid, ...change };
    const { value } = await drive(world, world.restart().sale(order, new WatchedSession(world.clock)), adapter.orderLimitMs);
    expect(value.outcome).toBe('not_sent');
    expect(world.moneyCommands()).toBe(0);
  });
});
