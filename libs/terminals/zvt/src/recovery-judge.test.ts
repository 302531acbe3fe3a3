import type { Evidence, RecoveryFinding, RecoveryQuery } from '@payport/terminals-core';
import { describe, expect, it } from 'vitest';
import { factsBefore, factsOfAnswer, markOf, markOfStatus, NO_RECORD, readFacts, type LastRecord } from './last-record.ts';
import type { StatusInformation } from './messages.ts';
import { parseBytes } from './parser.ts';
import { judge } from './recovery.ts';
import { RESULT_ROWS } from './tables/result-codes.ts';
import { writeStatus, writeTotals, type ToldStatus } from './terminal.ts';
import { RecordedSession, sale, TID } from './testing/bench.ts';

const NOW = Date.UTC(2026, 0, 15, 12);

function statusOf(changes: ToldStatus = {}): StatusInformation {
  const told = {
    resultCode: 0,
    amountMinor: 1_000n,
    currency: '0978',
    receipt: '0041',
    trace: '000041',
    date: '0115',
    time: '101112',
    terminalId: TID,
  };
  const message = parseBytes(writeStatus({ ...told, authCode: 'A0041', ...changes }));
  if (message?.kind !== 'status') throw new Error('no status');
  return message.status;
}
const record = (changes: ToldStatus = {}): LastRecord => ({ found: 'record', status: statusOf(changes) });
const BEFORE = statusOf({ receipt: '0040', trace: '000040', time: '090000' });
const MARKED = factsBefore(markOfStatus(BEFORE));

interface Asked {
  readonly last?: LastRecord;
  readonly kept?: readonly Evidence[];
  readonly query?: Partial<RecoveryQuery>;
  readonly recordProvesAbsence?: boolean;
}
function judged({ last = record(), kept = [MARKED], query = {}, recordProvesAbsence = true }: Asked): {
  readonly found: RecoveryFinding;
  readonly alerts: readonly string[];
} {
  const session = new RecordedSession();
  const whole: RecoveryQuery = { operation: 'sale', order: sale(), dispatchedAtMs: NOW, memoryIntact: true, alike: [], kept, ...query };
  return { found: judge(last, whole, session, { nowMs: NOW, recordProvesAbsence }), alerts: session.alerts.map(({ kind }) => kind) };
}
const findingOf = (asked: Asked): string => {
  const { found } = judged(asked);
  return found.finding === 'cannot_tell' ? `cannot_tell ${found.conclusive ? 'for good' : 'yet'}` : found.finding;
};

describe('the last record against what was kept of the order', () => {
  it.each<[string, Asked, string]>([
    ['a new record over the order’s amount is the order’s', {}, 'approved'],
    ['the record from before it proves that nothing was stored since', { last: { found: 'record', status: BEFORE } }, 'not_found_proven'],
    [
      'and proves nothing where the terminal may have forgotten',
      { last: { found: 'record', status: BEFORE }, query: { memoryIntact: false } },
      'cannot_tell for good',
    ],
    [
      'nor where its terminal may keep an old record over a new operation, by setting',
      { last: { found: 'record', status: BEFORE }, recordProvesAbsence: false },
      'cannot_tell for good',
    ],
    ['and there a new record is the order’s all the same', { recordProvesAbsence: false }, 'approved'],
    ['nothing kept at all: the order never left', { kept: [] }, 'not_found_proven'],
    ['nor that, where the terminal may have forgotten', { kept: [], query: { memoryIntact: false } }, 'cannot_tell for good'],
    ['no record tells nothing', { last: { found: 'none', code: 0x83 } }, 'cannot_tell for good'],
    ['no record before, and one now: it may be older than the order', { kept: [factsBefore(NO_RECORD)] }, 'cannot_tell for good'],
    ['unless it is the answer that we saw', { kept: [factsBefore(NO_RECORD), factsOfAnswer(statusOf())] }, 'approved'],
    [
      'and not where that had another number',
      { kept: [factsBefore(NO_RECORD), factsOfAnswer(statusOf({ receipt: '0042' }))] },
      'cannot_tell for good',
    ],
    ['the number of the answer that we saw', { kept: [MARKED, factsOfAnswer(statusOf())] }, 'approved'],
    [
      'another number than the answer that we saw: it may be the undoing',
      { kept: [MARKED, factsOfAnswer(statusOf({ receipt: '0099' }))] },
      'cannot_tell for good',
    ],
    ['another amount', { last: record({ amountMinor: 999n }) }, 'cannot_tell for good'],
    ['no amount', { last: record({ amountMinor: null }) }, 'cannot_tell for good'],
    ['another currency', { last: record({ currency: '0756' }) }, 'cannot_tell for good'],
    ['no currency: the terminal was not told one', { last: record({ currency: null }) }, 'approved'],
    ['an end of day', { last: record({ totals: writeTotals('0001', '0041', []) }) }, 'cannot_tell for good'],
    ['another payment’s authorization', { query: { alike: ['A0041'] } }, 'cannot_tell for good'],
    ['nobody’s authorization', { query: { alike: ['B0001', null] } }, 'approved'],
    ['another terminal', { last: record({ terminalId: '29001007' }) }, 'cannot_tell for good'],
    ['no terminal', { last: record({ terminalId: null }) }, 'approved'],
    ['this terminal, written without its zeros', { query: { order: sale({ tid: TID.replace(/^0+/, '') }) } }, 'approved'],
    ['a terminal that nobody registered yet', { query: { order: sale({ tid: null }) } }, 'approved'],
    [
      'a booking that names what it gives back',
      { last: record({ amountMinor: 700n }), query: { operation: 'capture' }, kept: [factsBefore(markOfStatus(BEFORE), 700n)] },
      'approved',
    ],
    ['a booking over any other amount', { last: record({ amountMinor: 700n }), query: { operation: 'capture' } }, 'cannot_tell for good'],
  ])('%s', (_name, asked, finding) => expect(findingOf(asked)).toBe(finding));

  it('a record of another terminal is told to people', () => {
    expect(judged({ last: record({ terminalId: '29001007' }) }).alerts).toEqual(['terminal_mismatch']);
    expect(judged({}).alerts).toEqual([]);
  });

  it.each([
    [{ receipt: '0042' }, 'approved'],
    [{ time: '101113' }, 'approved'],
    [{ trace: '000042' }, 'approved'],
    [{ date: '0116' }, 'approved'],
  ] as const)('differs from the one before already by %j', (changes, finding) => {
    const before = factsBefore(markOfStatus(statusOf()));
    expect(findingOf({ last: record(changes), kept: [before] })).toBe(finding);
    expect(findingOf({ last: record(), kept: [before] })).toBe('not_found_proven');
  });
});

