import { ManualClock, ScriptedFolder } from '@payport/testing';
import type { ProgramRun } from '@payport/terminals-core';
import { describe, expect, it } from 'vitest';
import { encodeText } from '../code-page.ts';
import { replyFields } from '../terminal-messages.ts';
import { approvalOf } from '../testing/bench.ts';
import { attend } from './attend.ts';
import { ConsoleFolder, type LeftAnswer } from './console-folder.ts';
import { judgeFile, type RunKnowledge } from './judge-answer.ts';
import { writeResultFile } from './result-file.ts';
import type { RunLock } from './run-lock.ts';

const REQUEST = { kind: 'sale', operation: 1, transactionId: '123456789', amountMinor: 12345n } as never;
const bytesOf = (over: object = {}): Uint8Array => writeResultFile(replyFields(approvalOf(REQUEST, over)));
const LOCK: RunLock = { format: 1, holder: 'h', reference: '123456789', movesMoney: true, startedAtMs: 1, limitMs: 2, pid: 3, startToken: null };

async function left(over: object = {}, modifiedAtMs = 10_000): Promise<LeftAnswer> {
  const folder = new ScriptedFolder('/dc', new ManualClock());
  folder.put('result.txt', bytesOf(over), modifiedAtMs);
  return new ConsoleFolder(folder, 1_000).left();
}
const run = (over: Partial<RunKnowledge> = {}): RunKnowledge => ({
  ending: { end: 'watched', exit: { exitCode: 0, signal: null } },
  startedFileTimeMs: 9_000,
  previous: { found: 'missing' },
  number: '123456789',
  exitCodeTells: true,
  movesMoney: true,
  ...over,
});
const why = (judged: ReturnType<typeof judgeFile>): string => (judged.believed ? 'believed' : judged.why);
const ended = (end: 'watched' | 'crashed' | 'killed', exitCode: number | null) => ({ ending: { end, exit: { exitCode, signal: null } } });

describe('a result file', () => {
  it.each<[string, object, Partial<RunKnowledge>, string]>([
    ['a whole approval with exit code 0', {}, {}, 'believed'],
    ['a refusal with another exit code', { status: 16 }, ended('watched', 1), 'believed'],
    ['a refusal with exit code 0', { status: 16 }, {}, 'exit_code'],
    ['an approval with another exit code', {}, ended('watched', 7), 'exit_code'],
    ['an approval offline with exit code 0', { status: 17 }, {}, 'believed'],
    ['any exit code where it tells nothing', {}, { ...ended('watched', 7), exitCodeTells: false }, 'believed'],
    ['a crash under our number', {}, ended('crashed', null), 'believed'],
    ['a kill under our number', {}, ended('killed', null), 'believed'],
    ['a crash under another number', { transactionId: '1' }, ended('crashed', null), 'crashed'],
    ['a kill under another number', { transactionId: '1' }, ended('killed', null), 'killed'],
    ['a crash of a program without numbers', {}, { ...ended('crashed', null), number: null }, 'crashed'],
    ['a crash and a bare approval', { amountMinor: null }, ended('crashed', null), 'bare'],
    ['a question with any exit code', { status: 16 }, { movesMoney: false }, 'believed'],
    ['a question with a bare answer', { amountMinor: null }, { movesMoney: false }, 'believed'],
    ['a question of a run that crashed', { transactionId: null }, { ...ended('crashed', null), movesMoney: false }, 'crashed'],
    ['a close without an amount', { operation: 59, amountMinor: null }, {}, 'believed'],
    ['a void without an amount', { operation: 4, amountMinor: null }, {}, 'bare'],
    ['an undo without an amount', { operation: 53, amountMinor: null }, {}, 'bare'],
    ['a refusal without an amount', { status: 16, amountMinor: null }, ended('watched', 1), 'believed'],
    ['an unknown folder time', {}, { startedFileTimeMs: null }, 'believed'],
    ['a file of just before the lock, as coarse clocks have it', {}, { startedFileTimeMs: 11_999 }, 'believed'],
    ['a file of before the lock', {}, { startedFileTimeMs: 12_001 }, 'stale'],
  ])('of %s is %s', async (_name, over, knowledge, expected) => {
    expect(why(judgeFile(await left(over), run(knowledge)))).toBe(expected);
  });

  it('is stale where it is the approval that lay there before, and not where it is the same refusal', async () => {
    const before = await left();
    expect(why(judgeFile(await left(), run({ previous: before })))).toBe('stale');
    const refused = { status: 16, hostCode: '51' };
    expect(why(judgeFile(await left(refused), run({ previous: await left(refused), ...ended('watched', 1) })))).toBe('believed');
  });

  it('of a question may be the same as the one before: the last operation has not changed', async () => {
    expect(why(judgeFile(await left(), run({ previous: await left(), movesMoney: false })))).toBe('believed');
  });

  it.each([
    [{ found: 'missing' }, 'missing'],
    [{ found: 'oversize' }, 'oversize'],
    [{ found: 'unreadable', fault: 'cut', bytes: new Uint8Array() }, 'cut'],
    [{ found: 'unreadable', fault: 'twice', bytes: new Uint8Array() }, 'twice'],
  ] as const)('as %j is none', (found, expected) => expect(why(judgeFile(found, run()))).toBe(expected));
});

