// @ts-check
import { writeFileSync } from 'node:fs';

/** @import {FullConfig, Reporter, Suite} from '@playwright/test/reporter' */

/**
 * Counts Playwright's tests for the sum at the end of `npm test`: written as JSON where COUNT_FILE says.
 * @implements {Reporter}
 */
export default class PlaywrightCountReporter {
  #failedOutside = 0;
  /** @type {Suite | undefined} */
  #all;

  /** @param {FullConfig} _config @param {Suite} all */
  onBegin(_config, all) {
    this.#all = all;
  }

  /** An error that belongs to no test: a set-up that fails, a file that cannot be loaded. */
  onError() {
    this.#failedOutside += 1;
  }

  onEnd() {
    const count = { passed: 0, failed: this.#failedOutside, skipped: 0 };
    for (const test of this.#all?.allTests() ?? []) {
      const outcome = test.outcome();
      count[outcome === 'expected' ? 'passed' : outcome === 'skipped' ? 'skipped' : 'failed'] += 1;
    }
    const file = process.env['COUNT_FILE'];
    if (file) writeFileSync(file, JSON.stringify(count));
  }

  /** The list reporter speaks to the person. */
  printsToStdio() {
    return false;
  }
}
