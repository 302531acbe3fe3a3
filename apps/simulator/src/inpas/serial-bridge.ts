import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { access, rm } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';

/** The terminal lost power or its cable: its port comes back after this, ms. */
const PLUG_AGAIN_MS = 300;
const LIMIT_MS = 5_000;
const POLL_MS = 20;

/** A serial pseudo-terminal in front of a terminal on the network, made by socat. */
export class SerialBridge {
  #socat: ChildProcess | null = null;
  #stopped = false;
  #replugged: Promise<void> = Promise.resolve();

  private constructor(
    private readonly path: string,
    private readonly port: number,
  ) {}

  /** Null where the machine has no socat: the terminal is on the network only. */
  static async plug(path: string, port: number): Promise<SerialBridge | null> {
    const bridge = new SerialBridge(path, port);
    return (await bridge.#plug()) ? bridge : null;
  }

  async close(): Promise<void> {
    this.#stopped = true;
    const socat = this.#socat;
    if (socat !== null && socat.exitCode === null && socat.signalCode === null) {
      const gone = once(socat, 'exit');
      socat.kill('SIGTERM');
      await gone;
    }
    await this.#replugged;
    await rm(this.path, { force: true });
  }

  async #plug(): Promise<boolean> {
    await rm(this.path, { force: true });
    // The connection to the terminal is made when a desk opens the port, not before: a terminal has one ear.
    const socat = spawn('socat', [`pty,raw,echo=0,link=${this.path},wait-slave`, `tcp:127.0.0.1:${this.port},nodelay`], { stdio: 'ignore' });
    this.#socat = socat;
    const missing = once(socat, 'error').then(
      () => true,
      () => true,
    );
    socat.once('exit', () => {
      if (!this.#stopped) this.#replugged = this.#again();
    });
    for (let waitedMs = 0; waitedMs < LIMIT_MS; waitedMs += POLL_MS) {
      if (await Promise.race([missing, delay(POLL_MS, false)])) return false;
      if (await exists(this.path)) return true;
    }
    return false;
  }

  async #again(): Promise<void> {
    await delay(PLUG_AGAIN_MS);
    if (!this.#stopped) await this.#plug();
  }
}

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );
