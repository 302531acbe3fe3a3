import { COMMON_CAUSES } from '@payport/terminals-core';
import { beforeEach, describe, expect, it } from 'vitest';
import { fromHex, toHex } from './bcd.ts';
import { writeFrame } from './serial-frame.ts';
import { bench, sale, TID, type Bench } from './testing/bench.ts';
import { writeAbort, writeCompletion, writeIntermediate, writeStatus } from './terminal.ts';

let b: Bench;
beforeEach(() => {
  b = bench();
});
const run = () => b.clock.complete(b.driver.sale(sale(), b.session));

describe.each([
  ['over TCP', {}],
  ['over a serial line', { connection: 'serial' as const }],
])('a sale %s', (_name, settings) => {
  beforeEach(() => {
    b = bench(settings);
  });

  it('is approved with what the terminal told, and its receipt', async () => {
    const outcome = await run();
    expect(outcome).toMatchObject({
      outcome: 'approved',
      result: {
        approvedAmountMinor: 1_000n,
        currency: 'EUR',
        rrn: null,
        stan: '0041',
        authCode: 'A0041',
        cardMask: '411111******1111',
        cardBrand: 'VISA',
        cardExpiry: '12/27',
        terminalTid: TID,
        merchantMid: '100764992',
        hostTime: '2026-01-15T10:11:12',
        executedAs: 'sale',
        slip: 'HÄNDLERBELEG\nBetrag EUR 10,00',
      },
    });
    expect(b.terminal.booked).toEqual([{ receipt: '0041', amountMinor: 1_000n }]);
    expect(b.session.stages).toEqual(['present_card', 'authorizing']);
    expect(b.wires.opened.every(({ line }) => line.over)).toBe(true);
  });

  it('sends its order once, and asks before it', async () => {
    await run();
    expect(b.session.calls).toEqual(['beforeFirstByte', 'kept_before', 'beforeFirstByte', 'dispatched', 'kept_answer']);
    expect(b.terminal.commands.map(({ kind }) => kind)).toEqual(['registration', 'repeat_receipt', 'authorization']);
  });

  it('does not take the last payment, told once more, for its own answer', async () => {
    b.terminal.last = b.terminal.status({ kind: 'authorization', amountMinor: 1_000n, currency: '0978' });
    const earlier = writeStatus(b.terminal.last);
    b.terminal.onMoney = async (_command, dialogue) => {
      await dialogue.say(earlier);
      await dialogue.say(writeCompletion());
    };
    expect((await run()).outcome).toBe('unknown');
    b.terminal.onMoney = async (command, dialogue) => {
      await dialogue.say(earlier);
      await b.terminal.take(command, dialogue);
    };
    expect(await run()).toMatchObject({ outcome: 'approved', result: { stan: '0042' } });
  });

  it('is not answered by what the terminal said before it was asked', async () => {
    b.terminal.last = b.terminal.status({ kind: 'authorization', amountMinor: 1_000n, currency: '0978' });
    const words = [fromHex('800000'), writeStatus({ ...b.terminal.last, receipt: '0039' }), writeCompletion()];
    const session = b.session.beforeFirstByte.bind(b.session);
    b.session.beforeFirstByte = async () => {
      await session();
      for (const word of words) b.terminal.line?.send('connection' in settings ? writeFrame(word) : word);
      await b.clock.sleep(1);
    };
    expect(await run()).toMatchObject({ outcome: 'approved', result: { stan: '0042' } });
    expect(b.terminal.booked).toHaveLength(1);
  });

  it('works whatever pieces the line cuts its bytes into', async () => {
    b.wires.faults.toUs = { sliceTo: 1, gapMs: 2 };
    b.wires.faults.toDevice = { sliceTo: 3, gapMs: 1 };
    expect((await run()).outcome).toBe('approved');
  });

  it.each([51, 0x6c, 0x78])('that ends with %i books nothing', async (code) => {
    b.terminal.resultCode = code;
    const outcome = await run();
    expect(outcome.outcome).toBe(code === 0x6c ? 'cancelled' : 'declined');
    expect(b.terminal.booked).toEqual([]);
  });
});

