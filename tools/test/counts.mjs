// @ts-check
import { readFileSync } from 'node:fs';

/** @typedef {{passed: number, failed: number, skipped: number}} Count */

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
  return total;
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
  const { passed, failed, skipped } = /** @type {Partial<Count>} */ (read);
  if (![passed, failed, skipped].every(Number.isInteger)) return { count: { ...FAILED }, fault: 'The tests wrote a count that is none.' };
  const count = /** @type {Count} */ ({ passed, failed, skipped });
  if (exitCode !== 0 && count.failed === 0) return { count: { ...count, failed: 1 }, fault: 'No test failed, and yet the run did.' };
  if (count.passed + count.failed === 0) return { count: { ...count, failed: 1 }, fault: 'No test ran.' };
  return { count };
}
