// @ts-check
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { MUTANTS } from './mutant-list.mjs';

/** What the simulation needs of the tree. */
const PARTS = ['apps/gateway/src', 'apps/gateway/test/simulation', 'libs', 'package.json', 'tsconfig.json', 'tsconfig.base.json'];
const SEEDS = ['--seed', '1000', '--seeds', '40'];
const LIMIT_MS = 90_000;
const root = path.resolve(import.meta.dirname, '../..');

/** @param {string} line */
const say = (line) => void process.stdout.write(`${line}\n`);

/** How the simulation in the copy ends. @param {string} copy */
function play(copy) {
  const args = ['--import', 'tsx', 'apps/gateway/test/simulation/sim.ts', ...SEEDS];
  const { stdout, stderr, signal } = spawnSync(process.execPath, args, { cwd: copy, encoding: 'utf8', timeout: LIMIT_MS });
  if (signal !== null) return 'has no end';
  const rule = /rule (\d+):/.exec(stdout);
  if (rule) return `breaks rule ${rule[1]}`;
  return /\d+ seeds failed/.test(stdout) ? null : `breaks down: ${stderr.split('\n').find((line) => line.includes('Error')) ?? ''}`;
}

/** Copies the tree, plants one fault after the other, and counts those that the simulation sees. */
function score() {
  const copy = mkdtempSync(path.join(tmpdir(), 'payport-mutants-'));
  try {
    for (const part of PARTS) cpSync(path.join(root, part), path.join(copy, part), { recursive: true });
    symlinkSync(path.join(root, 'node_modules'), path.join(copy, 'node_modules'), 'dir');
    const sound = play(copy);
    if (sound !== null) throw new Error(`the simulation fails without a planted fault: ${sound}`);
    let seen = 0;
    const chosen = MUTANTS.filter(([title]) => title.includes(process.argv[2] ?? ''));
    for (const [title, file, from, to] of chosen) {
      const place = path.join(copy, file);
      const text = readFileSync(place, 'utf8');
      if (!text.includes(from)) throw new Error(`"${title}": ${file} no longer holds ${from}`);
      writeFileSync(
        place,
        text.replace(from, () => to),
      );
      const how = play(copy);
      writeFileSync(place, text);
      if (how !== null) seen += 1;
      say(`${how === null ? 'NOT SEEN' : 'seen    '}  ${title}${how === null ? '' : `: ${how}`}`);
    }
    say(`${seen} of ${chosen.length} planted faults were seen`);
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

score();
