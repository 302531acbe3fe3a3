import type { DeviceAddress, TerminalId } from '@payport/domain';
import type { MemoryDatabase } from '@payport/testing';
import type { Chance } from './chance.ts';

/** How long a cashier waits for a terminal on which somebody pays, before the guest is tried there all the same, ms. */
const PATIENCE_MS = { shortest: 5_000, longest: 120_000 };
/** From the moment at which a terminal is free to the next guest's order, ms. */
const CHANGE_OF_GUESTS_MS = 1_500;
/** In how many hotels nobody looks at the terminal before; and how often nobody does elsewhere. */
const RUSHED_HOTELS_PERCENT = 12;
const RUSHED_GUESTS_PERCENT = 8;

interface Place {
  readonly id: TerminalId;
  readonly address: DeviceAddress;
}

export interface QueueWorld {
  readonly chance: Chance;
  readonly database: MemoryDatabase;
  readonly after: (ms: number, run: () => void) => void;
  readonly terminals: readonly Place[];
}

/**
 * The guests before each terminal. Most cashiers see that somebody pays there and wait for a while; the others send their
 * order into it, and are refused. Who is refused makes no payment, and an idle hotel neither, so that this decides how many
 * payments a simulated hour has.
 */
export class TerminalQueue {
  readonly #waiting = new Map<TerminalId, (() => void)[]>();
  readonly #rushed: boolean;

  constructor(private readonly world: QueueWorld) {
    this.#rushed = world.chance.percent(RUSHED_HOTELS_PERCENT);
    world.database.onCommit(({ claims }) => {
      for (const [address, claim] of claims) if (claim === null) this.#freed(address);
    });
  }

  /** As many guests stand before the terminals as will stay. */
  get isFull(): boolean {
    if (this.#rushed) return false;
    let waiting = 0;
    for (const line of this.#waiting.values()) waiting += line.length;
    return waiting > this.world.terminals.length;
  }

  /** One that is free, where there is one. */
  choose(): TerminalId {
    const { chance, terminals } = this.world;
    const free = this.#rushed ? [] : terminals.filter((one) => this.#isFree(one) && !this.#waiting.get(one.id)?.length);
    return chance.pick(free.length > 0 ? free : terminals).id;
  }

  /** Undefined where nothing is waited for. */
  turn(id: TerminalId): Promise<void> | undefined {
    const { chance, terminals, after } = this.world;
    if (this.#rushed || chance.percent(RUSHED_GUESTS_PERCENT)) return undefined;
    const place = terminals.find((one) => one.id === id);
    if (!place || this.#isFree(place)) return undefined;
    return new Promise((resolve) => {
      const line = this.#waiting.get(id) ?? [];
      this.#waiting.set(id, line);
      line.push(resolve);
      after(chance.between(PATIENCE_MS.shortest, PATIENCE_MS.longest), () => {
        const at = line.indexOf(resolve);
        if (at >= 0) line.splice(at, 1);
        resolve();
      });
    });
  }

  #isFree({ address }: Place): boolean {
    return !this.world.database.claims.has(address);
  }

  #freed(address: DeviceAddress): void {
    const place = this.world.terminals.find((one) => one.address === address);
    if (!place || !this.#waiting.get(place.id)?.length) return;
    this.world.after(this.world.chance.between(0, CHANGE_OF_GUESTS_MS), () => {
      if (this.#isFree(place)) this.#waiting.get(place.id)?.shift()?.();
    });
  }
}
