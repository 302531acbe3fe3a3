// @ts-check
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { failureLine } from './counts.mjs';

/** @import {Reporter} from 'vitest/node' */

/** @param {unknown} error @returns {string | undefined} */
const messageOf = (error) => (error && typeof error === 'object' && 'message' in error ? String(error.message) : undefined);

/**
 * Which file ran when it happened: that is all vitest knows of an error that belongs to no test.
 * @param {unknown} error
 */
const placeOf = (error) =>
  error && typeof error === 'object' && 'VITEST_TEST_PATH' in error ? `${path.relative(process.cwd(), String(error.VITEST_TEST_PATH))} › ` : '';

/**
 * Counts vitest's tests for the sum at the end of `npm test`: written as JSON where COUNT_FILE says.
 * @implements {Reporter}
 */
export default class CountReporter {
  /**
   * @param {ReadonlyArray<import('vitest/node').TestModule>} modules
   * @param {ReadonlyArray<unknown>} unhandled errors that belong to no test
   */
  onTestRunEnd(modules, unhandled) {
    const count = { passed: 0, failed: 0, skipped: 0 };
    /** @type {string[]} */
    const failures = unhandled.map((error) => failureLine(`${placeOf(error)}outside of any test`, messageOf(error)));
    for (const module of modules) {
      const place = path.relative(process.cwd(), module.moduleId);
      for (const test of module.children.allTests()) {
        const { state, errors } = test.result();
        if (state === 'failed') failures.push(failureLine(`${place} › ${test.fullName}`, messageOf(errors?.[0])));
        else count[state === 'passed' ? 'passed' : 'skipped'] += 1;
      }
      // A file that cannot even be loaded, or whose hooks fail, is a failure, although that is no test.
      for (const part of [module, ...module.children.allSuites()]) {
        for (const error of part.errors()) failures.push(failureLine('fullName' in part ? `${place} › ${part.fullName}` : place, messageOf(error)));
      }
    }
    count.failed = failures.length;
    const file = process.env['COUNT_FILE'];
    if (file) writeFileSync(file, JSON.stringify({ ...count, failures }));
  }
}
