import { createHash } from 'node:crypto';

/** Characters; one call of the hash costs as much as hashing some hundred of them. */
const HASH_AT_ONCE = 16_384;

/** What happened, in order. Two runs of one seed have the same hash, or something but the seed decided. */
export class Trace {
  readonly #hash = createHash('sha256');
  readonly #lines: string[] = [];
  #unhashed = '';

  constructor(
    private readonly nowMs: () => number,
    private readonly keep: boolean,
  ) {}

  add(line: string): void {
    const stamped = `${String(this.nowMs()).padStart(8)} ${line}`;
    this.#unhashed += stamped;
    if (this.#unhashed.length > HASH_AT_ONCE) this.#hashed();
    if (this.keep) this.#lines.push(stamped);
  }

  get lines(): readonly string[] {
    return this.#lines;
  }

  #hashed(): void {
    this.#hash.update(this.#unhashed);
    this.#unhashed = '';
  }

  digest(): string {
    this.#hashed();
    return this.#hash.digest('hex').slice(0, 16);
  }
}
