import type { ClaimRecord, Clock, CommandStore, TerminalId } from '@payport/domain';
import type { Logger } from '@payport/logging';
import { NO_WIRES, type DriverDefinition, type ProgramHost } from '@payport/terminals-core';
import { MemoryPaymentStore, type MemoryDatabase, type StoreConditions } from '@payport/testing';
import type { Pool } from 'pg';
import type { GatewayConfig } from '../../src/config/config.ts';
import { Engine, type Lease } from '../../src/modules/engine/index.ts';
import { NO_CHECKPOINTS, NO_OBSERVER } from '../../src/modules/payments/index.ts';
import { DriverDirectory } from '../../src/modules/terminal-sessions/index.ts';
import type { Chance } from './chance.ts';
import type { Faults } from './faults.ts';
import type { Life } from './life.ts';
import { SimulatedJournal, type SimulatedDisk } from './simulated-journal.ts';

export const INSTANCE = 'simulated';
/** How long rungs 0–2 are tried before a person is asked, as in the delivered configuration. */
export const LADDER_MS = 30 * 60_000;

/** No commands beside payments. */
const NO_COMMANDS: CommandStore = {
  transaction: () => Promise.reject(new Error('the simulation has no settlements')),
  find: () => Promise.resolve(null),
  settlement: () => Promise.resolve(null),
  openOfInstance: () => Promise.resolve([]),
  due: () => Promise.resolve([]),
  recountable: () => Promise.resolve([]),
};

export interface GatewayWorld {
  readonly database: MemoryDatabase;
  readonly conditions: StoreConditions;
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

  constructor(
    readonly life: Life,
    world: GatewayWorld,
  ) {
    const { clock } = life;
    this.store = new MemoryPaymentStore(world.database, world.conditions);
    const random = world.chance.branch();
    const load = (id: string): Promise<DriverDefinition | null> => Promise.resolve(world.load(id));
    this.engine = new Engine({
      config: { instanceId: INSTANCE, databaseUrl: '', recoveryWindowMs: LADDER_MS } as unknown as GatewayConfig,
      pool: enginePool(world.database, world.conditions),
      store: this.store,
      commands: NO_COMMANDS,
      drivers: new DriverDirectory(load, { clock, random, programs: world.programs, wires: NO_WIRES }),
      clock,
      random,
      checkpoints: NO_CHECKPOINTS,
      logger: traceLogger(world.warned),
      observer: NO_OBSERVER,
      journal: new SimulatedJournal(world.disk, life, world.faults),
      lease: simulatedLease(life, world.faults, world.chance, clock),
    });
  }
}

/** The lock on the instance's name: it is lost now and then, and regained; nothing that began before may be sent after. */
function simulatedLease(life: Life, faults: Faults, chance: Chance, clock: Clock): Lease {
  let held = false;
  let epoch = 0;
  const permit = (): (() => Promise<void>) => {
    const began = held ? epoch : -1;
    return () => {
      if (held && faults.strikes('lease_lost')) {
        held = false;
        epoch += 1;
        clock.after(chance.between(500, 20_000), () => (held = true));
      }
      return held && began === epoch ? Promise.resolve() : Promise.reject(new Error('this gateway lost its lease and must not send'));
    };
  };
  return {
    acquire: async () => {
      await life.pause(200);
      held = true;
    },
    permit,
    assertHeld: () => permit()(),
    release: () => {
      held = false;
      return Promise.resolve();
    },
  };
}

/** The few statements that the engine sends past the stores. There is one gateway only: no others live, none is dead. */
function enginePool(database: MemoryDatabase, conditions: StoreConditions): Pool {
  const free = (which: (claim: ClaimRecord) => boolean): void => {
    for (const [address, claim] of [...database.claims]) if (which(claim)) database.claims.delete(address);
  };
  const query = async (asked: string | { readonly text: string }, values: readonly unknown[] = []): Promise<{ rows: readonly unknown[] }> => {
    const text = typeof asked === 'string' ? asked : asked.text;
    await conditions.statement(text);
    if (text.startsWith('delete from device_claim where instance_id')) {
      const ofWatch = text.includes('command_id is null');
      free(({ holder, commandId }) => holder === 'service' && (!ofWatch || commandId === null));
    } else if (text.startsWith('delete from device_claim where address')) {
      free(({ address, fencingToken }) => address === values[0] && String(fencingToken) === values[1]);
    } else if (text.startsWith('select id from terminal where enabled and offline_since is not null')) {
      const silent = [...database.terminals.values()].filter((terminal) => terminal.offlineSinceMs !== null);
      return { rows: silent.map((terminal): { id: TerminalId } => ({ id: terminal.id })) };
    } else if (!OF_OTHER_GATEWAYS.test(text)) {
      throw new Error(`the simulation knows no answer to: ${text}`);
    }
    return { rows: [] };
  };
  return { query, connect: () => Promise.resolve({ query, release: () => undefined }) } as unknown as Pool;
}

/** Answered with nothing. */
const OF_OTHER_GATEWAYS = /^(begin|commit|rollback)$|gateway_instance/;

const traceLogger = (warned: GatewayWorld['warned']): Logger => {
  const say = (fields: { readonly err?: unknown; readonly alert?: unknown }, event: string): void =>
    warned(fields.alert === undefined ? event : `${event} ${JSON.stringify(fields.alert)}`, fields.err);
  return { warn: say, error: say, info: say } as unknown as Logger;
};
