import { availableParallelism } from 'node:os';
import path from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { FAULT_NAMES, noFaults } from './faults.ts';
import { playAll, ThreadPlayer, type Played } from './seed-crew.ts';
import { playSeed, type SeedReport } from './world.ts';

// Thousands of functions run, none of them much more than the next. V8 up to 12 (Node 22) optimises each as early as it would
// alone, again and again before its shapes are known, and spends a sixth of all time on it: it waits three times as long here.
// From 13 on a second, cheap compiler does that work, and the flag is gone; there the first compiler need not wait.
const v8 = Number.parseInt(process.versions.v8, 10);
setFlagsFromString(v8 < 13 ? '--interrupt-budget=200000' : '--always-sparkplug');

const usage = 'npm run sim -- [--seeds N] [--seed S] [--payments M] [--threads T]';

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
const seeds = single ? 1 : numberOf('seeds', 1_000);
const threads = Math.max(1, Math.min(seeds, numberOf('threads', availableParallelism())));

const counts = noFaults();
const ends: Record<string, number> = {};
/** Payments by the drivers of their hotels. */
const hotels: Record<string, number> = {};
let made = 0;
let simulatedMs = 0;
let failed = 0;

function count(report: SeedReport): void {
  made += report.payments;
  hotels[report.drivers] = (hotels[report.drivers] ?? 0) + report.payments;
  simulatedMs += report.simulatedMs;
  for (const name of FAULT_NAMES) counts[name] += report.faults[name];
  for (const [end, number] of Object.entries(report.ends)) ends[end] = (ends[end] ?? 0) + number;
}

function tell(played: Played): void {
  if ('report' in played) {
    count(played.report);
    for (const { rule, what } of played.report.violations.slice(0, 3)) say(`seed ${played.seed}: rule ${rule}: ${what}`);
    if (played.report.violations.length === 0) return;
  } else {
    say(`seed ${played.seed}: breaks down: ${played.broke}`);
  }
  failed += 1;
  if (!single) say(`  replay: npm run sim -- --seed ${played.seed} --payments ${payments}`);
}

const cpu = process.cpuUsage();
const began = performance.now();
if (single) {
  const report = await playSeed(first, { payments, keepTrace: true });
  for (const line of report.trace) say(line);
  say(`trace ${report.traceHash}`);
  tell({ seed: first, report });
} else {
  const tasks = Array.from({ length: seeds }, (_, i) => ({ seed: first + i, payments }));
  const crew = Array.from({ length: threads }, () => new ThreadPlayer(path.join(import.meta.dirname, 'seed-worker.js')));
  await playAll(tasks, crew, tell);
}
const seconds = (performance.now() - began) / 1_000;
const { user, system } = process.cpuUsage(cpu);
const coreSeconds = (user + system) / 1e6;
say(
  `${seeds} seeds, ${made} payments in ${seconds.toFixed(1)} s by ${threads} threads: ${Math.round(made / seconds)} payments/s; ` +
    `${coreSeconds.toFixed(1)} s of a core: ${Math.round(made / coreSeconds)} payments/s and core; ${(simulatedMs / 3_600_000).toFixed(0)} simulated hours`,
);
const listed = (numbers: Readonly<Record<string, number>>): string =>
  Object.entries(numbers)
    .sort()
    .map(([name, number]) => `${name} ${number}`)
    .join(', ');
say(`payments by drivers: ${listed(hotels)}`);
say(`ends: ${listed(ends)}`);
say(`faults: ${FAULT_NAMES.map((name) => `${name} ${counts[name]}`).join(', ')}`);
const silent = single ? [] : FAULT_NAMES.filter((name) => counts[name] === 0);
if (silent.length > 0) say(`These faults never happened, so that nothing is known about them: ${silent.join(', ')}`);
say(`${failed} seeds failed`);
process.exitCode = failed > 0 || silent.length > 0 ? 1 : 0;
