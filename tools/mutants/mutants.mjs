// @ts-check
import path from 'node:path';
import { parseArgs } from 'node:util';
import { stageOf, watch } from './guards.mjs';
import { BOUNDED, MUTANTS } from './mutant-list.mjs';
import { TreeCopy } from './tree-copy.mjs';

/** @typedef {import('./guards.mjs').Stage} Stage @typedef {import('./mutant-list.mjs').Mutant} Mutant */

const USAGE = `npm run mutants                    plants every fault and says who saw it
npm run mutants -- --bounded       some of them, as npm test does
npm run mutants -- --only word     those whose title holds the word
npm run mutants -- --from word     the first of those, and all that follow in the list`;
/** @type {readonly Stage[]} */
const STAGES = ['unit', 'simulation', 'database'];

/** @param {string} line */
const say = (line) => void process.stdout.write(`${line}\n`);

/** Which guard of a fault sees it, and how; stage by stage, since programs take longer to start than to run. @param {TreeCopy} copy @param {Mutant} mutant */
function seenBy(copy, { guards }) {
  for (const stage of STAGES) {
    const ofStage = guards.filter((guard) => stageOf(guard) === stage);
    const how = ofStage.length === 0 ? null : watch(copy.folder, stage, ofStage);
    if (how !== null) return `${stage}: ${how}`;
  }
  return null;
}

/** Where a guard fails without a fault, it would see every one. @param {TreeCopy} copy @param {readonly Mutant[]} mutants */
function assertSound(copy, mutants) {
  const how = seenBy(copy, { title: '', file: '', from: '', to: '', guards: [...new Set(mutants.flatMap(({ guards }) => guards))] });
  if (how !== null) throw new Error(`a guard fails although nothing is planted: ${how}`);
}

/** @param {readonly Mutant[]} mutants @returns {number} how many nobody saw */
function score(mutants) {
  const copy = new TreeCopy(path.resolve(import.meta.dirname, '../..'));
  try {
    assertSound(copy, mutants);
    let caught = 0;
    for (const mutant of mutants) {
      const how = copy.with(mutant, () => seenBy(copy, mutant));
      if (how !== null) caught += 1;
      say(how === null ? `SURVIVED  ${mutant.title}` : `caught    ${mutant.title}\n            ${how}`);
    }
    say(`${caught} of ${mutants.length} caught`);
    return mutants.length - caught;
  } finally {
    copy.dispose();
  }
}

/** @param {string[]} args */
function chosen(args) {
  const { values } = parseArgs({ args, options: { bounded: { type: 'boolean' }, only: { type: 'string' }, from: { type: 'string' } } });
  const { bounded, only = '', from = '' } = values;
  const first = MUTANTS.findIndex(({ title }) => title.includes(from));
  return (first < 0 ? [] : MUTANTS.slice(first)).filter(({ title }) => title.includes(only) && (!bounded || BOUNDED.includes(title)));
}

try {
  const mutants = chosen(process.argv.slice(2));
  if (mutants.length === 0) throw new Error(`no such fault\n${USAGE}`);
  process.exitCode = score(mutants) === 0 ? 0 : 1;
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
}