describe('an approval', () => {
  it('is acknowledged only when it is durable', async () => {
    let release: () => void = () => undefined;
    b.session.keeping = (facts) => ('answer' in facts ? new Promise((resolve) => (release = resolve)) : Promise.resolve());
    const outcome = b.driver.sale(sale(), b.session);
    await b.clock.advanceUntil(() => b.session.frames.some(({ fields }) => fields['control'] === '040F'));
    await b.clock.advance(500);
    expect(b.terminal.booked).toEqual([]);
    release();
    expect((await b.clock.complete(outcome)).outcome).toBe('approved');
    expect(b.terminal.booked).toHaveLength(1);
  });

  it('that cannot be kept at once makes the terminal wait, and is taken when it is', async () => {
    let tries = 0;
    b.session.keeping = (facts) => ('answer' in facts && (tries += 1) < 3 ? Promise.reject(new Error('no database')) : Promise.resolve());
    expect((await run()).outcome).toBe('approved');
    expect(tries).toBe(3);
    expect(b.session.frames.filter(({ bytes }) => toHex(bytes) === '849c00')).toHaveLength(2);
    expect(b.terminal.booked).toHaveLength(1);
  });

  it('that cannot be kept at all is undone by the terminal, and is no approval', async () => {
    b.session.keeping = (facts) => ('answer' in facts ? Promise.reject(new Error('no database')) : Promise.resolve());
    const outcome = await run();
    expect(outcome.outcome).not.toBe('approved');
    expect(b.terminal.booked).toEqual([]);
    expect(b.terminal.reversed).toEqual(['0041']);
  });

  it.each([
    ['amount', { amountMinor: 999n }, 'foreign_answer'],
    ['currency', { currency: '0756' }, 'foreign_answer'],
    ['terminal', { terminalId: '29001007' }, 'terminal_mismatch'],
  ])('of another %s is refused to the terminal and told to people', async (_name, told, kind) => {
    b.terminal.told = told;
    const outcome = await run();
    expect(outcome.outcome).toBe('unknown');
    expect(b.terminal.booked).toEqual([]);
    expect(b.session.alerts.map((alert) => alert.kind)).toEqual([kind]);
  });

  it('comes after a first refusal too: a wrong PIN and then the right one', async () => {
    b.terminal.onMoney = async (command, dialogue) => {
      await dialogue.told(writeStatus({ ...b.terminal.status(command), resultCode: 55 }));
      await b.terminal.take(command, dialogue);
    };
    expect((await run()).outcome).toBe('approved');
  });

  it('that is followed by an abort of the terminal is unknown', async () => {
    b.terminal.onMoney = async (command, dialogue) => {
      await dialogue.told(writeStatus(b.terminal.status(command)));
      await dialogue.say(writeAbort(0xcc));
    };
    expect((await run()).outcome).toBe('unknown');
  });

  it('without a status information is none, even where the command ended well', async () => {
    b.terminal.onMoney = async (_command, dialogue) => {
      await dialogue.say(writeIntermediate(0x1c));
      await dialogue.say(writeCompletion());
    };
    expect((await run()).outcome).toBe('unknown');
  });
});

