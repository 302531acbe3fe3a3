import type { Clock } from '@payport/domain';

/**
 * Who stands in front of the device: a simulated guest, or a person who uses the control interface. A person's turn can
 * have an end, so that a page which was closed in the middle leaves no device behind that waits for nobody.
 */
export class Attendance {
  readonly #clock: Pick<Clock, 'monotonic'>;
  #byHandUntil = Number.NEGATIVE_INFINITY;

  constructor(clock: Pick<Clock, 'monotonic'>) {
    this.#clock = clock;
  }

  get manual(): boolean {
    return this.#clock.monotonic() < this.#byHandUntil;
  }

  /** From now on a person acts; without `forMs`, until somebody says otherwise. */
  byHand(forMs = Number.POSITIVE_INFINITY): void {
    this.#byHandUntil = this.#clock.monotonic() + forMs;
  }

  automatic(): void {
    this.#byHandUntil = Number.NEGATIVE_INFINITY;
  }
}
