import type { LeaseHolder } from '@payport/domain';
import type { DriverDefinition, ProgramSpec } from '@payport/terminals-core';
import { parseArguments } from '@payport/terminals-sberbank';
import type { MemoryDatabase } from '@payport/testing';
import type { Chance } from './chance.ts';
import type { Faults } from './faults.ts';
import { Life } from './life.ts';
import { SimulatedConditions, type DatabaseServer } from './simulated-conditions.ts';
import { SimulatedGateway } from './simulated-gateway.ts';
import type { SimulatedDisk } from './simulated-journal.ts';
import { SimulatedPrograms, type MachineWorld } from './simulated-programs.ts';
import type { VirtualTime } from './virtual-time.ts';

/** Longer than a lease, and shorter than the longest step of a device: see docs/adr/0010. */
const LONGEST_SLEEP_MS = 180_000;
const LONGEST_ABSENCE_MS = 400_000;

export interface GatewaysWorld {
  readonly time: VirtualTime;
  readonly chance: Chance;
  readonly faults: Faults;
  readonly trace: (line: string) => void;
  readonly database: MemoryDatabase;
  readonly databaseNowMs: () => number;
  readonly server: DatabaseServer;
  readonly machine: Omit<MachineWorld, 'spawning'>;
  readonly load: (id: string, life: Life) => DriverDefinition | null;
  /** An order leaves a gateway. */
  readonly sending: (reference: string, instanceId: string) => void;
}

/** A gateway's name, its machine and the disk there; they outlive its processes. */
interface Place {
  readonly holder: LeaseHolder;
  readonly disk: SimulatedDisk;
  gateway: SimulatedGateway | null;
}

/** The gateways on one database, one to three: they die, fall asleep, drain and come back. */
export class Gateways {
  deaths = 0;
  readonly #places: readonly Place[];

  constructor(
    private readonly world: GatewaysWorld,
    holders: readonly LeaseHolder[],
  ) {
    this.#places = holders.map((holder) => ({ holder, disk: new Map(), gateway: null }));
  }

  start(): void {
    for (const place of this.#places) void this.#boot(place);
  }

  /** One that hears who calls it. */
  any(): SimulatedGateway | null {
    const awake: SimulatedGateway[] = [];
    for (const { gateway } of this.#places) if (gateway && !gateway.life.asleep) awake.push(gateway);
    return awake.length > 1 ? this.world.chance.pick(awake) : (awake[0] ?? null);
  }

  /** There is one gateway in this world. */
  get alone(): boolean {
    return this.#places.length === 1;
  }

  get count(): number {
    return this.#places.length;
  }

  get allUp(): boolean {
    return this.#places.every(({ gateway }) => gateway !== null && !gateway.life.asleep);
  }

  /** Their connections to the database end. */
  cut(): void {
    for (const { gateway } of this.#places) gateway?.cut();
  }

  /** That one is to die as soon as what runs right now has come to rest. */
  dieSoon(name: string): void {
    for (const { gateway } of this.#places) if (gateway?.life.name === name) gateway.life.dieSoon();
  }

  async drain(): Promise<void> {
    const gateway = this.any();
    if (!gateway) return;
    this.world.trace(`gateway ${gateway.life.name} drains`);
    await gateway.life.outcome(gateway.engine.stop());
    this.#kill(gateway.life);
  }

  /** A process stands still, as after SIGSTOP or in a suspended machine, and goes on as if nothing had been. */
  fallAsleep(): void {
    const gateway = this.any();
    if (!gateway) return;
    const { life } = gateway;
    this.world.trace(`gateway ${life.name} falls asleep`);
    life.fallAsleep();
    this.world.time.after(this.world.chance.between(1_000, LONGEST_SLEEP_MS), () => {
      if (!life.alive) return;
      this.world.trace(`gateway ${life.name} wakes up`);
      life.wake();
    });
  }

  /** Starts a gateway; a start that fails is tried again, as a service manager would. */
  async #boot(place: Place): Promise<void> {
    const { time, chance, faults, trace, database, databaseNowMs, server, load } = this.world;
    const life = new Life(place.holder.instanceId, time, chance.branch(), faults, (dying) => this.#kill(dying));
    life.sends = (reference) => {
      // Between the last look at the lease and the first byte no gateway can be kept from sending.
      if (!life.sleptSending) this.world.sending(reference, life.name);
    };
    const machine = { ...this.world.machine, spawning: (spec: ProgramSpec) => sends(life, spec) };
    place.gateway = new SimulatedGateway(life, {
      database,
      databaseNowMs,
      disk: place.disk,
      holder: place.holder,
      conditions: new SimulatedConditions(life, faults, server),
      programs: new SimulatedPrograms(life, machine),
      load: (id) => load(id, life),
      chance: chance.branch(),
      faults,
      warned: (event, error) => trace(`gateway ${life.name} ${event}${error instanceof Error ? `: ${error.message}` : ''}`),
    });
    trace(`gateway ${life.name} starts`);
    const started = await life.outcome(place.gateway.engine.start());
    if ('broken' in started && life.alive) this.#kill(life);
  }

  #kill(life: Life): void {
    const place = this.#places.find(({ gateway }) => gateway?.life === life);
    if (!life.alive || !place) return;
    const { time, chance, faults, trace } = this.world;
    trace(`gateway ${life.name} dies`);
    this.deaths += 1;
    life.end();
    place.gateway?.cut();
    place.gateway = null;
    const long = this.#places.length > 1 && faults.strikes('gateway_gone');
    time.after(chance.between(50, long ? LONGEST_ABSENCE_MS : 30_000), () => void this.#boot(place));
  }
}

const ORDERS = ['sale', 'refund', 'cancel', 'preauthorization', 'capture'];

function sends(life: Life, spec: ProgramSpec): void {
  const { kind, requestId } = parseArguments(spec.args);
  if (requestId !== null && ORDERS.includes(kind)) life.sends(requestId);
}
