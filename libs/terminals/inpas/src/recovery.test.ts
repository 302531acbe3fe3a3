import { describe, expect, it } from 'vitest';
import { answers, bench, fallsSilent, longAsked, order, recoveryQuery, RRN, TID, type Bench } from './testing/bench.ts';
import type { InpasSettings } from './settings.ts';
import type { TerminalReply } from './terminal-messages.ts';

/** The copy of the order that is asked about, as a terminal gives it that answers with the operation itself. */
const OURS: Partial<TerminalReply> = { operation: 1, transactionId: '123456789', amountMinor: 12345n };
const OTHER: Partial<TerminalReply> = { ...OURS, transactionId: '555555555', hostTime: '20260115080000' };

async function asked(copy: Partial<TerminalReply>, over: { settings?: Partial<InpasSettings>; agoMs?: number; intact?: boolean } = {}) {
  const made = bench(over.settings);
  const agoMs = over.agoMs ?? 10_000;
  const query = recoveryQuery(made.clock.now() - agoMs, { memoryIntact: over.intact ?? true });
  if (agoMs >= LATER) await longAsked(made, query);
  made.script = [answers(copy)];
  made.requests.splice(0);
  return { made, finding: await made.clock.complete(made.driver.recover(query, made.session)) };
}
const LATER = 400_000;

describe('the copy of the last operation', () => {
  it('is asked for under another number than the order’s', async () => {
    const { made } = await asked(OURS);
    expect(made.requests).toEqual([expect.objectContaining({ kind: 'copy', terminalId: TID })]);
    expect(made.requests[0]?.transactionId).not.toBe('123456789');
  });

  it('proves the approval that it is of', async () => {
    const { finding } = await asked(OURS);
    expect(finding).toMatchObject({
      finding: 'approved',
      rung: 1,
      result: { rrn: RRN, authCode: '871341', approvedAmountMinor: 12345n, executedAs: 'sale' },
      evidence: { echo: '123456789', operation: 1 },
    });
  });

  it.each([
    ['a refusal', { status: 16, hostCode: '51' }, 'declined'],
    ['a stop', { status: 53, hostCode: null }, 'cancelled'],
  ])('proves %s', async (_name, over, expected) => {
    expect((await asked({ ...OURS, ...over })).finding).toMatchObject({ finding: expected, rung: 1 });
  });

  it.each([
    ['no number', { transactionId: null }],
    ['the copy’s own code', { operation: 63, command: 22 }],
    ['no code', { operation: 63 }],
    ['another amount', { amountMinor: 99n }],
    ['no amount', { amountMinor: null }],
    ['neither reference nor code of the bank', { rrn: null, authCode: null }],
    ['another terminal', { terminalId: '00999999' }],
    ['another operation', { operation: 29 }],
    ['an unknown status', { status: 0 }],
    ['no status', { status: null }],
    ['the bank’s code against it', { hostCode: '51' }],
  ] as const)('proves no approval with %s', async (_name, over) => {
    for (const agoMs of [10_000, LATER]) {
      const { finding } = await asked({ ...OURS, ...over }, { agoMs, settings: { copyProvesAbsence: true } });
      expect(['cannot_tell', 'in_progress']).toContain(finding.finding);
    }
  });

  it('of an operation that answers under the question’s number says nothing about whom it is of', async () => {
    const made = bench({ copyProvesAbsence: true });
    const query = recoveryQuery(made.clock.now() - LATER);
    await longAsked(made, query);
    made.script = [({ reply }) => reply({ operation: 1, amountMinor: 12345n })];
    const finding = await made.clock.complete(made.driver.recover(query, made.session));
    // Its number is our question's: it may be anybody's last sale.
    expect(finding).toMatchObject({ finding: 'cannot_tell', conclusive: true, evidence: { copyOf: 'not_told' } });
  });

  it('tells people of a status that no table explains', async () => {
    const { made, finding } = await asked({ ...OURS, status: 78 });
    expect(finding).toMatchObject({ finding: 'cannot_tell', conclusive: true });
    expect(made.session.alertKinds).toEqual(['unmapped_code']);
  });
});