describe('what never leaves', () => {
  it('an order without a way to the terminal', async () => {
    b.wires.refuseNext();
    expect(await run()).toMatchObject({ outcome: 'not_sent', decline: { code: 'terminal_setup' } });
  });

  it.each(['port_held', 'port_missing', 'port_forbidden', 'address_refused', 'address_silent', 'address_unknown'] as const)(
    'an order whose place does not open: %s is told as what it is',
    async (place) => {
      const { message, step } = COMMON_CAUSES[place];
      b.wires.refuseNext('no way', place);
      expect(await run()).toMatchObject({ outcome: 'not_sent', decline: { message }, evidence: { cause: place } });
      b.wires.refuseNext('no way', place);
      expect(await b.clock.complete(b.driver.testLink(b.session))).toMatchObject({ reachable: false, reason: message, step });
    },
  );

  it('an order whose gateway may no longer send', async () => {
    b.session.mayNotSend = true;
    expect((await run()).outcome).toBe('not_sent');
    expect(b.terminal.commands).toEqual([]);
  });

  it('an order of a terminal that refuses the registration', async () => {
    b.terminal.refusal = ({ kind }) => (kind === 'registration' ? 0x83 : null);
    expect((await run()).outcome).toBe('not_sent');
    expect(b.terminal.count('authorization')).toBe(0);
  });

  it('an order of a terminal that does not tell its former record now', async () => {
    b.terminal.refusal = ({ kind }) => (kind === 'repeat_receipt' ? 0x9c : null);
    expect((await run()).outcome).toBe('not_sent');
    expect(b.terminal.count('authorization')).toBe(0);
  });

  it('an order whose former record cannot be kept', async () => {
    b.session.keeping = () => Promise.reject(new Error('no database'));
    expect((await run()).outcome).toBe('not_sent');
    expect(b.terminal.count('authorization')).toBe(0);
  });

  it.each([
    ['currency', { currency: 'RUB' }, 'terminal_setup'],
    ['too large an amount', { amountMinor: 1_000_000_000_000n }, null],
    ['no amount', { amountMinor: 0n }, null],
  ])('an order with another %s', async (_name, order, code) => {
    const outcome = await b.clock.complete(b.driver.sale(sale(order), b.session));
    expect(outcome.outcome).toBe('not_sent');
    if (code !== null) expect('decline' in outcome && outcome.decline.retry).not.toBe('now');
    expect(b.wires.opened).toEqual([]);
  });

  it('an order that was stopped before', async () => {
    b.session.controller.abort();
    expect(await run()).toMatchObject({ outcome: 'not_sent', decline: { code: 'cancelled_by_cashier' } });
  });

  it('a second order while one runs', async () => {
    b.terminal.onMoney = () => new Promise(() => undefined);
    const first = b.driver.sale(sale(), b.session);
    await b.clock.advanceUntil(() => b.terminal.count('authorization') === 1);
    expect(await b.driver.sale(sale(), b.session)).toMatchObject({ outcome: 'not_sent' });
    expect((await b.clock.complete(first)).outcome).toBe('unknown');
  });
});

describe('a terminal that does not say how it ended', () => {
  it.each([0, 1, 2])('is unknown when the line breaks at byte %i of its answer', async (at) => {
    const before = bench();
    await before.clock.complete(before.driver.sale(sale(), before.session));
    const inbound = before.wires.opened[0]!.line.log.filter(({ from }) => from === 'device').map(({ bytes }) => bytes);
    // The answer is the first message after registration (two messages) and the last record (one).
    const offset = inbound.slice(0, 4).reduce((sum, bytes) => sum + bytes.length, 0) + at;
    b.wires.faults.toUs = { cutAt: offset };
    expect((await run()).outcome).toBe('unknown');
  });

  it('is unknown at every other byte of the dialogue, or approved once it has ended', async () => {
    const before = bench();
    await before.clock.complete(before.driver.sale(sale(), before.session));
    const total = before.wires.opened[0]!.line.log.filter(({ from }) => from === 'device').reduce((sum, { bytes }) => sum + bytes.length, 0);
    const outcomes = new Set<string>();
    for (let at = 0; at < total; at += 1) {
      b = bench();
      b.wires.faults.toUs = { cutAt: at };
      const { outcome } = await run();
      outcomes.add(outcome);
      // What is called not sent must not have reached the terminal.
      if (outcome === 'not_sent') expect(b.terminal.count('authorization')).toBe(0);
    }
    expect([...outcomes].sort()).toEqual(['not_sent', 'unknown']);
  });

  it('is told to stop after T4, and its late result counts', async () => {
    b.terminal.onMoney = async (command, dialogue) => {
      await new Promise<void>((resolve) => dialogue.stop.addEventListener('abort', () => resolve(), { once: true }));
      await b.terminal.take(command, dialogue);
    };
    expect((await run()).outcome).toBe('approved');
    expect(b.clock.monotonic()).toBeGreaterThanOrEqual(180_000);
  });

  it('is unknown when it says nothing even then, within the device’s longest step', async () => {
    b.terminal.onMoney = () => new Promise(() => undefined);
    expect(await run()).toMatchObject({ outcome: 'unknown', runEnded: false });
    expect(b.clock.monotonic()).toBeLessThan(400_000);
  });

  it('restarts our patience by its words, up to a limit', async () => {
    b.terminal.onMoney = async (command, dialogue) => {
      for (let minute = 0; minute < 4; minute += 1) {
        await b.clock.sleep(60_000);
        await dialogue.say(writeIntermediate(0x0e));
      }
      await b.terminal.take(command, dialogue);
    };
    expect((await run()).outcome).toBe('approved');
    b = bench();
    b.terminal.onMoney = async (_command, dialogue) => {
      for (;;) {
        await b.clock.sleep(10_000);
        await dialogue.say(writeIntermediate(0x0e, 5));
        if (dialogue.over) return;
      }
    };
    expect((await run()).outcome).toBe('unknown');
  });
});

