import { EnvironmentError, processEnvironment } from './config/environment.ts';
import { PlanError } from './config/plan.ts';
import { HomeBusyError } from './folders/home-lock.ts';
import { JournalDamagedError } from './journal/file-journal.ts';
import { startSimulator } from './simulator.ts';

async function main(): Promise<void> {
  const simulator = await startSimulator({
    ...processEnvironment(),
    // The programs that the terminals' folders start lie beside this one in the build.
    program: { nodePath: process.execPath, scriptFolder: import.meta.dirname, windows: process.platform === 'win32' },
    onBroken: fail,
    log: (error) => process.stderr.write(`simulator: ${describe(error)}\n`),
  });
  const stop = (): void => {
    simulator.stop().then(() => process.exit(0), fail);
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  process.stdout.write(`${JSON.stringify({ ready: true, url: simulator.url })}\n`);
}

/** What a person can put right is said in one line; anything else with its stack. */
function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const plain = [EnvironmentError, PlanError, HomeBusyError, JournalDamagedError].some((kind) => error instanceof kind);
  return plain || ('code' in error && error.code === 'EADDRINUSE') ? error.message : (error.stack ?? error.message);
}

function fail(error: unknown): void {
  process.stderr.write(`simulator: ${describe(error)}\n`);
  process.exit(1);
}

main().catch(fail);
