import { describe, expect, it, vi } from 'vitest';
import { ADAPTERS } from './adapters/index.ts';
import { nameOf } from './adapter.ts';
import { AMOUNT } from './orders.ts';
import { play } from './play.ts';
import { LIMIT_MS } from './sweep.ts';

// Many cases in one test.
vi.setConfig({ testTimeout: LIMIT_MS });

/** Numbers that schemes publish for tests. */
const NUMBERS = ['4111111111111111', '2200000000000004', '378282246310005'];

describe.each(ADAPTERS.map((adapter) => [nameOf(adapter), adapter] as const))('%s', (_name, adapter) => {
  it.each(adapter.leaks)('a whole card number in "%s" leaves nothing but an alert', async (field) => {
    for (const pan of NUMBERS) {
      const { wrong, outcome, session } = await play(adapter, { arrange: ({ device }) => void (device.leak = { field, pan }) });
      expect(wrong, pan).toEqual([]);
      expect(outcome?.outcome, pan).toBe('approved');
      expect(session.told('full_card_number'), `people are told of ${pan.length} digits`).toBe(true);
    }
  });

  it.each(adapter.leaks)('nor does one in "%s" of a record that recovery reads, or of an answer that broke off', async (field) => {
    const [pan = ''] = NUMBERS;
    const lost = await play(adapter, { amountMinor: AMOUNT + 71n, arrange: ({ device }) => void (device.leak = { field, pan }) });
    expect(lost.wrong).toEqual([]);
    const { length } = (await play(adapter, { arrange: ({ device }) => void (device.leak = { field, pan }) })).world.traffic().toUs;
    for (let back = 1; back < length; back += 7) {
      const cut = await play(adapter, {
        arrange: ({ device, faults }) => {
          device.leak = { field, pan };
          faults.toUs = { cutAt: length - back };
        },
      });
      expect(cut.wrong, `cut ${back} bytes before the end`).toEqual([]);
    }
  });
});
