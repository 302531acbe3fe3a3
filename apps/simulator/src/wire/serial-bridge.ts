import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { open, rm, type FileHandle } from 'node:fs/promises';
import { constants } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

/** The terminal lost power or its cable: its port comes back after this, ms. */
const PLUG_AGAIN_MS = 300;
const LIMIT_MS = 5_000;
const POLL_MS = 20;

/** socat ends with us, however we end: when nobody holds the other end of its watcher's standard input any more. */
const SCRIPT = 'exec 3<&0; socat "$1" "$2" & socat=$!; (cat <&3 >/dev/null; kill "$socat" 2>/dev/null) & wait "$socat"';

/** A serial pseudo-terminal in front of a terminal on the network, made by socat. */
export class SerialBridge {
  #child: ChildProcess | null = null;
  /** Held open like a cable that stays in: a port that nobody has open would hang up. Nothing is read by it. */
  #cable: FileHandle | null = null;
  #stopped = false;
  #replugged: Promise<unknown> = Promise.resolve();

  private constructor(
    private readonly path: string,
    private readonly port: number,
  ) {}

  /** Null where the machine cannot make one: the terminal is on the network only. */
  static async plug(path: string, port: number): Promise<SerialBridge | null> {
    const bridge = new SerialBridge(path, port);
    if (process.platform !== 'win32' && (await bridge.#plug())) return bridge;
    await bridge.close();
    return null;
  }

  async close(): Promise<void> {
    this.#stopped = true;
    const child = this.#child;
    if (child !== null && child.exitCode === null && child.signalCode === null) {
      const gone = once(child, 'exit');
      child.stdin?.end();
      await gone;
    }
    await this.#replugged;
    await rm(this.path, { force: true });
  }

  /** Resolves once the port is there; false where it does not come. */
  async #plug(): Promise<boolean> {
    await rm(this.path, { force: true });
    const ends = [`pty,raw,echo=0,link=${this.path}`, `tcp:127.0.0.1:${this.port},nodelay`];
    const child = spawn('sh', ['-c', SCRIPT, 'sh', ...ends], { stdio: ['pipe', 'ignore', 'ignore'] });
    this.#child = child;
    child.on('error', () => undefined); // Without a shell the port does not come, which is seen below.
    for (let waitedMs = 0; waitedMs < LIMIT_MS && child.exitCode === null; waitedMs += POLL_MS) {
      this.#cable = await holdOpen(this.path);
      if (this.#cable !== null) {
        child.once('exit', () => {
          child.stdin.destroy();
          this.#replugged = this.#again();
        });
        return true;
      }
      await delay(POLL_MS);
    }
    child.stdin.end();
    return false;
  }

  async #again(): Promise<void> {
    await this.#cable?.close();
    this.#cable = null;
    while (!this.#stopped) {
      await delay(PLUG_AGAIN_MS);
      // A terminal without power takes no connection: its port comes with it.
      if (this.#stopped || (await this.#plug())) return;
    }
  }
}

/** Null while the port is not there. */
const holdOpen = (path: string): Promise<FileHandle | null> => open(path, constants.O_RDWR | constants.O_NOCTTY).catch(() => null);