describe('a stop', () => {
  it('is passed on, and the cancel that follows is the cashier’s', async () => {
    b.terminal.onMoney = async (command, dialogue) => {
      await dialogue.say(writeIntermediate(0x0a));
      await new Promise<void>((resolve) => dialogue.stop.addEventListener('abort', () => resolve(), { once: true }));
      await b.terminal.take(command, dialogue, { ...b.terminal.status(command), resultCode: 0x6c });
    };
    const outcome = b.driver.sale(sale(), b.session);
    await b.clock.advanceUntil(() => b.session.stages.length > 0);
    b.session.controller.abort();
    expect(await b.clock.complete(outcome)).toMatchObject({ outcome: 'cancelled', decline: { code: 'cancelled_by_cashier' } });
    expect(b.terminal.booked).toEqual([]);
  });

  it('that comes too late loses against the approval', async () => {
    b.terminal.onMoney = async (command, dialogue) => {
      await dialogue.say(writeIntermediate(0x04));
      await b.clock.sleep(3_000);
      await b.terminal.take(command, dialogue);
    };
    const outcome = b.driver.sale(sale(), b.session);
    await b.clock.advanceUntil(() => b.session.stages.length > 0);
    b.session.controller.abort();
    expect((await b.clock.complete(outcome)).outcome).toBe('approved');
  });
});

describe('a terminal that refuses the order', () => {
  const BUSY = 0x9c;
  it.each([
    [BUSY, 'declined'],
    [0x6b, 'declined'],
    [0xa1, 'declined'],
  ])('with %i has not begun: a plain refusal', async (error, outcome) => {
    b.terminal.refusal = ({ kind }) => (kind === 'authorization' ? error : null);
    const told = await run();
    expect(told.outcome).toBe(outcome);
    // What is in the terminal's way is told as that, and not as a refused card.
    if (error === BUSY) expect(told).toMatchObject({ decline: { code: 'not_sent', retry: 'later' } });
    expect(b.session.alerts).toEqual([]);
  });

  it('in a way that no table explains is told to people too', async () => {
    b.terminal.refusal = ({ kind }) => (kind === 'authorization' ? 0x99 : null);
    expect((await run()).outcome).toBe('declined');
    expect(b.session.alerts).toEqual([{ kind: 'unmapped_code', code: '99', detail: 'code 99 on sale' }]);
  });

  it('with a code that no table explains is told to people', async () => {
    b.terminal.resultCode = 0x99;
    expect((await run()).outcome).toBe('unknown');
    expect(b.session.alerts).toEqual([{ kind: 'unmapped_code', code: '99', detail: 'code 99 on sale' }]);
  });
});

it('no frame holds a whole card number, and people are told that the terminal sent one', async () => {
  b.terminal.told = { pan: '4111111111111111' };
  expect(await run()).toMatchObject({ outcome: 'approved', result: { cardMask: '411111******1111' } });
  expect(b.session.alerts.map(({ kind }) => kind)).toContain('full_card_number');
  for (const { bytes } of b.session.frames) expect(toHex(bytes)).not.toContain('4111111111111111');
});
