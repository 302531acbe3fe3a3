import { FAULT_NAMES, noFaults } from './faults.ts';
import { playSeed } from './world.ts';

const usage = 'npm run sim -- [--seeds N] [--seed S] [--payments M]';

function numberOf(name: string, byDefault: number): number {
  const at = process.argv.indexOf(`--${name}`);
  const value = at < 0 ? byDefault : Number(process.argv[at + 1]);
  if (!Number.isSafeInteger(value) || value < 0) throw new Error(`--${name} must be a whole number. ${usage}`);
  return value;
}

const say = (line: string): void => void process.stdout.write(`${line}\n`);

const payments = numberOf('payments', 40);
const single = process.argv.includes('--seed') && !process.argv.includes('--seeds');
const first = numberOf('seed', Date.now() % 1_000_000_000);
const seeds = single ? 1 : numberOf('seeds', 200);

const counts = noFaults();
const ends: Record<string, number> = {};
let made = 0;
let simulatedMs = 0;
let failed = 0;
const began = process.cpuUsage();
for (let seed = first; seed < first + seeds; seed += 1) {
  const report = await playSeed(seed, { payments, keepTrace: single });
  made += report.payments;
  simulatedMs += report.simulatedMs;
  for (const name of FAULT_NAMES) counts[name] += report.faults[name];
  for (const [end, count] of Object.entries(report.ends)) ends[end] = (ends[end] ?? 0) + count;
  if (single) for (const line of report.trace) say(line);
  if (single) say(`trace ${report.traceHash}`);
  if (report.violations.length === 0) continue;
  failed += 1;
  for (const { rule, what } of report.violations.slice(0, 3)) say(`seed ${seed}: rule ${rule}: ${what}`);
  if (!single) say(`  replay: npm run sim -- --seed ${seed} --payments ${payments}`);
}
const { user, system } = process.cpuUsage(began);
const seconds = (user + system) / 1e6;
say(
  `${seeds} seeds, ${made} payments in ${seconds.toFixed(1)} s of one core: ${Math.round(made / seconds)} payments/s, ${(simulatedMs / 3_600_000).toFixed(0)} simulated hours`,
);
say(
  `ends: ${Object.entries(ends)
    .sort()
    .map(([end, count]) => `${end} ${count}`)
    .join(', ')}`,
);
say(`faults: ${FAULT_NAMES.map((name) => `${name} ${counts[name]}`).join(', ')}`);
const silent = single ? [] : FAULT_NAMES.filter((name) => counts[name] === 0);
if (silent.length > 0) say(`These faults never happened, so that nothing is known about them: ${silent.join(', ')}`);
say(`${failed} seeds failed`);
process.exitCode = failed > 0 || silent.length > 0 ? 1 : 0;
