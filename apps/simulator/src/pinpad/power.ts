import type { Clock } from '@payport/domain';

/** While a device reboots it first does not answer at all, then answers that it is starting. */
export type PowerState = 'on' | 'off' | 'booting';

/** Share of a reboot during which the link is dead; the rest is the start-up. */
const OFF_NUMERATOR = 3;
const OFF_DENOMINATOR = 5;

export class Power {
  readonly #clock: Pick<Clock, 'monotonic'>;
  #offUntil = Number.NEGATIVE_INFINITY;
  #readyAt = Number.NEGATIVE_INFINITY;
  /** Unplugged by a person. */
  plugged = true;

  constructor(clock: Pick<Clock, 'monotonic'>) {
    this.#clock = clock;
  }

  reboot(durationMs: number): void {
    const now = this.#clock.monotonic();
    this.#offUntil = now + (durationMs * OFF_NUMERATOR) / OFF_DENOMINATOR;
    this.#readyAt = now + durationMs;
  }

  get state(): PowerState {
    const now = this.#clock.monotonic();
    if (!this.plugged || now < this.#offUntil) return 'off';
    return now < this.#readyAt ? 'booting' : 'on';
  }

  get rebooting(): boolean {
    return this.#clock.monotonic() < this.#readyAt;
  }
}
