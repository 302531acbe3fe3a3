import type { Clock } from '@payport/domain';

/** A terminal has one order at a time; those long before it are of no interest. */
const MOST = 64;

/**
 * How long the terminal may still work on something, whatever it says of its last operation. By our own clock: one on the wall
 * that is set ahead would give the terminal to the next guest, one that is set back would never do so.
 */
export class WorkTime {
  /** When this instance first knew of an order or a close, monotonic ms. */
  readonly #met = new Map<string, number>();

  constructor(
    private readonly clock: Pick<Clock, 'monotonic'>,
    private readonly stepLimitMs: number,
  ) {}

  /** From here on its time counts. */
  meet(reference: string): void {
    if (this.#met.has(reference)) return;
    this.#met.set(reference, this.clock.monotonic());
    const [oldest] = this.#met.keys();
    if (this.#met.size > MOST && oldest !== undefined) this.#met.delete(oldest);
  }

  /** One that this instance never met is met now. */
  mayGoOn(reference: string): boolean {
    this.meet(reference);
    return this.clock.monotonic() - (this.#met.get(reference) ?? 0) < this.stepLimitMs;
  }
}
