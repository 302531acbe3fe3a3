import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, existsSync, mkdtempSync, openSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { demoFile } from '../start/demo-file.mjs';
import { identityOf, signal, waitGone } from '../start/processes.mjs';
import { lastLines } from '../start/tools.mjs';
import { testEnvironment } from './environment.mjs';

const ROOT = path.resolve(import.meta.dirname, '../..');
/** Everything is built already where `npm test` runs this; a run by hand may have to build first. */
const READY_MS = 10 * 60_000;
/** The gateway lets a payment on a terminal come to its end. */
const STOP_MS = 4 * 60_000;

interface Product {
  readonly child: ChildProcess;
  readonly home: string;
  readonly log: string;
}

/** `npm start` in a home of its own, on whatever ports are free. */
function launch(): Product {
  const home = realpathSync(mkdtempSync(path.join(tmpdir(), 'payport-browser-')));
  const log = `${home}.log`;
  const output = openSync(log, 'w', 0o600);
  const child = spawn(process.execPath, ['tools/test/launch-product.mjs'], {
    cwd: ROOT,
    // A group of its own: Ctrl-C in the terminal must not end the product under the tests' feet.
    detached: true,
    stdio: ['ignore', output, output],
    env: {
      ...testEnvironment({ root: ROOT, env: process.env }),
      PAYPORT_HOME: home,
      GATEWAY_PORT: '0',
      PORTAL_PORT: '0',
      SIMULATOR_PORT: '0',
      POSTGRES_PORT: '0',
      // A test listens for messages on this machine.
      WEBHOOK_ALLOWED_NETWORKS: '127.0.0.1',
    },
  });
  closeSync(output);
  return { child, home, log };
}

/** The file appears when the demonstration payment is final: from then on everything is up. */
async function untilReady({ child, home, log }: Product): Promise<void> {
  let fault: Error | undefined;
  child.once('error', (error) => (fault = error));
  const deadline = performance.now() + READY_MS;
  while (!existsSync(demoFile(home))) {
    if (fault) throw fault;
    if (child.exitCode !== null || child.signalCode !== null) throw new Error(`PayPort did not start. Its last words:\n${lastLines(log, 40)}`);
    if (performance.now() > deadline)
      throw new Error(`PayPort is not ready after ${READY_MS / 60_000} minutes. Its last words:\n${lastLines(log, 40)}`);
    await delay(100);
  }
}

async function stop({ child, home, log }: Product): Promise<void> {
  const pid = child.pid ?? 0;
  const identity = identityOf(pid);
  if (identity !== undefined) signal(pid, 'SIGINT');
  if (!(await waitGone(pid, identity, STOP_MS))) {
    signal(pid, 'SIGKILL');
    throw new Error(`PayPort does not end. Its last words:\n${lastLines(log)}`);
  }
  rmSync(home, { recursive: true, force: true });
  rmSync(log, { force: true });
}

/** The whole product, running, for the browser's tests; DEMO_JSON says where everything is. */
export default async function setup(): Promise<() => Promise<void>> {
  const product = launch();
  try {
    await untilReady(product);
  } catch (error) {
    await stop(product);
    throw error;
  }
  process.env['DEMO_JSON'] = demoFile(product.home);
  return () => stop(product);
}
