import { describe, expect, it } from 'vitest';
import { toHex } from './bcd.ts';
import { ABORT_GRACE_MS, KEEP_LIMIT_MS, SENDS, T1_MS, T2_MS, T3_MS, T4_MS } from './constants.ts';
import { writeFrame } from './serial-frame.ts';
import { deviceStepLimitMs, orderLimitMs, zvtSettings } from './settings.ts';
import type { TerminalDialogue } from './terminal-dialogue.ts';
import { writeAbort, writeCompletion, writeIntermediate, writeStatus } from './terminal.ts';
import { bench, sale, type Bench } from './testing/bench.ts';

const WIRES = ['tcp', 'serial'] as const;
const MINUTE_MS = 60_000;
const never = (): Promise<never> => new Promise(() => undefined);
const sell = (b: Bench) => b.clock.complete(b.driver.sale(sale(), b.session), 2_000_000);
/** What the terminal does with the order; registration and last record it answers as usual. */
function onOrder(b: Bench, work: (dialogue: TerminalDialogue, b: Bench) => Promise<unknown>): void {
  b.terminal.onMoney = async (command, dialogue) => {
    await work(dialogue, b);
    await b.terminal.take(command, dialogue);
  };
}
/** Moments at which a command left, by its first two bytes. */
const leftAt = (b: Bench, control: string): readonly number[] =>
  b.session.frames.filter(({ direction, bytes }) => direction === 'outbound' && toHex(bytes.slice(0, 2)) === control).map(({ atMs }) => atMs);
const orderedAt = (b: Bench): number => leftAt(b, '0601')[0] ?? Number.NaN;

describe('the limits', () => {
  it('are those of the protocol, and where they are wider it is said why', () => {
    expect({ T2_MS, T3_MS, T4_MS, SENDS }).toEqual({ T2_MS: 5_000, T3_MS: 5_000, T4_MS: 180_000, SENDS: 3 });
    // The text says 200 ms; receiving, nobody is hurt by patience.
    expect(T1_MS).toBeGreaterThanOrEqual(200);
    expect(T1_MS).toBeLessThan(T2_MS);
    // The terminal asks again every two seconds while we keep what it said.
    expect(KEEP_LIMIT_MS).toBeLessThan(2_000);
  });

  it.each([
    [5_000, 180_000],
    [1_000, 30_000],
    [60_000, 600_000],
  ])('of an order with T3 %i and T4 %i hold its words, an abort and what may come after it', (answerTimeoutMs, completionTimeoutMs) => {
    const settings = zvtSettings.parse({ host: 'a', answerTimeoutMs, completionTimeoutMs });
    expect(orderLimitMs(settings)).toBe(completionTimeoutMs * 2);
    expect(deviceStepLimitMs(settings)).toBeGreaterThanOrEqual(orderLimitMs(settings) + ABORT_GRACE_MS);
  });
});

describe.each(WIRES)('T3, from an order to its answer, over %s', (connection) => {
  it.each([0, 1_000, T3_MS - 100])('an answer after %i ms is in time', async (waitMs) => {
    const b = bench({ connection });
    b.wires.faults.toUs = { delayMs: waitMs / 4 };
    expect((await sell(b)).outcome).toBe('approved');
  });

  it('no answer at all is unknown after it, and the order is not sent again', async () => {
    const b = bench({ connection });
    b.terminal.work = async (command, dialogue) => {
      if (command.kind === 'registration') await dialogue.say(writeCompletion({ terminalId: '29001006' }));
      else await dialogue.say(writeAbort(0x83));
    };
    b.terminal.refusal = ({ kind }) => {
      if (kind === 'authorization') b.wires.faults.toUs = { deadFrom: 0 };
      return null;
    };
    const outcome = await sell(b);
    expect(outcome).toMatchObject({ outcome: 'unknown', evidence: { end: 'silent' } });
    expect(b.terminal.count('authorization')).toBe(1);
    const spentMs = b.clock.now() - orderedAt(b);
    expect(spentMs).toBeGreaterThanOrEqual(T3_MS);
    expect(spentMs).toBeLessThanOrEqual(T3_MS + T2_MS * SENDS);
  });

  it('is as long as the settings say', async () => {
    const b = bench({ connection, answerTimeoutMs: 20_000 });
    b.wires.faults.toUs = { delayMs: 4_000 };
    expect((await sell(b)).outcome).toBe('approved');
  });
});

