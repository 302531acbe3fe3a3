import { createHash } from 'node:crypto';

/** What happened, in order. Two runs of one seed have the same hash, or something but the seed decided. */
export class Trace {
  readonly #hash = createHash('sha256');
  readonly #lines: string[] = [];

  constructor(
    private readonly nowMs: () => number,
    private readonly keep: boolean,
  ) {}

  add(line: string): void {
    const stamped = `${String(this.nowMs()).padStart(8)} ${line}`;
    this.#hash.update(stamped);
    if (this.keep) this.#lines.push(stamped);
  }

  get lines(): readonly string[] {
    return this.#lines;
  }

  digest(): string {
    return this.#hash.digest('hex').slice(0, 16);
  }
}
