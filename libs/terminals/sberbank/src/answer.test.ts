import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isBareRefusal, judgeResult, type Judgement, type RunKnowledge } from './answer.ts';
import { encodeText, ENCODINGS, type EncodingName } from './encodings.ts';
import { readLeft } from './left-answer.ts';
import { classifyOrder } from './result-map.ts';
import { judgeStatus, type StatusJudgement } from './status-answer.ts';
import { APPROVED, REFERENCE, TID } from './testing/bench.ts';
import { serializeResultFile, type ResultFields } from './terminal-result.ts';

const RUN: RunKnowledge = { requestId: REFERENCE, tid: TID, end: 'watched', startedFileTimeMs: 1_000_000, ranForMs: null, previous: null };
const NO_IDS: RunKnowledge = { ...RUN, requestId: null };
const QUERY_ID = 'AB000002';

const found = (bytes: Uint8Array, modifiedAtMs = 1_000_500): Parameters<typeof judgeResult>[0] =>
  readLeft({ result: { bytes, modifiedAtMs, oversize: false }, slip: null, fullCardNumberIn: [] }, 'auto').found;
const judge = (bytes: Uint8Array, over: Partial<RunKnowledge> = {}): Judgement => judgeResult(found(bytes), { ...RUN, ...over });
const file = (over: Partial<ResultFields> = {}, lines?: number, encoding: EncodingName = 'cp866'): Uint8Array =>
  serializeResultFile({ ...APPROVED, ...over }, { encoding, ...(lines === undefined ? {} : { lines }) });
const distrust = (judged: Judgement | StatusJudgement): string | null => (judged.trusted ? null : judged.distrust);
/** What would be told: the outcome, or `unknown` where the file proves nothing. */
const told = (judged: Judgement): string => (judged.trusted ? `${classifyOrder(judged.file.code, 'sale').verdict} ${judged.file.code}` : 'unknown');

describe('a refusal without an id', () => {
  const late = (atMs: number, over: Partial<RunKnowledge> = {}): string | null =>
    distrust(judgeResult(found(file({ code: 4451 }, 1), atMs), { ...NO_IDS, ranForMs: 60_000, ...over }));

  it('that lay there long before the run ended is the late answer of another run', () => {
    expect([late(1_049_999), late(1_050_000), late(1_060_100)]).toEqual(['stale', null, null]);
  });

  it('is judged without its age where the run was not seen from its start', () => expect(late(1_000_500, { ranForMs: null })).toBeNull());
});

describe('an approval', () => {
  it('is one with code 0 and our id', () => expect(judge(file())).toMatchObject({ trusted: true, idEchoed: true }));

  it("stays one however the program ended: the payment's outcome is in the file", () => {
    for (const end of ['watched', 'crashed', 'killed', 'not_watched'] as const) expect(judge(file(), { end }).trusted).toBe(true);
  });

  it.each([
    ['without an id', file({ requestId: '00000000' }), 'no_id'],
    ['of old software, where ids are expected', file({}, 11), 'no_id'],
    ['of one line', file({}, 1), 'no_id'],
    ['with another id', file({ requestId: 'FB98B5D5' }), 'foreign_id'],
    ['with the beginning of our id', file({ requestId: 'FB98B5D' }), 'foreign_id'],
    ['with our id and more', file({ requestId: 'FB98B5D400' }), 'foreign_id'],
    ['of another terminal', file({ terminalId: '00459992' }), 'other_terminal'],
  ])('is none %s', (_, bytes, reason) => expect(distrust(judge(bytes))).toBe(reason));

  it("is none when the file is older than the run, as a file system of two seconds' grain can tell", () => {
    expect(distrust(judgeResult(found(file(), 997_999), RUN))).toBe('stale');
    expect(judgeResult(found(file(), 998_000), RUN).trusted).toBe(true);
  });

  it('is none when the very same approval lay there before', () => {
    expect(distrust(judge(file(), { previous: file() }))).toBe('stale');
    expect(judge(file(), { previous: file({ rrn: '000000000001' }) }).trusted).toBe(true);
  });

  it("does not ask for the terminal's id where none is known or none is given", () => {
    expect(judge(file({ terminalId: '00459992' }), { tid: null }).trusted).toBe(true);
    expect(judge(file({ terminalId: '' })).trusted).toBe(true);
    expect(judge(file({}), { tid: ' 00459991 ' }).trusted).toBe(true);
  });
});

