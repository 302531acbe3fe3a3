import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import path from 'node:path';

export const ROOT = path.resolve(import.meta.dirname, '../..');

/** A real program of the product, with its words in a file. */
export class Program {
  private constructor(
    private readonly child: ChildProcess,
    private readonly log: string,
  ) {}

  static start(main: string, env: Readonly<Record<string, string>>, log: string): Program {
    const file = openSync(log, 'a', 0o600);
    const child = spawn(process.execPath, [path.join(ROOT, main)], {
      cwd: ROOT,
      env: { PATH: process.env['PATH'] ?? '', ...env },
      stdio: ['ignore', file, file],
    });
    closeSync(file);
    return new Program(child, log);
  }

  get ended(): boolean {
    return this.child.exitCode !== null || this.child.signalCode !== null;
  }

  async kill(): Promise<void> {
    if (this.ended) return;
    const exit = once(this.child, 'exit');
    this.child.kill('SIGKILL');
    await exit;
  }

  lastWords(): string {
    return readFileSync(this.log, 'utf8').slice(-2_000);
  }
}
