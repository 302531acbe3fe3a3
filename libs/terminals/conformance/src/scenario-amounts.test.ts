import { loadDriver } from '@payport/terminals-registry';
import { describe, expect, it, vi } from 'vitest';
import { ADAPTERS } from './adapters/index.ts';
import { nameOf } from './adapter.ts';
import { play } from './play.ts';
import { LIMIT_MS } from './sweep.ts';

// Many cases in one test.
vi.setConfig({ testTimeout: LIMIT_MS });

/** What the kopecks of an amount lead to, and what the terminal says when it is asked. */
const AMOUNTS = [
  [0n, 'approved', null],
  [5n, 'declined', null],
  [6n, 'declined', null],
  [7n, 'declined', null],
  [8n, 'declined', null],
  [17n, 'cancelled', null],
  [71n, 'unknown', 'approved'],
  [72n, 'unknown', null],
  [73n, 'unknown', 'approved'],
  [74n, 'unknown', 'cannot_tell'],
  [88n, 'approved', null],
  [89n, 'cancelled', null],
] as const;

const ROUBLES = 12_300n;
const CAUSES = [
  [5n, 'insufficient_funds'],
  [6n, 'wrong_pin'],
  [7n, 'card_expired'],
  [8n, 'issuer_unavailable'],
] as const;

describe.each(ADAPTERS.map((adapter) => [nameOf(adapter), adapter] as const))('%s', (_name, adapter) => {
  it.each(AMOUNTS)('kopecks %d: %s', async (kopecks, outcome, found) => {
    for (const operation of adapter.operations) {
      const played = await play(adapter, { operation, amountMinor: ROUBLES + kopecks });
      expect(played.wrong, operation).toEqual([]);
      expect(played.outcome?.outcome, operation).toBe(outcome);
      if (found !== null) expect(played.findings.at(-1)?.finding, operation).toBe(found);
    }
  });

  it.each(CAUSES)('kopecks %d: the reason is %s', async (kopecks, code) => {
    const { outcome } = await play(adapter, { amountMinor: ROUBLES + kopecks });
    expect(outcome).toMatchObject({ outcome: 'declined', decline: { code } });
  });

  it('tells what the guest is asked for, in order, where its protocol tells stages at all', async () => {
    const { session } = await play(adapter, { amountMinor: ROUBLES + 88n });
    const stages = session.stages.filter((stage, index, all) => stage !== null && stage !== all[index - 1]);
    const reports = (await loadDriver(adapter.driver))?.reportsStages === true;
    expect(stages).toEqual(reports ? ['present_card', 'enter_pin', 'authorizing'] : []);
  });

  it('proves that nothing was captured where the link dropped before the bank was asked', async () => {
    const played = await play(adapter, { amountMinor: ROUBLES + 72n });
    expect(played.wrong).toEqual([]);
    expect(played.findings.at(-1)?.finding).toBe('not_found_proven');
  });

  it('stops asking a terminal that cannot tell', async () => {
    const { findings } = await play(adapter, { amountMinor: ROUBLES + 74n });
    expect(findings.at(-1)).toMatchObject({ finding: 'cannot_tell', conclusive: true });
  });

  it('holds a terminal that waits for a card no longer than until it is told to stop', async () => {
    const { outcome, wrong, tookMs } = await play(adapter, {
      amountMinor: ROUBLES + 89n,
      // Not while the order is only just taken: somebody has waited for the guest for a while.
      onStep: (step, { clock }, session) => void (step === 0 && clock.after(5_000, () => session.stop())),
    });
    expect(wrong).toEqual([]);
    expect(outcome).toMatchObject({ outcome: 'cancelled' });
    // Whoever cannot stop a device waits until the guest's own time is over.
    if (adapter.stops) expect(tookMs).toBeLessThan(20_000);
  });

  it('brings a receipt that is longer than a short message whole', async () => {
    const paper = Array.from({ length: 30 }, (_, line) => `LINE ${String(line).padStart(2, '0')} OF THE HOUSE`);
    const { outcome, wrong } = await play(adapter, { arrange: ({ device }) => void (device.paper = paper) });
    expect(wrong).toEqual([]);
    const slip = outcome?.outcome === 'approved' ? (outcome.result.slip ?? '').split('\n').map((line) => line.trim()) : [];
    expect(slip.filter((line) => line.startsWith('LINE'))).toEqual(paper);
  });
});
