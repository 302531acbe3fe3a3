import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';

const ROOT = path.resolve(import.meta.dirname, '../../../..');

/** One run of the gateway as a real process. */
export class GatewayProcess {
  private constructor(
    private readonly child: ChildProcess,
    readonly url: string,
  ) {}

  /** `main`: the program itself, or the one that can be told when to die. */
  static async start(env: Readonly<Record<string, string>>, main = 'apps/gateway/test/crash/crash-gateway.ts'): Promise<GatewayProcess> {
    const child = spawn(process.execPath, ['--import', 'tsx', main], {
      cwd: ROOT,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let complaint = '';
    child.stderr.on('data', (chunk: Buffer) => (complaint += chunk.toString()));
    const lines = createInterface(child.stdout);
    const url = new Promise<string>((resolve) => {
      lines.on('line', (line) => {
        const told = line.startsWith('{') ? (JSON.parse(line) as { url?: string }).url : undefined;
        if (told !== undefined) resolve(told);
      });
    });
    const started = await Promise.race([url, once(child, 'close').then(() => null)]);
    if (started === null) throw new Error(`the gateway did not start: ${complaint}`);
    return new GatewayProcess(child, started.replace('[::1]', '127.0.0.1'));
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
