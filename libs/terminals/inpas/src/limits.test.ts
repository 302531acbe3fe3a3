import { describe, expect, it } from 'vitest';
import { ACK_TIMEOUT_MS, CONNECT_TIMEOUT_MS, KEEP_ALIVE_MS, QUERY_TIMEOUT_MS, STOP_GRACE_MS } from './constants.ts';
import { serializePacket } from './serializer.ts';
import { progressFields, replyFields, waitFields } from './terminal-messages.ts';
import { approvalOf, bench, fallsSilent, order, PLACE, refundOrder, TID, type Bench, type Script } from './testing/bench.ts';

/** Virtual time moves in steps of this size at most, ms. */
const STEP_MS = 300;

async function tookMs(made: Bench, work: Promise<unknown>): Promise<number> {
  const startMs = made.clock.monotonic();
  await made.clock.complete(work, 2_000_000);
  return made.clock.monotonic() - startMs;
}
const about = (ms: number, limitMs: number): void => {
  expect(ms).toBeGreaterThanOrEqual(limitMs);
  expect(ms).toBeLessThanOrEqual(limitMs + STEP_MS);
};

describe('silence after the acknowledgement is waited out', () => {
  it.each([1_000, 30_000, 120_000, 600_000])('as long as the settings say: %d ms', async (answerTimeoutMs) => {
    const made = bench({ answerTimeoutMs, timeLimitMs: 900_000 });
    made.script = [fallsSilent];
    about(await tookMs(made, made.driver.sale(order(), made.session)), answerTimeoutMs);
  });

  it('for every order alike', async () => {
    const made = bench({ answerTimeoutMs: 20_000 });
    made.script = [fallsSilent];
    about(await tookMs(made, made.driver.refund!(refundOrder(), made.session)), 20_000);
    about(await tookMs(made, made.driver.void!(refundOrder(), made.session)), 20_000);
  });

  it('longer for the close of a day: as long as an operation may take', async () => {
    const made = bench({ answerTimeoutMs: 20_000, timeLimitMs: 50_000 });
    made.script = [fallsSilent];
    about(await tookMs(made, made.driver.settle({ reference: '123456789' as never, tid: TID }, made.session)), 50_000);
  });

  it('no longer for a question than a question may take', async () => {
    const made = bench({ answerTimeoutMs: 600_000, timeLimitMs: 900_000 });
    made.script = [fallsSilent];
    about(await tookMs(made, made.driver.testLink(made.session)), QUERY_TIMEOUT_MS);
    about(await tookMs(made, made.driver.reprint!(made.session)), QUERY_TIMEOUT_MS);
  });

  it('and a report for as long as an answer may take, since it may be long', async () => {
    const made = bench({ answerTimeoutMs: 70_000 });
    made.script = [fallsSilent];
    about(await tookMs(made, made.driver.totalsReport!(made.session)), 70_000);
    about(await tookMs(made, made.driver.controlTape!(made.session)), 70_000);
  });
});

describe('a sign of life starts the patience anew', () => {
  const alive: readonly (readonly [string, (asked: Parameters<Script>[0]) => unknown])[] = [
    ['“wait”', ({ terminal }) => terminal.tell(waitFields(TID))],
    ['“something changed”', ({ terminal }) => terminal.send(progressFields(TID, 'ПИН'))],
    ['an acknowledgement', ({ line }) => line.send(Uint8Array.of(0x06))],
  ];
  it.each(alive)('%s', async (_what, sign) => {
    const made = bench({ answerTimeoutMs: 10_000 });
    made.script = [
      async (asked) => {
        for (let turn = 0; turn < 4; turn += 1) {
          await asked.clock.sleep(8_000);
          await sign(asked);
        }
        await asked.clock.sleep(8_000);
        await asked.reply();
      },
    ];
    expect(await made.clock.complete(made.driver.sale(order(), made.session), 900_000)).toMatchObject({ outcome: 'approved' });
  });

  it.each([
    ['the end of an exchange', Uint8Array.of(0x04)],
    ['noise', Uint8Array.of(0x7e, 0x7f)],
    ['a foreign answer', serializePacket(replyFields(approvalOf({ operation: 1, transactionId: '999999999', amountMinor: 1n } as never)))],
  ])('%s is none', async (_what, bytes) => {
    const made = bench({ answerTimeoutMs: 10_000 });
    made.script = [
      async ({ clock, line }) => {
        await clock.sleep(8_000);
        line.send(bytes);
      },
    ];
    about(await tookMs(made, made.driver.sale(order(), made.session)), 10_000);
  });

  it('and none of them longer than an operation may take', async () => {
    const made = bench({ answerTimeoutMs: 10_000, timeLimitMs: 60_000 });
    made.script = [
      async ({ clock, terminal }) => {
        for (let turn = 0; turn < 60; turn += 1) {
          await clock.sleep(5_000);
          terminal.tell(waitFields(TID));
        }
      },
    ];
    about(await tookMs(made, made.driver.sale(order(), made.session)), 60_000);
  });
});

describe('an acknowledgement that does not come', () => {
  it('is waited for 15 s by a question, and as long as an answer by an order', async () => {
    const made = bench({ answerTimeoutMs: 40_000 });
    made.wires.attach(PLACE, () => undefined);
    about(await tookMs(made, made.driver.testLink(made.session)), ACK_TIMEOUT_MS);
    about(await tookMs(made, made.driver.sale(order(), made.session)), 40_000);
  });
});

describe('a stop', () => {
  it('waits 30 s for the terminal’s word, and no longer', async () => {
    const made = bench({ stopByEot: true });
    made.script = [fallsSilent];
    const selling = made.driver.sale(order(), made.session);
    await made.clock.advance(1_000);
    made.session.controller.abort();
    about(await tookMs(made, selling), STOP_GRACE_MS);
    expect(made.eots).toBe(1);
  });

  it('is not said to a terminal that is only asked', async () => {
    const made = bench({ stopByEot: true });
    made.script = [fallsSilent];
    const asking = made.driver.testLink(made.session);
    await made.clock.advance(1_000);
    made.session.controller.abort();
    about(await tookMs(made, asking), QUERY_TIMEOUT_MS - 1_000);
    expect(made.eots).toBe(0);
  });
});

describe('a connection', () => {
  it('is given 5 s to stand, asks silent peers, and has no idle limit of its own', async () => {
    const made = bench();
    await made.clock.complete(made.driver.sale(order(), made.session));
    expect(made.wires.opened[0]?.options).toMatchObject({ connectTimeoutMs: CONNECT_TIMEOUT_MS, idleTimeoutMs: null, keepAliveMs: KEEP_ALIVE_MS });
  });
});