describe('a copy of another operation', () => {
  it('proves nothing while the terminal may still work on ours', async () => {
    const { finding } = await asked(OTHER, { settings: { copyProvesAbsence: true } });
    expect(finding).toMatchObject({ finding: 'in_progress', evidence: { copyOf: 'other' } });
  });

  it('proves absence by setting only, and only where the terminal had no reason to forget', async () => {
    expect((await asked(OTHER, { agoMs: LATER })).finding).toMatchObject({ finding: 'cannot_tell', conclusive: true });
    const settings = { copyProvesAbsence: true };
    expect((await asked(OTHER, { agoMs: LATER, settings })).finding).toMatchObject({ finding: 'not_found_proven', rung: 1 });
    expect((await asked(OTHER, { agoMs: LATER, settings, intact: false })).finding).toMatchObject({ finding: 'cannot_tell', conclusive: true });
  });

  it('proves nothing where it is newer than the order, or does not say when it was', async () => {
    const settings = { copyProvesAbsence: true };
    // The order left at 11:53:20 Moscow time; somebody took money on the terminal itself after it.
    for (const hostTime of ['20260115115330', '20260115115200', '20260116000000', null]) {
      expect((await asked({ ...OTHER, hostTime }, { agoMs: LATER, settings })).finding).toMatchObject({ finding: 'cannot_tell', conclusive: true });
    }
    expect((await asked({ ...OTHER, hostTime: '20260115115000' }, { agoMs: LATER, settings })).finding.finding).toBe('not_found_proven');
  });

  const nothing = { operation: 63, command: 22, commandStatus: 1, status: null, amountMinor: null, receipt: null } as const;
  const strangers: readonly (readonly [string, Partial<TerminalReply>])[] = [
    ['the copy of our own order', OURS],
    ['the copy of another one', OTHER],
    ['no copy', nothing],
  ];
  it.each(strangers)('or anything else from a terminal with another TID proves nothing, and the terminal is put out of use: %s', async (_, copy) => {
    const settings = { copyProvesAbsence: true };
    for (const [agoMs, finding] of [
      [10_000, { finding: 'in_progress' }],
      [LATER, { finding: 'cannot_tell', conclusive: false }],
    ] as const) {
      const told = await asked({ ...copy, terminalId: '00999999' }, { agoMs, settings });
      expect(told.finding).toMatchObject({ ...finding, evidence: { distrust: 'other_terminal' } });
      expect(told.made.session.alertKinds).toEqual(['terminal_mismatch']);
    }
  });

  it('or of none at all is the same', async () => {
    const nothing = { operation: 63, command: 22, commandStatus: 1, status: null, amountMinor: null, receipt: null };
    expect((await asked(nothing, { agoMs: LATER })).finding).toMatchObject({ finding: 'cannot_tell', conclusive: true });
    expect((await asked(nothing, { agoMs: LATER, settings: { copyProvesAbsence: true } })).finding).toMatchObject({ finding: 'not_found_proven' });
    expect((await asked({ ...nothing, commandStatus: 2 }, { agoMs: LATER, settings: { copyProvesAbsence: true } })).finding).toMatchObject({
      finding: 'cannot_tell',
      conclusive: false,
    });
  });
});

describe('a terminal that gives no answer', () => {
  const silent = async (agoMs: number, prepare: (made: Bench) => void) => {
    const made = bench();
    const query = recoveryQuery(made.clock.now() - agoMs);
    if (agoMs >= LATER) await longAsked(made, query);
    prepare(made);
    return made.clock.complete(made.driver.recover(query, made.session));
  };

  it('is asked again: it may be busy with the guest', async () => {
    expect(await silent(10_000, (made) => (made.script = [fallsSilent]))).toMatchObject({ finding: 'in_progress' });
    expect(await silent(LATER, (made) => (made.script = [fallsSilent]))).toMatchObject({ finding: 'cannot_tell', conclusive: false });
  });

  it('or cannot be reached, is asked again', async () => {
    expect(await silent(LATER, (made) => made.wires.refuseNext())).toMatchObject({ finding: 'cannot_tell', conclusive: false });
    expect(await silent(LATER, (made) => (made.session.mayNotSend = true))).toMatchObject({ finding: 'cannot_tell', conclusive: false });
  });
});

it('has no answer about operations that this protocol does not have', async () => {
  const made = bench();
  const query = recoveryQuery(made.clock.now(), { operation: 'preauthorization' });
  expect(await made.driver.recover(query, made.session)).toMatchObject({ finding: 'cannot_tell', conclusive: true });
  expect(made.requests).toEqual([]);
});

it('finds a refund that the terminal ran as a void', async () => {
  const made = bench();
  made.script = [answers({ ...OURS, operation: 4 })];
  const query = recoveryQuery(made.clock.now(), { operation: 'refund', order: order() });
  expect(await made.clock.complete(made.driver.recover(query, made.session))).toMatchObject({ finding: 'approved', result: { executedAs: 'void' } });
});

describe('the time in which the terminal may still work on an order', () => {
  const OLDER = { operation: 1, transactionId: '111111111', status: 1, hostTime: '20260115100000' } as const;
  /** A sale whose answer is lost at 12:00 Moscow time, and a question in which the terminal tells of an older one. */
  async function lostSale(): Promise<{ readonly made: Bench; readonly ask: () => Promise<string> }> {
    const made = bench({ copyProvesAbsence: true });
    const sentAtMs = made.clock.now();
    made.script = [({ line }) => line.break(), answers(OLDER)];
    expect((await made.clock.complete(made.driver.sale(order(), made.session))).outcome).toBe('unknown');
    const ask = async () => (await made.clock.complete(made.driver.recover(recoveryQuery(sentAtMs), made.session))).finding;
    return { made, ask };
  }

  it('is not over because the wall clock was set ahead', async () => {
    const { made, ask } = await lostSale();
    made.clock.jump(3_600_000);
    expect(await ask()).toBe('in_progress');
    await made.clock.advance(310_000);
    expect(await ask()).toBe('not_found_proven');
  });

  it('is over in its time, also where the wall clock was set back', async () => {
    const { made, ask } = await lostSale();
    made.clock.jump(-3_600_000);
    await made.clock.advance(310_000);
    expect(await ask()).not.toBe('in_progress');
  });
});
