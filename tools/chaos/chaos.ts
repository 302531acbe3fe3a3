import { parseArgs } from 'node:util';
import { PROJECT_ROOT } from '../start/command-line.mjs';
import { watchInterrupts } from '../start/interrupts.mjs';
import { reporter } from '../start/progress.mjs';
import { setUp } from '../test/set-up.mjs';
import { runChaos } from './run-chaos.ts';

/** `npm run chaos -- --rounds N [--seed S] [--seconds T]`: ends with 1 when any book differs from another one. */
const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '5' }, seed: { type: 'string' }, seconds: { type: 'string', default: '12' } },
});
const seed = Number(values.seed ?? Date.now() % 1_000_000);
const rounds = Number(values.rounds);
const seconds = Number(values.seconds);
if (![seed, rounds, seconds].every(Number.isInteger) || rounds < 1) throw new Error('--rounds, --seed and --seconds are whole numbers');

const out = reporter((text) => process.stdout.write(text));
const { halt, dispose } = watchInterrupts(out.line);
try {
  await setUp({ root: PROJECT_ROOT, env: process.env, builds: ['gateway', 'simulator'], out, signal: halt.signal });
  out.line(`Chaos with seed ${seed}: ${rounds} rounds of ${seconds} s`);
  const reports = await runChaos({ rounds, seed, seconds, say: out.line });
  const differences = reports.flatMap((report) => report.differences).length;
  out.line(
    `${reports.reduce((sum, { payments }) => sum + payments, 0)} payments, ` +
      `${reports.flatMap(({ blows }) => [...blows.values()]).reduce((sum, count) => sum + count, 0)} blows, ${differences} differences; seed ${seed}`,
  );
  process.exitCode = differences === 0 ? 0 : 1;
} catch (error) {
  out.line(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\nChaos with seed ${seed} did not come to its end.`);
  process.exitCode = 1;
} finally {
  dispose();
}
