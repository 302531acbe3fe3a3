import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const INSTALL = 'sudo apt-get update && sudo apt-get install -y --no-install-recommends socat';
const LIMIT_MS = 10_000;

/** Two serial ports joined by a null-modem cable, made of pseudo-terminals by socat. */
export class SerialPair {
  #socat: ChildProcess | null = null;
  readonly #folder = mkdtempSync(path.join(tmpdir(), 'payport-serial-'));
  readonly ours = path.join(this.#folder, 'ours');
  readonly theirs = path.join(this.#folder, 'theirs');

  /** Both ends are there, and free. @throws with the command to type where socat is missing */
  static async plugged(): Promise<SerialPair> {
    const pair = new SerialPair();
    await pair.plug();
    return pair;
  }

  /** Puts the cable in; the ends appear under the same names as before. */
  async plug(): Promise<void> {
    const socat = spawn('socat', [`pty,raw,echo=0,link=${this.ours}`, `pty,raw,echo=0,link=${this.theirs}`], { stdio: 'ignore' });
    let missing = false;
    socat.on('error', () => (missing = true));
    this.#socat = socat;
    for (let waitedMs = 0; !existsSync(this.ours) || !existsSync(this.theirs); waitedMs += 10) {
      if (missing) throw new Error(`These tests need socat. Install it and run them again:\n  ${INSTALL}`);
      if (waitedMs > LIMIT_MS || socat.exitCode !== null) throw new Error('socat did not make its pseudo-terminals');
      await pause(10);
    }
  }

  /** Pulls it out: both ends disappear. */
  async unplug(): Promise<void> {
    const socat = this.#socat;
    this.#socat = null;
    if (socat === null || socat.exitCode !== null || socat.signalCode !== null) return;
    const gone = once(socat, 'exit');
    socat.kill('SIGTERM');
    await gone;
  }

  async end(): Promise<void> {
    await this.unplug();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