describe('every result that a terminal can have stored', () => {
  it.each(RESULT_ROWS.map(([code, resultClass]) => ({ code, resultClass })))('$code ($resultClass)', ({ code, resultClass }) => {
    const expected =
      resultClass === 'cancel' ? 'cancelled' : resultClass === 'comms' || resultClass === 'system' ? 'cannot_tell for good' : 'declined';
    expect(findingOf({ last: record({ resultCode: code }) })).toBe(expected);
  });

  it.each([1, 5, 51, 99])('the host’s %i is a refusal in words', (resultCode) => {
    const { found } = judged({ last: record({ resultCode }) });
    expect(found).toMatchObject({ finding: 'declined', rung: 2, decline: { terminalCode: String(resultCode).padStart(2, '0') } });
  });

  it('none of them is an approval, but 0', () => {
    for (let resultCode = 1; resultCode < 256; resultCode += 1) expect(findingOf({ last: record({ resultCode }) })).not.toBe('approved');
    expect(findingOf({ last: record({ resultCode: null }) })).toBe('cannot_tell for good');
  });

  it('a refusal over another amount is another order’s: it proves nothing either', () => {
    expect(findingOf({ last: record({ resultCode: 51, amountMinor: 999n }) })).toBe('cannot_tell for good');
  });

  it('a refusal needs no amount, where the terminal tells none', () => {
    expect(findingOf({ last: record({ resultCode: 51, amountMinor: null }) })).toBe('declined');
  });
});

describe('what is found', () => {
  it.each([
    ['sale', 'sale'],
    ['refund', 'refund'],
    ['void', 'void'],
    ['preauthorization', null],
    ['release', null],
  ] as const)('of a %s is told as %s', (operation, executedAs) => {
    const { found } = judged({ query: { operation } });
    expect(found).toMatchObject({
      finding: 'approved',
      result: { executedAs, stan: '0041', authCode: 'A0041', slip: null, approvedAmountMinor: 1_000n },
    });
  });

  it('has its reasons beside it', () => {
    const { found } = judged({ kept: [MARKED, factsOfAnswer(statusOf())] });
    expect(found.evidence).toEqual({
      before: markOfStatus(BEFORE),
      last: markOfStatus(statusOf()),
      answerKept: true,
      keptReceipt: '0041',
      resultCode: 0,
    });
  });
});

describe('the mark of a record', () => {
  it('is none where the terminal said nothing, and a word of its own where it has no record', () => {
    expect(markOf({ found: 'no_answer' })).toBeNull();
    expect(markOf({ found: 'none', code: 0x83 })).toBe(NO_RECORD);
    expect(markOf(record())).toBe('0041/000041/-/0115/101112/1000');
  });

  it('is kept before the order, and read back as the newest that is a text', () => {
    expect(readFacts([factsBefore('a'), factsBefore('b'), { before: 7 }, { before: null }])).toMatchObject({ before: 'b', answered: false });
    expect(readFacts([factsOfAnswer(statusOf({ receipt: null }))])).toEqual({ before: null, receipt: null, answered: true, unusedMinor: null });
  });
});
