// @ts-check
import { PROJECT_ROOT } from '../start/command-line.mjs';
import { watchInterrupts } from '../start/interrupts.mjs';
import { PlainError, reporter } from '../start/progress.mjs';
import { setUp } from '../test/set-up.mjs';

// `npm run drill:backup [-- <payments>]`: plays a backup and its restore through, with the system's Postgres.
const out = reporter((text) => process.stdout.write(text));
const payments = Number(process.argv[2] ?? 60);
const { halt, dispose } = watchInterrupts(out.line);
const from = performance.now();
try {
  if (!Number.isInteger(payments) || payments < 1 || payments > 10_000) throw new PlainError('How many payments? A whole number from 1 to 10000.');
  await setUp({ root: PROJECT_ROOT, env: process.env, builds: ['gateway', 'simulator'], out, signal: halt.signal });
  // Late: what they import is installed by the set-up.
  const [{ ensurePostgresTools }, { backupDrill }] = await Promise.all([import('./postgres-tools.mjs'), import('./backup-drill.mjs')]);
  const { bin, version } = await ensurePostgresTools({ root: PROJECT_ROOT, env: process.env, out, signal: halt.signal });
  out.line(`Backup drill with Postgres ${version} (${bin})`);
  await backupDrill({ root: PROJECT_ROOT, bin, payments, say: out.line });
  out.line(`The drill passed in ${((performance.now() - from) / 1000).toFixed(0)} s.`);
} catch (error) {
  out.line(error instanceof PlainError || !(error instanceof Error) ? String(error) : (error.stack ?? error.message));
  out.line('The drill FAILED.');
  process.exitCode = 1;
} finally {
  dispose();
}
