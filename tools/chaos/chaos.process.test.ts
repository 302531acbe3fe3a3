import { existsSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { ROOT } from './program.ts';
import { runChaos } from './run-chaos.ts';

/** The kinds of blows are planned; the moments come from the seed, and what they meet from the machine. */
const SEED = 20_261_124;
/** Some 35 s on an idle machine. */
const LIMIT_MS = 4 * 60_000;

it(
  'gateway and Postgres are killed with -9, their line is reset and goes dead: rows, bank and PMS agree to the kopeck',
  async () => {
    expect(existsSync(path.join(ROOT, 'dist/gateway/main.js'))).toBe(true);
    const said: string[] = [];
    const reports = await runChaos({ rounds: 2, seed: SEED, seconds: 3, say: (line) => said.push(line) });
    expect(reports.flatMap(({ differences }) => differences)).toEqual([]);
    expect(reports).toHaveLength(2);
    const blows = new Set(reports.flatMap((report) => [...report.blows.keys()]));
    expect(blows).toEqual(new Set(['gateway', 'postgres', 'both', 'line reset', 'line dead']));
    const sum = (of: (report: (typeof reports)[number]) => number): number => reports.reduce((total, report) => total + of(report), 0);
    expect(sum(({ approved }) => approved)).toBeGreaterThan(0);
    expect(sum(({ openAtRestarts }) => openAtRestarts)).toBeGreaterThan(0);
  },
  LIMIT_MS,
);