describe('an approval of software without request ids', () => {
  const old = (lines: number): Uint8Array => file({}, lines);

  it('needs lines 0 to 9, each with its end, from a run that ended before our eyes', () => {
    for (let lines = 1; lines < 10; lines += 1) expect(distrust(judge(old(lines), NO_IDS))).toBe('cut');
    for (let lines = 10; lines <= 23; lines += 1) expect(judge(old(lines), NO_IDS).trusted).toBe(true);
    expect(distrust(judge(old(10).subarray(0, -2), NO_IDS))).toBe('cut');
    expect(distrust(judge(old(10).subarray(0, -1), NO_IDS))).toBe('cut');
    for (const end of ['crashed', 'killed', 'not_watched'] as const) expect(judge(old(11), { ...NO_IDS, end }).trusted).toBe(false);
  });

  it('is not that of another terminal or an old one', () => {
    expect(distrust(judge(file({ terminalId: '00459992' }, 11), NO_IDS))).toBe('other_terminal');
    expect(distrust(judge(old(11), { ...NO_IDS, previous: old(11) }))).toBe('stale');
  });
});

describe('a refusal', () => {
  const one = file({ code: 4451 }, 1);

  it('of software without ids may be one line, from a run that ended before our eyes', () => {
    expect(told(judge(one, { requestId: null }))).toBe('declined 4451');
    expect(told(judge(encodeText('2000,ОПЕРАЦИЯ ПРЕРВАНА\n', 'cp1251'), { requestId: null }))).toBe('cancelled 2000');
  });

  it('that lacks our id where ids are known is none by itself, however young it is: the device is asked', () => {
    for (const bytes of [one, file({ code: 4451 }, 11), file({ code: 4451, requestId: '00000000' })]) {
      const judged = judge(bytes, { ranForMs: 400 });
      expect([distrust(judged), isBareRefusal(judged)]).toEqual(['no_id', true]);
    }
    expect(isBareRefusal(judge(file({}, 1)))).toBe(false);
    expect(isBareRefusal(judge(one, { end: 'killed' }))).toBe(false);
  });

  it('is none from a run that crashed, was killed or was not seen to end', () => {
    expect(distrust(judge(one, { end: 'crashed' }))).toBe('crashed');
    expect(distrust(judge(one, { end: 'not_watched' }))).toBe('crashed');
    expect(distrust(judge(one, { end: 'killed' }))).toBe('killed');
  });

  it('counts after a crash when it carries our id, but never after a kill', () => {
    const whole = file({ code: 4451 });
    expect(told(judge(whole, { end: 'crashed' }))).toBe('declined 4451');
    expect(told(judge(whole, { end: 'not_watched' }))).toBe('declined 4451');
    expect(distrust(judge(whole, { end: 'killed' }))).toBe('killed');
  });

  it('is none with another id or of another terminal', () => {
    expect(distrust(judge(file({ code: 4451, requestId: 'FB98B5D5' })))).toBe('foreign_id');
    expect(distrust(judge(file({ code: 4451, terminalId: '00459992' })))).toBe('other_terminal');
  });

  it('is none when its first line has no end: 445 may have been 4451', () => {
    for (const text of ['4', '44', '445', '4451', '4451,', '4451,НЕДОСТАТОЧНО', '4451\r'])
      expect(distrust(judge(encodeText(text, 'cp866')))).toBe('open_first_line');
  });

  it('is none of a length that this software never writes', () => {
    for (let lines = 2; lines < 10; lines += 1) expect(distrust(judge(file({ code: 4451 }, lines)))).toBe('cut');
    expect(told(judge(file({ code: 4451 }, 11), { requestId: null }))).toBe('declined 4451');
    expect(distrust(judge(encodeText('4451,X\r\n5469', 'cp866')))).toBe('cut');
  });
});

