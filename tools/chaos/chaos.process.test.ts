import { existsSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { ROOT } from './program.ts';
import type { RoundReport } from './round.ts';
import { runChaos } from './run-chaos.ts';

/** The kinds of blows are planned; the moments come from the seed, and what they meet from the machine. */
const SEED = 20_261_124;
/** Some 35 s on an idle machine. */
const LIMIT_MS = 8 * 60_000;

const sum = (reports: readonly RoundReport[], of: (report: RoundReport) => number): number =>
  reports.reduce((total, report) => total + of(report), 0);
/** Sales came through, and the blows met some on their way: else the books agree over nothing. */
const metMoney = (reports: readonly RoundReport[]): boolean =>
  sum(reports, ({ approved }) => approved) > 0 && sum(reports, ({ openAtRestarts }) => openAtRestarts) > 0;

it(
  'gateway and Postgres are killed with -9, their line is reset and goes dead: rows, bank and PMS agree to the kopeck',
  async () => {
    expect(existsSync(path.join(ROOT, 'dist/gateway/main.js'))).toBe(true);
    const said: string[] = [];
    const reports = await runChaos({ rounds: 2, seed: SEED, seconds: 3, say: (line) => said.push(line), met: metMoney });
    expect(reports.flatMap(({ differences }) => differences)).toEqual([]);
    expect(reports.length).toBeGreaterThanOrEqual(2);
    const blows = new Set(reports.flatMap((report) => [...report.blows.keys()]));
    expect(blows).toEqual(new Set(['gateway', 'postgres', 'both', 'line reset', 'line dead']));
    expect(metMoney(reports), said.join('\n')).toBe(true);
  },
  LIMIT_MS,
);
