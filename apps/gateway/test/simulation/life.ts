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
  /** It fell asleep between its last look at the lease and the first byte of an order. */
  sleptSending = false;
  /** Told of each order whose first byte leaves. */
  sends: (reference: string) => void = () => undefined;
  readonly clock: Clock;
  /** What is to happen at its end: above all, callers outside hear of it. */
  readonly #atEnd = new Set<() => void>();
  /** What waits for the wake-up; null while awake. */
  #held: (() => void)[] | null = null;
  #sending = 0;

  constructor(
    readonly name: string,
    private readonly time: VirtualTime,
    private readonly chance: Chance,
    private readonly faults: Faults,
    private readonly kill: (life: Life) => void,
  ) {
    this.clock = time.clockOf(this);
  }

  /** Waits a drawn time, often none. Never resolves for the dead. `slowMs`: the longest wait. */
  pause(slowMs: number, often = 35): Promise<void> | undefined {
    if (!this.alive) return NEVER;
    if (this.#held) return this.awake();
    if (this.faults.strikes('gateway_killed')) {
      this.kill(this);
      return NEVER;
    }
    return this.chance.percent(often) ? this.#sleep(this.chance.between(0, slowMs)) : undefined;
  }

  get asleep(): boolean {
    return this.#held !== null;
  }

  /** The process stands still: neither its timers nor its promises go on. */
  fallAsleep(): void {
    if (!this.alive || this.#held) return;
    this.#held = [];
    if (this.#sending > 0) this.sleptSending = true;
  }

  /** Everything that came due meanwhile goes on, one after the other. */
  wake(): void {
    const held = this.#held ?? [];
    this.#held = null;
    for (const run of held) this.time.after(0, () => this.whenAwake(run));
  }

  /** Runs it now, or at the wake-up; never for the dead. */
  whenAwake(run: () => void): void {
    if (!this.alive) return;
    if (this.#held) this.#held.push(run);
    else run();
  }

  awake(): Promise<void> {
    return new Promise((resolve) => this.whenAwake(resolve));
  }

  /** A wait after which an order leaves: nothing keeps it from that any more. */
  async sendingPause(slowMs: number): Promise<void> {
    this.#sending += 1;
    await this.pause(slowMs);
    this.#sending -= 1;
  }

  /** The process is to die as soon as what runs right now has come to rest. */
  dieSoon(): void {
    this.time.after(0, () => (this.alive ? this.kill(this) : undefined));
  }

  end(): void {
    this.alive = false;
    for (const run of this.#atEnd) run();
    this.#atEnd.clear();
  }

  /** Runs it when the process ends; at once where it has. */
  atEnd(run: () => void): void {
    if (this.alive) this.#atEnd.add(run);
    else run();
  }

  /** What a caller outside hears of work inside: nothing, when the process dies first. */
  outcome<T>(work: Promise<T>): Promise<{ readonly value: T } | { readonly broken: unknown }> {
    return new Promise((resolve) => {
      const tellDeath = (): void => resolve({ broken: 'the gateway died' });
      const tell = (said: { readonly value: T } | { readonly broken: unknown }): void => {
        this.#atEnd.delete(tellDeath);
        if (this.alive) resolve(said);
        else tellDeath();
      };
      this.atEnd(tellDeath);
      work.then(
        (value) => tell({ value }),
        (error: unknown) => tell({ broken: error }),
      );
    });
  }

  #sleep(ms: number): Promise<void> {
    return new Promise((resolve) => {
      this.time.after(ms, () =>
        this.whenAwake(() => {
          if (this.faults.strikes('gateway_killed')) this.kill(this);
          else resolve();
        }),
      );
    });
  }
}