describe('no file', () => {
  it('is no answer', () => {
    expect(distrust(judgeResult({ found: 'missing' }, RUN))).toBe('missing');
    expect(distrust(judgeResult({ found: 'oversize' }, RUN))).toBe('oversize');
    expect(distrust(judge(new Uint8Array()))).toBe('empty');
    expect(distrust(judge(Uint8Array.from([0, 1, 2, 3])))).toBe('binary');
  });
});

describe.each(ENCODINGS)('a file cut at any offset, in %s', (encoding) => {
  const idEnd = (bytes: Uint8Array): number => bytes.length - encodeText('00040005\r\n\r\n\r\n', encoding).length;

  it.each(['\r\n', '\n'] as const)("is an approval only from the end of the id's line on (line end %j)", (lineEnd) => {
    const bytes = serializeResultFile(APPROVED, { encoding, lineEnd });
    const end = bytes.length - encodeText(`00040005${lineEnd}${lineEnd}${lineEnd}`, encoding).length;
    for (let length = 0; length < end; length += 1) expect([length, told(judge(bytes.subarray(0, length)))]).toEqual([length, 'unknown']);
    for (let length = end; length <= bytes.length; length += 1) expect(told(judge(bytes.subarray(0, length)))).toBe('approved 0');
  });

  it('is never an approval of software without ids before its tenth line end', () => {
    const bytes = file({}, 10, encoding);
    for (let length = 0; length < bytes.length; length += 1)
      expect([length, told(judge(bytes.subarray(0, length), NO_IDS))]).toEqual([length, 'unknown']);
    expect(told(judge(bytes, NO_IDS))).toBe('approved 0');
  });

  it.each([4451, 2000, 4134, 4455])('is never another code than %i, nor an approval', (code) => {
    for (const lines of [1, 11, 23]) {
      const bytes = file({ code }, lines, encoding);
      const run = lines === 23 ? {} : { requestId: null };
      const whole = told(judge(bytes, run));
      for (let length = 0; length < bytes.length; length += 1) expect(['unknown', whole]).toContain(told(judge(bytes.subarray(0, length), run)));
      expect(whole).toMatch(new RegExp(` ${code}$`));
    }
  });

  it('that belongs to another request is neither yes nor no once its id can be seen', () => {
    for (const code of [0, 4451, 2000]) {
      const bytes = file({ code, requestId: '12345678' }, 23, encoding);
      for (let length = 0; length <= bytes.length; length += 1) {
        const verdict = told(judge(bytes.subarray(0, length)));
        expect(verdict.startsWith('approved')).toBe(false);
        if (length >= idEnd(bytes)) expect(verdict).toBe('unknown');
      }
    }
  });
});

