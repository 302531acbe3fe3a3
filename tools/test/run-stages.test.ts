import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { Interrupted } from '../start/interrupts.mjs';
import { PlainError, reporter } from '../start/progress.mjs';
import { readArguments } from './command-line.mjs';
import { runStages } from './run-stages.mjs';
import { STAGES, type Stage } from './stages.mjs';

const root = mkdtempSync(path.join(tmpdir(), 'payport-stages-'));
afterAll(() => rmSync(root, { recursive: true }));

const stage = (name: string, work: Stage['work'], builds: string[] = []): Stage => ({ name, title: `the ${name}`, builds, work });
const passing = (passed: number) => () => Promise.resolve({ passed, failed: 0, skipped: 0 });

async function run(
  stages: Stage[],
  { setUp = () => Promise.resolve(), halt = new AbortController() }: { setUp?: (builds: string[]) => Promise<void>; halt?: AbortController } = {},
) {
  let text = '';
  const out = reporter((more) => (text += more));
  const code = await runStages({ stages, setUp, root, env: {}, out, signal: halt.signal });
  return { code, text, lastLine: text.trimEnd().split('\n').at(-1) };
}

describe('a run of stages', () => {
  it('ends with the sum of all stages, each told with its seconds', async () => {
    const { code, text, lastLine } = await run([stage('one', passing(2)), stage('two', passing(3))]);
    expect([code, lastLine]).toEqual([0, '5 passed, 0 failed, 0 skipped']);
    expect(text).toMatch(/^ {2}one +0\.\d s {3}2 passed, 0 failed, 0 skipped$/m);
    expect(text.match(/passed, \d+ failed, \d+ skipped$/gm)).toHaveLength(5);
  });

  it('goes on after a stage that fails, and fails', async () => {
    const { code, lastLine } = await run([stage('one', () => Promise.resolve({ passed: 1, failed: 2, skipped: 1 })), stage('two', passing(3))]);
    expect([code, lastLine]).toEqual([1, '4 passed, 2 failed, 1 skipped']);
  });

  it('names what failed right before its last line, where a cut record still shows it', async () => {
    const { text } = await run([
      stage('one', () => Promise.resolve({ passed: 1, failed: 1, skipped: 0, failures: ['a.test.ts › b: no'] })),
      stage('two', passing(3)),
    ]);
    expect(text.trimEnd().endsWith('\nFailed:\n  a.test.ts › b: no\n\n4 passed, 1 failed, 0 skipped')).toBe(true);
  });

  it('counts a stage that cannot run as failed, and says what to do', async () => {
    const missing = stage('browser', () => Promise.reject(new PlainError('Install it: sudo apt-get install chromium')));
    const { code, text, lastLine } = await run([missing, stage('two', passing(3))]);
    expect([code, lastLine]).toEqual([1, '3 passed, 1 failed, 0 skipped']);
    expect(text).toContain('\nInstall it: sudo apt-get install chromium\n');
  });

  it('runs stages beside the one before them where they say so, one after the other, and the next only after all', async () => {
    const seen: string[] = [];
    const alone: boolean[] = [];
    let meet = (): void => undefined;
    const met = new Promise<void>((resolve) => (meet = resolve));
    const step = (name: string, until?: Promise<void>) =>
      stage(name, async (context) => {
        alone.push(context.alone);
        await until;
        seen.push(name);
        if (name === 'three') meet();
        return passing(1)();
      });
    const { lastLine } = await run([step('one', met), { ...step('two'), beside: true }, { ...step('three'), beside: true }, step('four')]);
    expect(seen).toEqual(['two', 'three', 'one', 'four']);
    expect(alone).toEqual([false, false, false, true]);
    expect(lastLine).toBe('4 passed, 0 failed, 0 skipped');
  });

  it('runs no stage where the build fails, and ends with a count even so', async () => {
    let ran = false;
    const setUp = () => Promise.reject(new PlainError('Building gateway failed.'));
    const { code, text, lastLine } = await run([stage('one', () => ((ran = true), passing(1)()))], { setUp });
    expect([ran, code, lastLine]).toEqual([false, 1, '0 passed, 1 failed, 0 skipped']);
    expect(text).toContain('Building gateway failed.');
  });

  it('builds what its stages need, once, before them', async () => {
    const wanted: string[][] = [];
    await run([stage('one', passing(1), ['gateway', 'portal']), stage('two', passing(1), ['gateway'])], {
      setUp: (builds) => Promise.resolve(void wanted.push(builds)),
    });
    expect(wanted).toEqual([['gateway', 'portal']]);
  });

  it('stops at Ctrl-C, says so, and is no success', async () => {
    const halt = new AbortController();
    const interrupted = stage('one', () => {
      halt.abort(new Interrupted('SIGINT'));
      return Promise.reject(halt.signal.reason as Interrupted);
    });
    const { code, text, lastLine } = await run([interrupted, stage('two', passing(3))], { halt });
    expect([code, lastLine]).toEqual([130, '0 passed, 1 failed, 0 skipped']);
    expect(text).toContain('Interrupted: 1 of 2 stages did not run.');
  });
});

describe('the command line', () => {
  const names = (args: string[]) => {
    const read = readArguments(args);
    return 'stages' in read ? read.stages.map(({ name }) => name) : read;
  };

  it('runs every stage unless told otherwise', () => {
    expect(names([])).toEqual(['lint', 'types', 'unit', 'database', 'database-15', 'process', 'browser']);
    expect(readArguments([])).toEqual({ stages: STAGES });
  });

  it('runs the chosen stages in their own order', () => {
    expect(names(['--only', 'unit,types'])).toEqual(['types', 'unit']);
    expect(names(['--only', 'unit', '--only=lint'])).toEqual(['lint', 'unit']);
  });

  it('refuses what it does not know rather than running less than was meant', () => {
    expect(names(['--only', 'unit,units'])).toEqual({ fault: 'There is no stage "units".' });
    expect(names(['--only', ''])).toHaveProperty('fault');
    expect(names(['--onyl', 'unit'])).toHaveProperty('fault');
    expect(names(['unit'])).toHaveProperty('fault');
  });
});
