import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { countLine, failureLine, readCount, sum } from './counts.mjs';

const folder = mkdtempSync(path.join(tmpdir(), 'payport-counts-'));
afterAll(() => rmSync(folder, { recursive: true }));

function counted(text: string): string {
  const file = path.join(folder, 'count.json');
  writeFileSync(file, text);
  return file;
}

describe('the count of a run', () => {
  it('is one line of one form', () => {
    expect(
      countLine(
        sum([
          { passed: 2, failed: 0, skipped: 1 },
          { passed: 3, failed: 1, skipped: 0 },
        ]),
      ),
    ).toBe('5 passed, 1 failed, 1 skipped');
    expect(countLine(sum([]))).toBe('0 passed, 0 failed, 0 skipped');
  });

  it('is what the reporter wrote', () => {
    expect(readCount(counted('{"passed":3,"failed":0,"skipped":0}'), 0)).toEqual({ count: { passed: 3, failed: 0, skipped: 0 } });
    expect(readCount(counted('{"passed":3,"failed":2,"skipped":0}'), 1)).toEqual({ count: { passed: 3, failed: 2, skipped: 0 } });
  });

  it('names the tests that failed, over all its parts', () => {
    const { count } = readCount(counted('{"passed":3,"failed":1,"skipped":0,"failures":["a › b: no"]}'), 1);
    expect(sum([count, { passed: 1, failed: 0, skipped: 0 }, { passed: 0, failed: 1, skipped: 0, failures: ['c'] }])).toEqual({
      passed: 4,
      failed: 2,
      skipped: 0,
      failures: ['a › b: no', 'c'],
    });
    expect(failureLine('a › b', '\n expected 1 to be 2 \n at line 3')).toBe('a › b: expected 1 to be 2');
    expect(failureLine('a › b', undefined)).toBe('a › b');
  });

  it('has a failure where the run ended badly although every test passed', () => {
    expect(readCount(counted('{"passed":3,"failed":0,"skipped":0}'), 1).count.failed).toBe(1);
    expect(readCount(counted('{"passed":3,"failed":0,"skipped":0}'), null).count.failed).toBe(1);
  });

  it('has a failure where no test ran', () => {
    expect(readCount(counted('{"passed":0,"failed":0,"skipped":0}'), 0).count.failed).toBe(1);
    expect(readCount(counted('{"passed":0,"failed":0,"skipped":4}'), 0).count.failed).toBe(1);
  });

  it('has a failure where there is none', () => {
    expect(readCount(path.join(folder, 'nothing.json'), 0).count.failed).toBe(1);
    expect(readCount(counted('{"passed":'), 0).count.failed).toBe(1);
    expect(readCount(counted('{"passed":"3"}'), 0).count.failed).toBe(1);
  });
});