describe('in general', () => {
  const anyFields = fc.record({
    code: fc.constantFrom(0, 2000, 4451, 99, 4134, 4311, 9999),
    requestId: fc.constantFrom(REFERENCE, '00000000', '12345678', 'FB98B5D5'),
    terminalId: fc.constantFrom(TID, '00459992', ''),
    message: fc.constantFrom('', 'ОДОБРЕHО', '0', 'ОТКАЗ'),
    rrn: fc.constantFrom('', '159981153122'),
  });
  const shape = fc.record({
    encoding: fc.constantFrom(...ENCODINGS),
    lines: fc.integer({ min: 1, max: 23 }),
    lineEnd: fc.constantFrom('\r\n' as const, '\n' as const),
  });

  it('no foreign or cut file is ever an approval', () => {
    fc.assert(
      fc.property(anyFields, shape, fc.double({ min: 0, max: 1, noNaN: true }), (fields, form, share) => {
        const bytes = serializeResultFile(fields, form);
        const judged = judge(bytes.subarray(0, Math.round(bytes.length * share)));
        const approved = judged.trusted && judged.file.code === 0;
        return !approved || (fields.code === 0 && fields.requestId === REFERENCE && fields.terminalId !== '00459992' && form.lines > 19);
      }),
      { numRuns: 1000 },
    );
  });

  it('no cut file is ever a refusal with another code than the whole one', () => {
    fc.assert(
      fc.property(anyFields, shape, fc.double({ min: 0, max: 1, noNaN: true }), (fields, form, share) => {
        const bytes = serializeResultFile(fields, form);
        const judged = judge(bytes.subarray(0, Math.round(bytes.length * share)));
        return !judged.trusted || judged.file.code === fields.code;
      }),
      { numRuns: 1000 },
    );
  });

  it('one changed byte never makes an approval out of another answer', () => {
    fc.assert(
      fc.property(
        anyFields.filter(({ code }) => code !== 0),
        shape,
        fc.nat(),
        fc.integer({ min: 0, max: 255 }),
        (fields, form, at, byte) => {
          const bytes = serializeResultFile(fields, form);
          bytes[at % bytes.length] = byte;
          const judged = judge(bytes);
          return !judged.trusted || judged.file.code !== 0;
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('arbitrary bytes are neither', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 600 }), (bytes) => {
        const judged = judge(bytes);
        return !judged.trusted || judged.file.code !== 0;
      }),
      { numRuns: 1000 },
    );
  });
});

describe('the answer to a status query', () => {
  const status = (bytes: Uint8Array, over: object = {}): StatusJudgement =>
    judgeStatus(found(bytes), {
      askedId: REFERENCE,
      queryId: QUERY_ID,
      tid: TID,
      end: 'watched',
      startedFileTimeMs: 1_000_000,
      previous: null,
      ...over,
    });

  it('says whose id it carries', () => {
    expect(status(file())).toMatchObject({ trusted: true, echo: 'asked' });
    expect(status(file({ requestId: QUERY_ID }))).toMatchObject({ trusted: true, echo: 'own' });
    expect(status(file({ requestId: '00000000' }))).toMatchObject({ trusted: true, echo: 'none' });
    expect(status(file({ code: 4311 }, 1))).toMatchObject({ trusted: true, echo: 'none' });
  });

  it('is none with a third id, of another terminal, too old, cut, or from a query that did not end in order', () => {
    expect(distrust(status(file({ requestId: '12345678' })))).toBe('foreign_id');
    expect(distrust(status(file({ terminalId: '00459992' })))).toBe('other_terminal');
    expect(distrust(status(file(), { startedFileTimeMs: 2_000_000 }))).toBe('stale');
    expect(distrust(status(file({ code: 4311 }, 4)))).toBe('cut');
    expect(distrust(status(file({ code: 4311 }, 1), { end: 'crashed' }))).toBe('crashed');
    expect(distrust(status(file({ code: 4311 }, 1), { end: 'killed' }))).toBe('killed');
    expect(
      distrust(
        judgeStatus(
          { found: 'missing' },
          { askedId: REFERENCE, queryId: QUERY_ID, tid: TID, end: 'watched', startedFileTimeMs: null, previous: null },
        ),
      ),
    ).toBe('missing');
  });

  it('cut anywhere is never an absence that the whole was not', () => {
    const bytes = file({ code: 431 }, 23);
    for (let length = 0; length <= bytes.length; length += 1) {
      const judged = status(bytes.subarray(0, length));
      expect(judged.trusted && judged.file.code === 4311).toBe(false);
    }
  });
});
