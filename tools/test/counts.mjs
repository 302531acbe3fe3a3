// @ts-check
import { readFileSync } from 'node:fs';

/**
 * `failures`: which tests failed, each with the first line of its fault, for the end of the run: the lines above may be cut.
 * @typedef {{passed: number, failed: number, skipped: number, failures?: string[]}} Count
 */

/** @type {Readonly<Count>} */
export const PASSED = { passed: 1, failed: 0, skipped: 0 };
/** @type {Readonly<Count>} */
export const FAILED = { passed: 0, failed: 1, skipped: 0 };

/**
 * @param {Count[]} counts
 * @returns {Count}
 */
export function sum(counts) {
  const total = { passed: 0, failed: 0, skipped: 0 };
  for (const { passed, failed, skipped } of counts) {
    total.passed += passed;
    total.failed += failed;
    total.skipped += skipped;
  }
  const failures = counts.flatMap((count) => count.failures ?? []);
  return failures.length > 0 ? { ...total, failures } : total;
}

/**
 * The last line of every run; programs that count tests read exactly this form.
 * @param {Count} count
 */
export const countLine = ({ passed, failed, skipped }) => `${passed} passed, ${failed} failed, ${skipped} skipped`;

/**
 * What a reporter wrote where COUNT_FILE said, held against the exit code: a run that ends badly has failed even when
 * every test that it counted has passed, and a run without any test has checked nothing.
 * @param {string} file
 * @param {number | null} exitCode null: it was killed
 * @returns {{count: Count, fault?: string}}
 */
export function readCount(file, exitCode) {
  /** @type {unknown} */
  let read;
  try {
    read = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return { count: { ...FAILED }, fault: 'The tests ended without a count.' };
  }
  const { passed, failed, skipped, failures } = /** @type {Partial<Count>} */ (read);
  if (![passed, failed, skipped].every(Number.isInteger)) return { count: { ...FAILED }, fault: 'The tests wrote a count that is none.' };
  const count = /** @type {Count} */ ({ passed, failed, skipped, ...(failures ? { failures } : {}) });
  if (exitCode !== 0 && count.failed === 0) return { count: { ...count, failed: 1 }, fault: 'No test failed, and yet the run did.' };
  if (count.passed + count.failed === 0) return { count: { ...count, failed: 1 }, fault: 'No test ran.' };
  return { count };
}

/**
 * One failed test as the end of a run tells it.
 * @param {string} title where the test stands and what it says
 * @param {string | undefined} message
 */
export function failureLine(title, message) {
  const [first] = (message ?? '').trim().split('\n');
  return first ? `${title}: ${first.trim()}` : title;
}
