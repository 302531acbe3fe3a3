import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { build } from 'vite';

const ROOT = path.resolve(import.meta.dirname, '../../../..');
export const DEMO_PLAN = path.join(ROOT, 'tools/start/demo-plan.json');

/** Builds both programs into a folder of this test run; inside the workspace, so that they find their packages. */
export async function buildPrograms(): Promise<{ readonly main: string; remove(): Promise<void> }> {
  await mkdir(path.join(ROOT, 'dist'), { recursive: true });
  const outDir = await mkdtemp(path.join(ROOT, 'dist/simulator-test-'));
  await build({ configFile: path.join(ROOT, 'apps/simulator/vite.config.ts'), logLevel: 'error', build: { outDir } });
  return { main: path.join(outDir, 'main.js'), remove: () => rm(outDir, { recursive: true }) };
}

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

const endOf = async (child: ChildProcess): Promise<Ended> => {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  return { code: child.exitCode, signal: child.signalCode };
};

export interface LedgerLine {
  readonly tid: string;
  readonly rrn: string;
  readonly kind: string;
  readonly amount: string;
  readonly state: string;
}

/** One running simulator with its home. */
export class SimulatorProcess {
  readonly home: string;
  readonly url: string;
  readonly readyLine: string;
  readonly #child: ChildProcess;

  private constructor(child: ChildProcess, home: string, readyLine: string) {
    this.#child = child;
    this.home = home;
    this.readyLine = readyLine;
    this.url = (JSON.parse(readyLine) as { url: string }).url;
  }

  /** @throws with what the program said when it ends instead of becoming ready */
  static async start(main: string, home: string): Promise<SimulatorProcess> {
    const env = { ...process.env, SIMULATOR_HOME: home, SIMULATOR_PORT: '0', SIMULATOR_HOST: '127.0.0.1', DEMO_PLAN };
    const child = spawn(process.execPath, [main], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    let complaint = '';
    child.stderr.on('data', (chunk: Buffer) => (complaint += chunk.toString()));
    const ready = await Promise.race([once(createInterface(child.stdout), 'line'), once(child, 'close').then(() => null)]);
    if (ready === null) throw new Error(complaint);
    return new SimulatorProcess(child, home, String(ready[0]));
  }

  folder(tid: string): string {
    return path.join(this.home, 'terminals', tid);
  }

  end(signal: 'SIGTERM' | 'SIGKILL'): Promise<Ended> {
    this.#child.kill(signal);
    return endOf(this.#child);
  }

  async get<T>(route: string): Promise<T> {
    const answer = await fetch(this.url + route);
    if (!answer.ok) throw new Error(`${route} answered ${answer.status}`);
    return (await answer.json()) as T;
  }

  async post(route: string, body: unknown): Promise<void> {
    const answer = await fetch(this.url + route, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(`${route} answered ${answer.status}: ${await answer.text()}`);
  }

  ledger(tid: string): Promise<readonly LedgerLine[]> {
    return this.get(`/ledger?tid=${tid}`);
  }

  /** Waits until the device shows that state. */
  async untilState(tid: string, state: string): Promise<void> {
    for (;;) {
      if ((await this.get<{ state: string }>(`/terminals/${tid}`)).state === state) return;
      await delay(20);
    }
  }
}

export interface ProgramCall {
  readonly pid: number | undefined;
  readonly ended: Promise<Ended>;
}

/** Starts the program as a gateway does: by its path, in its folder. */
export function startProgram(folder: string, ...args: readonly string[]): ProgramCall {
  const child = spawn(path.join(folder, 'sb_pilot'), args, { cwd: folder, stdio: 'ignore', detached: true });
  return { pid: child.pid, ended: endOf(child) };
}

/** A file of the folder as bytes; null when it is not there. */
export const readBytes = (folder: string, name: string): Promise<Buffer | null> => readFile(path.join(folder, name)).catch(() => null);

/** The result code in `e`; null without that file. */
export async function codeOf(folder: string): Promise<number | null> {
  const bytes = await readBytes(folder, 'e');
  return bytes === null ? null : Number(bytes.toString('latin1').split(',')[0]);
}

export async function runProgram(folder: string, ...args: readonly string[]): Promise<{ readonly end: Ended; readonly code: number | null }> {
  const end = await startProgram(folder, ...args).ended;
  return { end, code: await codeOf(folder) };
}