describe('the folder of the program', () => {
  const folderWith = (files: Record<string, Uint8Array>) => {
    const folder = new ScriptedFolder('/dc', new ManualClock());
    for (const [name, bytes] of Object.entries(files)) folder.put(name, bytes);
    return { folder, keeper: new ConsoleFolder(folder, 1_000) };
  };

  it('is taken by one run only, until that gives it back', async () => {
    const { folder, keeper } = folderWith({});
    expect([await keeper.claim(LOCK), await keeper.claim({ ...LOCK, holder: 'other' })]).toEqual([true, false]);
    expect(await keeper.lock()).toEqual(LOCK);
    await keeper.replace({ ...LOCK, pid: 77 });
    expect((await keeper.lock())?.pid).toBe(77);
    await keeper.release();
    expect([await keeper.lock(), await keeper.lockTimeMs(), folder.names]).toEqual([null, null, []]);
  });

  it('takes the slip of its own file, unless the result has one', async () => {
    const plain = { 'receipt.txt': encodeText('ЧЕК\r\n4111 1111 1111 1111') };
    const own = await folderWith({ ...plain, 'result.txt': bytesOf({ receipt: null }) }).keeper.left();
    expect(own.found === 'answer' && own.read.message.receipt?.slip).toBe('ЧЕК\n411111******1111');
    const other = await folderWith({ ...plain, 'result.txt': bytesOf() }).keeper.left();
    expect(other.found === 'answer' && other.read.message.receipt?.slip).not.toContain('ЧЕК');
    const huge = await folderWith({ 'receipt.txt': new Uint8Array(70_000).fill(0x41), 'result.txt': bytesOf({ receipt: null }) }).keeper.left();
    expect(huge.found === 'answer' && huge.read.message.receipt).toBeNull();
  });

  it('puts aside only what is an answer of somebody, cleaned, and finds it by the number', async () => {
    const { folder, keeper } = folderWith({ 'result.txt': bytesOf({ card: '4111111111111111' }) });
    await keeper.archive({ ...LOCK, reference: '' });
    expect(folder.names).toEqual(['result.txt']);
    await keeper.archive(LOCK);
    const found = await keeper.archived('123456789');
    expect(found.found === 'answer' && found.read.message).toMatchObject({ cardMask: '411111******1111', status: 1 });
    expect((await keeper.archived('5')).found).toBe('missing');
    await keeper.forget('123456789');
    expect((await keeper.archived('123456789')).found).toBe('missing');
    folder.put('result.txt', encodeText('nothing'));
    await keeper.archive(LOCK);
    expect(folder.names).toEqual(['result.txt']);
  });

  it('is cleared of both files, and says what lay there', async () => {
    const { folder, keeper } = folderWith({ 'result.txt': bytesOf(), 'receipt.txt': encodeText('x'), 'dc.log': encodeText('y') });
    expect((await keeper.clear()).found).toBe('answer');
    expect([folder.names, (await keeper.clear()).found]).toEqual([['dc.log'], 'missing']);
  });
});

describe('a run', () => {
  const runOf = (clock: ManualClock, over: Partial<ProgramRun>): ProgramRun => ({
    pid: 1,
    startToken: null,
    ended: new Promise(() => undefined),
    kill: () => Promise.resolve(),
    ...over,
  });

  it('is watched to its end, or seen to die', async () => {
    const clock = new ManualClock();
    const ends = (exitCode: number | null) => runOf(clock, { ended: clock.sleep(500).then(() => ({ exitCode, signal: null })) });
    expect(await clock.complete(attend(clock, ends(3), 1_000))).toMatchObject({ end: 'watched', exit: { exitCode: 3 } });
    expect(await clock.complete(attend(clock, ends(null), 1_000))).toMatchObject({ end: 'crashed' });
    expect(clock.pendingTimers).toBe(0);
  });

  it('is killed once its time is over, and still there where that does not help', async () => {
    const clock = new ManualClock();
    let die: (exit: { exitCode: null; signal: string }) => void = () => undefined;
    const ended = new Promise<{ exitCode: null; signal: string }>((resolve) => (die = resolve));
    const mortal = runOf(clock, { ended, kill: () => Promise.resolve(die({ exitCode: null, signal: 'SIGKILL' })) });
    expect(await clock.complete(attend(clock, mortal, 1_000))).toMatchObject({ end: 'killed', exit: { signal: 'SIGKILL' } });
    for (const kill of [() => Promise.resolve(), () => Promise.reject(new Error('EPERM'))]) {
      expect(await clock.complete(attend(clock, runOf(clock, { kill }), 1_000))).toEqual({ end: 'running', exit: null });
    }
  });
});
