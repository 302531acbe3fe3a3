import type { Clock } from '@payport/domain';
import type { Chance } from './chance.ts';
import type { Faults } from './faults.ts';
import type { VirtualTime } from './virtual-time.ts';

const NEVER = new Promise<never>(() => undefined);

/**
 * One run of the gateway's process, from its start to its death. Every port waits here before and after it does something,
 * so that the order of things and the moment of death are drawn between any two awaits. After the death nothing goes on.
 */
export class Life {
  alive = true;
  readonly clock: Clock;
  readonly ended: Promise<void>;
  #end: () => void = () => undefined;

  constructor(
    private readonly time: VirtualTime,
    private readonly chance: Chance,
    private readonly faults: Faults,
    private readonly kill: (life: Life) => void,
  ) {
    this.clock = time.clockOf(this);
    this.ended = new Promise((resolve) => (this.#end = resolve));
  }

  /** Waits a drawn time, often none. Never resolves for the dead. `slowMs`: the longest wait. */
  pause(slowMs: number, often = 35): Promise<void> | undefined {
    if (!this.alive) return NEVER;
    if (this.faults.strikes('gateway_killed')) {
      this.kill(this);
      return NEVER;
    }
    return this.chance.percent(often) ? this.#sleep(this.chance.between(0, slowMs)) : undefined;
  }

  /** The process is to die as soon as what runs right now has come to rest. */
  dieSoon(): void {
    this.time.after(0, () => (this.alive ? this.kill(this) : undefined));
  }

  end(): void {
    this.alive = false;
    this.#end();
  }

  /** What a caller outside hears of work inside: nothing, when the process dies first. */
  async outcome<T>(work: Promise<T>): Promise<{ readonly value: T } | { readonly broken: unknown }> {
    const answered = work.then(
      (value) => ({ value }),
      (error: unknown) => ({ broken: error }),
    );
    const first = await Promise.race([answered, this.ended.then(() => ({ broken: 'the gateway died' }))]);
    return this.alive ? first : { broken: 'the gateway died' };
  }

  #sleep(ms: number): Promise<void> {
    return new Promise((resolve) => {
      this.time.after(ms, () => {
        if (!this.alive) return;
        if (this.faults.strikes('gateway_killed')) this.kill(this);
        else resolve();
      });
    });
  }
}
