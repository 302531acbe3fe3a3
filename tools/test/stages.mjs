// @ts-check
import { rmSync } from 'node:fs';
import path from 'node:path';
import { browserStage } from './browser-stage.mjs';
import { FAILED, PASSED, readCount } from './counts.mjs';
import { testEnvironment } from './environment.mjs';
import { lintStage } from './lint-stage.mjs';
import { ensureOldestPostgres } from './oldest-postgres.mjs';
import { runProgram } from './program.mjs';
import { resultsFolder } from './set-up.mjs';
import { ensureSocat } from './socat.mjs';

/** @typedef {import('./counts.mjs').Count} Count */
/** @typedef {Pick<import('./run-stages.mjs').Run, 'root' | 'env' | 'out' | 'signal'>} StageContext */
/** `alone`: whether the machine is this stage's only. @typedef {StageContext & {alone: boolean}} StageRun */

/**
 * @typedef {object} Stage
 * @property {string} name
 * @property {string} title
 * @property {string[]} builds what must be built before it
 * @property {boolean} [beside] runs together with the last stage before it that is not beside another: each of the two lanes keeps one core busy
 * @property {(context: StageRun) => Promise<Count>} work
 */

/** Shows a program's words as they come. @param {string} text */
const show = (text) => void process.stdout.write(text);

/** @param {StageContext} context @returns {Promise<Count>} */
async function typesStage({ root, env, signal }) {
  const checks = ['tsconfig.json', 'apps/portal/tsconfig.json'].map((project) => ['node_modules/typescript/bin/tsc', '-p', project, '--noEmit']);
  let right = true;
  for (const args of checks) {
    const { code } = await runProgram({ args, cwd: root, env: testEnvironment({ root, env }), signal, show });
    right &&= code === 0;
  }
  return right ? PASSED : { ...FAILED, failures: ['types: the compiler found what must not be'] };
}

/**
 * Runs vitest and reads what it counted.
 * @param {StageRun} context
 * @param {{name: string, project: string, filters?: string[], settings?: NodeJS.ProcessEnv}} how
 * @returns {Promise<Count>}
 */
async function vitest({ root, env, out, signal, alone }, { name, project, filters = [], settings = {} }) {
  const countFile = path.join(resultsFolder(root), `${name}.json`);
  rmSync(countFile, { force: true });
  const { code, late } = await runProgram({
    args: ['node_modules/vitest/vitest.mjs', 'run', '--project', project, '--allowOnly=false', ...(alone ? [] : ['--maxWorkers=1']), ...filters],
    cwd: root,
    env: { ...testEnvironment({ root, env }), COUNT_FILE: countFile, ...settings },
    signal,
    show,
  });
  const { count, fault } = readCount(countFile, code);
  if (late) out.line('The time of this stage is over; it was ended.');
  if (fault) out.line(fault);
  return count;
}

/** In the order of their speed, so that what is wrong shows early. @type {Stage[]} */
export const STAGES = [
  { name: 'lint', title: 'walls between the rooms, house rules, format', builds: [], work: lintStage },
  { name: 'types', title: 'TypeScript over everything', builds: [], beside: true, work: typesStage },
  {
    name: 'unit',
    title: 'rules, vectors, simulations in virtual time',
    builds: [],
    beside: true,
    work: (context) => vitest(context, { name: 'unit', project: 'unit' }),
  },
  {
    name: 'database',
    title: 'on the Postgres that PayPort brings',
    builds: [],
    work: (context) => vitest(context, { name: 'database', project: 'database' }),
  },
  {
    name: 'database-15',
    title: 'the rules of the database on the oldest Postgres that may be used',
    builds: [],
    work: async (context) => {
      const bin = await ensureOldestPostgres(context);
      return vitest(context, {
        name: 'database-15',
        project: 'database',
        filters: ['prisma/rules', 'libs/persistence'],
        settings: { POSTGRES_BIN: bin },
      });
    },
  },
  {
    name: 'process',
    title: 'the real programs, killed and started again',
    builds: ['gateway', 'simulator', 'portal'],
    work: async (context) => {
      await ensureSocat(context);
      return vitest(context, { name: 'process', project: 'process*' });
    },
  },
  { name: 'browser', title: 'the whole product in a browser', builds: ['gateway', 'simulator', 'portal'], work: browserStage },
];
