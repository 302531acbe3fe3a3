import { writeFileSync } from 'node:fs';

/** Counts tests for the sum at the end of `npm test`: written as JSON where COUNT_FILE says. */
export default class CountReporter {
  onTestRunEnd(modules) {
    const count = { passed: 0, failed: 0, skipped: 0 };
    for (const module of modules) {
      for (const test of module.children.allTests()) {
        const { state } = test.result();
        count[state === 'passed' ? 'passed' : state === 'failed' ? 'failed' : 'skipped'] += 1;
      }
      // A file that cannot even be loaded is a failure, although it has no test.
      count.failed += module.errors().length;
    }
    if (process.env.COUNT_FILE) writeFileSync(process.env.COUNT_FILE, JSON.stringify(count));
  }
}
