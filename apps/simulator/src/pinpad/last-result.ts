import type { Clock } from '@payport/domain';
import type { ShownResult } from './pad-view.ts';

/** How long the end of an order stays on the screen. */
export const RESULT_SHOWN_MS = 8_000;

/** The end of the last order, for as long as the screen shows it. */
export class LastResult {
  readonly #clock: Pick<Clock, 'monotonic'>;
  #shown: ShownResult | null = null;
  #until = Number.NEGATIVE_INFINITY;

  constructor(clock: Pick<Clock, 'monotonic'>) {
    this.#clock = clock;
  }

  show(result: ShownResult): void {
    this.#shown = result;
    this.#until = this.#clock.monotonic() + RESULT_SHOWN_MS;
  }

  clear(): void {
    this.#shown = null;
  }

  get current(): ShownResult | null {
    return this.#clock.monotonic() < this.#until ? this.#shown : null;
  }
}
