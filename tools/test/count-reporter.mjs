// @ts-check
import { writeFileSync } from 'node:fs';

/** @import {Reporter} from 'vitest/node' */

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
    const count = { passed: 0, failed: unhandled.length, skipped: 0 };
    for (const module of modules) {
      for (const test of module.children.allTests()) {
        const { state } = test.result();
        count[state === 'passed' || state === 'failed' ? state : 'skipped'] += 1;
      }
      // A file that cannot even be loaded, or whose hooks fail, is a failure, although that is no test.
      count.failed += module.errors().length;
      for (const suite of module.children.allSuites()) count.failed += suite.errors().length;
    }
    const file = process.env['COUNT_FILE'];
    if (file) writeFileSync(file, JSON.stringify(count));
  }
}
