// @ts-check
import { writeFileSync } from 'node:fs';
import { stripVTControlCharacters } from 'node:util';
import { failureLine } from './counts.mjs';

/** @import {FullConfig, Reporter, Suite, TestError} from '@playwright/test/reporter' */

/** Playwright's messages carry the colours of a terminal. @param {string | undefined} message */
const plain = (message) => message && stripVTControlCharacters(message);

/**
 * Counts Playwright's tests for the sum at the end of `npm test`: written as JSON where COUNT_FILE says.
 * @implements {Reporter}
 */
export default class PlaywrightCountReporter {
  /** @type {string[]} */
  #failures = [];
  /** @type {Suite | undefined} */
  #all;

  /** @param {FullConfig} _config @param {Suite} all */
  onBegin(_config, all) {
    this.#all = all;
  }

  /** An error that belongs to no test: a set-up that fails, a file that cannot be loaded. @param {TestError} error */
  onError(error) {
    this.#failures.push(failureLine('outside of any test', plain(error.message)));
  }

  onEnd() {
    const count = { passed: 0, failed: 0, skipped: 0 };
    const failures = [...this.#failures];
    for (const test of this.#all?.allTests() ?? []) {
      const outcome = test.outcome();
      if (outcome === 'expected' || outcome === 'skipped') count[outcome === 'expected' ? 'passed' : 'skipped'] += 1;
      else failures.push(failureLine(test.titlePath().filter(Boolean).join(' › '), plain(test.results.at(-1)?.error?.message)));
    }
    count.failed = failures.length;
    const file = process.env['COUNT_FILE'];
    if (file) writeFileSync(file, JSON.stringify({ ...count, failures }));
  }

  /** The list reporter speaks to the person. */
  printsToStdio() {
    return false;
  }
}