describe.each(WIRES)('T4, between two words of a terminal that works, over %s', (connection) => {
  it.each([
    ['just before its end', T4_MS - 1_000, 'approved', 0],
    ['after its end, with an abort on the way', T4_MS + 5_000, 'approved', 1],
  ])('a result %s is the result', async (_name, waitMs, outcome, aborts) => {
    const b = bench({ connection });
    onOrder(b, (_dialogue, { clock }) => clock.sleep(waitMs));
    expect((await sell(b)).outcome).toBe(outcome);
    expect(leftAt(b, '06b0')).toHaveLength(aborts);
  });

  it('over, an abort leaves once; then the terminal has ten seconds more, and the outcome is unknown', async () => {
    const b = bench({ connection });
    b.terminal.onMoney = never;
    expect(await sell(b)).toMatchObject({ outcome: 'unknown', runEnded: false });
    const [abortedAt, ...more] = leftAt(b, '06b0');
    expect(more).toEqual([]);
    expect(abortedAt! - orderedAt(b)).toBeGreaterThanOrEqual(T4_MS);
    expect(b.clock.now() - abortedAt!).toBeGreaterThanOrEqual(ABORT_GRACE_MS);
    expect(b.clock.now() - orderedAt(b)).toBeLessThanOrEqual(deviceStepLimitMs(zvtSettings.parse({ host: 'a' })));
  });

  it('over after a stop that was passed on already passes it on no second time', async () => {
    const b = bench({ connection });
    b.terminal.onMoney = never;
    const outcome = b.driver.sale(sale(), b.session);
    await b.clock.advanceUntil(() => b.terminal.count('authorization') === 1);
    b.session.controller.abort();
    expect((await b.clock.complete(outcome, 2_000_000)).outcome).toBe('unknown');
    expect(leftAt(b, '06b0')).toHaveLength(1);
  });

  it('begins anew with each state that the terminal shows', async () => {
    const b = bench({ connection });
    onOrder(b, async (dialogue, { clock }) => {
      for (const code of [0x0a, 0x01, 0x04]) {
        await clock.sleep(100_000);
        await dialogue.say(writeIntermediate(code));
      }
    });
    expect((await sell(b)).outcome).toBe('approved');
    expect(leftAt(b, '06b0')).toEqual([]);
  });

  it('begins anew with a result that is asked for again, as after a wrong PIN', async () => {
    const b = bench({ connection });
    onOrder(b, async (dialogue, { clock, terminal }) => {
      await clock.sleep(120_000);
      await dialogue.say(writeStatus({ ...terminal.status({ kind: 'abort' }), resultCode: 55 }));
      await clock.sleep(120_000);
    });
    expect((await sell(b)).outcome).toBe('approved');
  });

  it.each([
    [1, 50_000, 0],
    [1, 70_000, 1],
    [4, 230_000, 0],
    [0, T4_MS - 1_000, 0],
  ])('is %i minutes where the terminal says so: its next word after %i ms', async (minutes, waitMs, aborts) => {
    const b = bench({ connection });
    onOrder(b, async (dialogue, { clock }) => {
      await dialogue.say(writeIntermediate(0x0e, minutes));
      await clock.sleep(waitMs);
    });
    await sell(b);
    expect(leftAt(b, '06b0')).toHaveLength(aborts);
  });

  it('is the usual one again after a word that says no minutes', async () => {
    const b = bench({ connection });
    onOrder(b, async (dialogue, { clock }) => {
      await dialogue.say(writeIntermediate(0x0e, 1));
      await dialogue.say(writeIntermediate(0x04));
      await clock.sleep(2 * MINUTE_MS);
    });
    expect((await sell(b)).outcome).toBe('approved');
    expect(leftAt(b, '06b0')).toEqual([]);
  });

  it('does not let a terminal talk for ever: after twice T4 it is told to stop', async () => {
    const b = bench({ connection });
    b.terminal.onMoney = async (_command, dialogue) => {
      while (!dialogue.over) {
        await b.clock.sleep(30_000);
        await dialogue.say(writeIntermediate(0x0e, 99));
      }
    };
    expect((await sell(b)).outcome).toBe('unknown');
    const [abortedAt] = leftAt(b, '06b0');
    expect(abortedAt! - orderedAt(b)).toBeLessThanOrEqual(orderLimitMs(zvtSettings.parse({ host: 'a' })) + 1_000);
  });

  it('ends a status enquiry much sooner: nobody works on anything there', async () => {
    const b = bench({ connection });
    b.terminal.work = never;
    await b.clock.complete(b.driver.testLink(b.session));
    expect(b.clock.monotonic()).toBeLessThan(30_000);
  });
});

