import { setTimeout as delay } from 'node:timers/promises';
import { between, oneOf, type Chance } from './chance.ts';
import type { ChaosWorld } from './world.ts';

const KINDS = ['gateway', 'gateway', 'postgres', 'line reset', 'line dead', 'both'] as const;
export type Blow = (typeof KINDS)[number];

/** A start of the gateway and what it found open. */
export interface Restart {
  readonly readyAt: number;
  readonly open: readonly string[];
}

/** Everything that has not ended and does not wait for a person. */
export const OPEN = `status not in ('approved', 'declined', 'cancelled', 'failed', 'reversed', 'manual_review')`;

/** Strikes at moments of its own choice, and brings up again what it took down. */
export class Supervisor {
  readonly blows = new Map<Blow, number>();
  readonly restarts: Restart[] = [];

  constructor(
    private readonly world: ChaosWorld,
    private readonly chance: Chance,
  ) {}

  /** `first`: what comes first, so that a short run has them all. */
  async run(ms: number, first: readonly Blow[]): Promise<void> {
    const until = performance.now() + ms;
    const planned = [...first];
    while (performance.now() < until || planned.length > 0) {
      await delay(between(this.chance, 300, 2_500));
      await this.strike(planned.shift() ?? oneOf(this.chance, KINDS));
    }
    // With guests at every desk, so that there is always something to find open.
    await this.strike('gateway');
  }

  private async strike(blow: Blow): Promise<void> {
    this.blows.set(blow, (this.blows.get(blow) ?? 0) + 1);
    const pause = between(this.chance, 0, 400);
    switch (blow) {
      case 'gateway':
        await this.world.killGateway();
        await delay(pause);
        return this.startGateway();
      case 'postgres':
        this.world.killPostgres();
        await delay(pause);
        await this.world.startPostgres();
        return this.world.startGateway();
      case 'both':
        this.world.killPostgres();
        await delay(pause);
        await this.world.killGateway();
        await this.world.startPostgres();
        return this.startGateway();
      case 'line reset':
        this.world.databaseLine.reset();
        return this.world.startGateway();
      case 'line dead':
        this.world.databaseLine.blackhole(true);
        await delay(pause * 5);
        this.world.databaseLine.reset();
        this.world.databaseLine.blackhole(false);
        return this.world.startGateway();
    }
  }

  private async startGateway(): Promise<void> {
    const open = await this.world.query<{ id: string }>(`select id from payment where ${OPEN}`);
    await this.world.startGateway();
    this.restarts.push({ readyAt: Date.now(), open: open.map(({ id }) => id) });
  }
}
