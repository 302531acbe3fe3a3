// @ts-check
import { FAILED, PASSED } from './counts.mjs';
import { testEnvironment } from './environment.mjs';
import { runProgram } from './program.mjs';

/** What Nx prints when it lints without knowing the projects: its rule then passes everything. */
const BLIND = 'No cached ProjectGraph';

/**
 * Whether ESLint looked at the walls at all, and found nothing.
 * @param {{code: number | null, output: string}} ended
 * @returns {string | undefined} what is wrong
 */
export function lintFault({ code, output }) {
  if (output.includes(BLIND)) return 'The walls between projects were not checked: Nx has no project graph. Remove .nx and run this again.';
  return code === 0 ? undefined : 'ESLint found what must not be.';
}

/** @param {import('./stages.mjs').StageContext} context @returns {Promise<import('./counts.mjs').Count>} */
export async function lintStage({ root, env, out, signal }) {
  /** @param {string[]} args @param {boolean} [quiet] */
  const run = (args, quiet = false) =>
    runProgram({
      args,
      cwd: root,
      env: testEnvironment({ root, env }),
      signal,
      ...(quiet ? {} : { show: (/** @type {string} */ text) => void process.stdout.write(text) }),
    });
  /** @type {string[]} */
  const faults = [];

  // Writes the project graph that the rule for the walls reads.
  const graph = await run(['node_modules/nx/dist/bin/nx.js', 'show', 'projects'], true);
  if (graph.code !== 0) faults.push(`Nx cannot read the projects:\n${graph.output}`);
  const fault = lintFault(await run(['node_modules/eslint/bin/eslint.js', '.', '--max-warnings', '0']));
  if (fault) faults.push(fault);
  const format = await run(['node_modules/prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.']);
  if (format.code !== 0) faults.push('Some files are not formatted: npm run format.');

  for (const text of faults) out.line(text);
  return faults.length === 0 ? PASSED : { ...FAILED, failures: faults.map((text) => `lint: ${text.split('\n')[0]}`) };
}
