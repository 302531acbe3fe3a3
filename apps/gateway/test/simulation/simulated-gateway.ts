import type { InstanceStore, LeaseHolder } from '@payport/domain';
import type { Logger } from '@payport/logging';
import { NO_WIRES, type DriverDefinition, type ProgramHost } from '@payport/terminals-core';
import { MemoryBankOperationStore, MemoryCommandStore, MemoryInstanceStore, MemoryPaymentStore, type MemoryDatabase } from '@payport/testing';
import type { GatewayConfig } from '../../src/config/config.ts';
import { Engine } from '../../src/modules/engine/index.ts';
import { NO_CHECKPOINTS, NO_OBSERVER } from '../../src/modules/payments/index.ts';
import { DriverDirectory } from '../../src/modules/terminal-sessions/index.ts';
import type { Chance } from './chance.ts';
import { CommitPulse } from './commit-pulse.ts';
import type { Faults } from './faults.ts';
import type { Life } from './life.ts';
import { enginePool } from './engine-pool.ts';
import type { SimulatedConditions } from './simulated-conditions.ts';
import { SimulatedJournal, type SimulatedDisk } from './simulated-journal.ts';

/** How long rungs 0–2 are tried before a person is asked, as in the delivered configuration. */
export const LADDER_MS = 30 * 60_000;

export interface GatewayWorld {
  readonly database: MemoryDatabase;
  readonly holder: LeaseHolder;
  readonly conditions: SimulatedConditions;
  /** The database's clock is its own: it does not jump with the gateways'. */
  readonly databaseNowMs: () => number;
  readonly disk: SimulatedDisk;
  readonly programs: ProgramHost;
  readonly load: (id: string) => DriverDefinition | null;
  readonly chance: Chance;
  readonly faults: Faults;
  readonly warned: (event: string, error: unknown) => void;
}

/** The real engine in one life of its process, on simulated ports. */
export class SimulatedGateway {
  readonly engine: Engine;
  readonly store: MemoryPaymentStore;
  readonly #instances: MemoryInstanceStore;
  readonly #pulse: CommitPulse;

  constructor(
    readonly life: Life,
    world: GatewayWorld,
  ) {
    const { clock } = life;
    this.store = new MemoryPaymentStore(world.database, world.conditions);
    this.#instances = new MemoryInstanceStore(world.database, world.databaseNowMs, world.conditions);
    world.conditions.loseLease = () => this.#instances.cutSessions();
    this.#pulse = new CommitPulse(world.database, clock, world.chance.branch());
    const random = world.chance.branch();
    const load = (id: string): Promise<DriverDefinition | null> => Promise.resolve(world.load(id));
    this.engine = new Engine({
      config: { ...world.holder, recoveryWindowMs: LADDER_MS } as unknown as GatewayConfig,
      pool: enginePool(world.database, world.conditions),
      store: this.store,
      commands: new MemoryCommandStore(this.store, world.conditions),
      drivers: new DriverDirectory(load, { clock, random, programs: world.programs, wires: NO_WIRES }),
      clock,
      random,
      checkpoints: NO_CHECKPOINTS,
      logger: traceLogger(world.warned),
      observer: NO_OBSERVER,
      journal: new SimulatedJournal(world.disk, life, world.faults),
      instances: this.#heardBy(life),
      peerPulse: this.#pulse,
      bank: { lines: new MemoryBankOperationStore(world.database, world.conditions), acquirer: null },
    });
  }

  /** The server ends a sleeper's session at once; the sleeper hears of it when it wakes up. */
  #heardBy(life: Life): InstanceStore {
    const store = this.#instances;
    return {
      session: (lost) => store.session((session, error) => life.whenAwake(() => lost(session, error))),
      othersLive: (id) => store.othersLive(id),
      leftByTheDead: (id) => store.leftByTheDead(id),
      adopt: (heir, steps) => store.adopt(heir, steps),
    };
  }

  /** Its connections to the database end; the dead do not hear of it. */
  cut(): void {
    this.store.cut();
    if (this.life.alive) this.#instances.cut();
    else {
      this.#instances.drop();
      this.#pulse.end();
    }
  }
}

const traceLogger = (warned: GatewayWorld['warned']): Logger => {
  const say = (fields: { readonly err?: unknown; readonly alert?: unknown }, event: string): void =>
    warned(fields.alert === undefined ? event : `${event} ${JSON.stringify(fields.alert)}`, fields.err);
  return { warn: say, error: say, info: say } as unknown as Logger;
};
