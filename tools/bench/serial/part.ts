import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { ROOT } from '../sale/part.mjs';

/** A process that says one line of JSON for each line that it is given, and one at its start. */
export class Part {
  readonly #said: unknown[] = [];
  #wake: () => void = () => undefined;

  constructor(private readonly child: ChildProcess) {
    if (child.stdout === null) throw new Error('a part has an output');
    createInterface({ input: child.stdout }).on('line', (line) => {
      this.#said.push(JSON.parse(line));
      this.#wake();
    });
    child.once('exit', () => this.#wake());
  }

  static start(args: readonly string[], plan: unknown): Part {
    const env = { ...process.env, PLAN: JSON.stringify(plan) };
    return new Part(spawn(process.execPath, [...args], { cwd: ROOT, env, stdio: ['pipe', 'pipe', 'inherit'] }));
  }

  tell(what: unknown): void {
    this.child.stdin?.write(`${JSON.stringify(what)}\n`);
  }

  async next(): Promise<unknown> {
    while (this.#said.length === 0) {
      if (this.child.exitCode !== null || this.child.signalCode !== null) throw new Error('a part of the measurement has ended');
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
    return this.#said.shift();
  }

  async stop(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const gone = once(this.child, 'exit');
    this.child.kill('SIGTERM');
    await gone;
  }
}

export interface Cable {
  readonly ours: string;
  readonly theirs: string;
  readonly unplug: () => Promise<void>;
}

/** Two pseudo-terminals, joined by socat. */
export async function plugCable(): Promise<Cable> {
  const folder = mkdtempSync(path.join(tmpdir(), 'payport-bench-line-'));
  const [ours, theirs] = [path.join(folder, 'ours'), path.join(folder, 'theirs')];
  const socat = spawn('socat', [`pty,raw,echo=0,link=${ours}`, `pty,raw,echo=0,link=${theirs}`], { stdio: 'ignore' });
  const started = performance.now();
  while (!existsSync(ours) || !existsSync(theirs)) {
    if (socat.exitCode !== null || performance.now() - started > 10_000) throw new Error('socat made no pseudo-terminals');
    await pause(10);
  }
  const unplug = async (): Promise<void> => {
    const gone = once(socat, 'exit');
    if (socat.exitCode === null && socat.kill()) await gone;
    rmSync(folder, { recursive: true, force: true });
  };
  return { ours, theirs, unplug };
}