describe('an approval that cannot be kept at once', () => {
  it.each(WIRES)('over %s is answered "wait" before the terminal loses patience, and taken when it is kept', async (connection) => {
    const b = bench({ connection });
    let tries = 0;
    b.session.keeping = (facts) => ('answer' in facts && (tries += 1) <= 2 ? Promise.reject(new Error('no database')) : Promise.resolve());
    expect((await sell(b)).outcome).toBe('approved');
    const words = b.session.frames.filter(({ direction }) => direction === 'outbound').map(({ bytes }) => toHex(bytes));
    expect(words.filter((hex) => hex === '849c00')).toHaveLength(2);
    expect(b.terminal.booked).toHaveLength(1);
  });

  it.each(WIRES)('over %s and never kept is undone by the terminal, and nobody calls it approved', async (connection) => {
    const b = bench({ connection });
    b.session.keeping = (facts) => ('answer' in facts ? Promise.reject(new Error('no database')) : Promise.resolve());
    expect((await sell(b)).outcome).toBe('unknown');
    expect(b.terminal.booked).toEqual([]);
    expect(b.terminal.reversed).toEqual(['0041']);
  });

  it('waits for the store no longer than the terminal waits for us', async () => {
    const b = bench();
    b.session.keeping = (facts) => ('answer' in facts ? never() : Promise.resolve());
    await sell(b);
    const told = b.session.frames.filter(({ direction, fields }) => direction === 'inbound' && fields['control'] === '040F').map(({ atMs }) => atMs);
    const waits = leftAt(b, '849c');
    expect(waits.length).toBeGreaterThan(0);
    for (const [index, atMs] of waits.entries()) expect(atMs - (told[index] ?? 0)).toBeLessThanOrEqual(KEEP_LIMIT_MS);
  });
});

describe('a serial line', () => {
  const b0 = (): Bench => bench({ connection: 'serial' });

  it('that loses our acknowledgement hears the same word again, and the money moves once', async () => {
    const b = b0();
    b.terminal.onMoney = async (command, dialogue) => {
      const status = b.terminal.status(command);
      const told = dialogue.told(writeStatus(status));
      // The terminal had no acknowledgement of its frame: it sends the very same bytes again.
      b.terminal.line!.send(writeFrame(writeStatus(status)));
      if (await told) b.terminal.book(status);
      await dialogue.say(writeCompletion());
    };
    expect((await sell(b)).outcome).toBe('approved');
    expect(b.terminal.booked).toHaveLength(1);
    expect(b.session.kept.filter((facts) => 'answer' in facts)).toHaveLength(1);
  });

  it('that is slow enough for a second word of noise in each gap still carries a sale', async () => {
    const b = b0();
    b.wires.faults.toUs = { sliceTo: 1, gapMs: 20 };
    b.wires.faults.toDevice = { sliceTo: 1, gapMs: 20 };
    expect((await sell(b)).outcome).toBe('approved');
  });

  it('whose pauses inside of a frame reach T1 carries nothing, and says so before anything was ordered', async () => {
    const b = b0();
    b.wires.faults.toUs = { sliceTo: 1, gapMs: T1_MS + 500 };
    expect((await sell(b)).outcome).toBe('not_sent');
    expect(b.terminal.count('authorization')).toBe(0);
  });

  it('repeats questions and never an order, whatever becomes of the acknowledgements', async () => {
    const b = b0();
    // The acknowledgement of the first frame is lost, as every single byte after it for a while.
    b.wires.faults.toUs = { dropAt: [0] };
    const outcome = await sell(b);
    expect(['approved', 'unknown', 'not_sent']).toContain(outcome.outcome);
    expect(b.terminal.count('authorization')).toBeLessThanOrEqual(1);
  });
});
