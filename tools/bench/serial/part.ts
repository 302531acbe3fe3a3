import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
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

  static start(args: readonly string[], plan: unknown, through: readonly string[] = []): Part {
    const env = { ...process.env, PLAN: JSON.stringify(plan) };
    const [program = '', ...rest] = [...through, process.execPath, ...args];
    return new Part(spawn(program, rest, { cwd: ROOT, env, stdio: ['pipe', 'pipe', 'inherit'] }));
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
