import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';

const ROOT = path.resolve(import.meta.dirname, '../../../..');

/** Journals of this test's gateways; each has a file of its own by its name. */
const journals = mkdtempSync(path.join(tmpdir(), 'payport-journals-'));
process.on('exit', () => rmSync(journals, { recursive: true, force: true }));

/** One run of the gateway as a real process. */
export class GatewayProcess {
  private constructor(
    private readonly child: ChildProcess,
    readonly url: string,
    private readonly atGate: Promise<void>,
  ) {}

  /** `main`: the program itself, or the one that can be told when to die. `handles`: how many files and sockets it may have open. */
  static async start(
    env: Readonly<Record<string, string>>,
    main = 'apps/gateway/test/crash/crash-gateway.ts',
    handles?: number,
  ): Promise<GatewayProcess> {
    const node = [process.execPath, '--import', 'tsx', main];
    const [command = '', ...args] = handles === undefined ? node : ['sh', '-c', `ulimit -n ${handles}; exec "$@"`, 'sh', ...node];
    const child = spawn(command, args, {
      cwd: ROOT,
      env: { ...process.env, PAYPORT_JOURNAL_DIR: journals, ...env },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    let complaint = '';
    child.stderr.on('data', (chunk: Buffer) => (complaint += chunk.toString()));
    const lines = createInterface(child.stdout);
    let reachGate = (): void => undefined;
    const gate = new Promise<void>((resolve) => (reachGate = resolve));
    const url = new Promise<string>((resolve) => {
      lines.on('line', (line) => {
        const told = line.startsWith('{') ? (JSON.parse(line) as { url?: string; waitsAt?: string }) : {};
        if (told.url !== undefined) resolve(told.url);
        if (told.waitsAt !== undefined) reachGate();
      });
    });
    const started = await Promise.race([url, once(child, 'close').then(() => null)]);
    if (started === null) throw new Error(`the gateway did not start: ${complaint}`);
    return new GatewayProcess(child, started.replace('[::1]', '127.0.0.1'), gate);
  }

  /** Resolves when a payment has come to the instant that WAIT_AT names; it stays there until `open`. */
  waits(): Promise<void> {
    return this.atGate;
  }

  open(): void {
    this.child.stdin?.write('go\n');
  }

  kill(signal: NodeJS.Signals = 'SIGKILL'): void {
    this.child.kill(signal);
  }

  get exitCode(): number | null {
    return this.child.exitCode;
  }

  /** Resolves with the signal that ended the process. */
  async ended(): Promise<NodeJS.Signals | null> {
    if (this.child.exitCode === null && this.child.signalCode === null) await once(this.child, 'exit');
    return this.child.signalCode;
  }
}
