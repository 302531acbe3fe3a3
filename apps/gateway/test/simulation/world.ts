import { isFinal, uuidV7, type DeviceAddress, type PropertyId, type TerminalId } from '@payport/domain';
import type { DriverDefinition } from '@payport/terminals-core';
import { inpas } from '@payport/terminals-inpas';
import { sberbank } from '@payport/terminals-sberbank';
import { zvt } from '@payport/terminals-zvt';
import { MemoryDatabase, ScriptedProgramHost } from '@payport/testing';
import { BankRegistry } from './bank/bank-registry.ts';
import { InpasTerminal } from './bank/inpas-terminal.ts';
import { PilotProgram } from './bank/pilot-program.ts';
import { scriptedFront } from './bank/scripted-front.ts';
import { SimulatedBank } from './bank/simulated-bank.ts';
import { SimulatedDevice } from './bank/simulated-device.ts';
import { ZvtTerminal } from './bank/zvt-terminal.ts';
import { Chance } from './chance.ts';
import { Checker, type Violation } from './checker.ts';
import { Faults, type FaultCounts } from './faults.ts';
import { FrontDesk } from './front-desk.ts';
import { Gateways } from './gateways.ts';
import { drawHouse, type TerminalKind } from './house.ts';
import type { Life } from './life.ts';
import type { DatabaseServer } from './simulated-conditions.ts';
import { LADDER_MS } from './simulated-gateway.ts';
import { TerminalQueue } from './terminal-queue.ts';
import type { WiredTerminal, WiresWorld } from './simulated-wires.ts';
import { Trace } from './trace.ts';
import { VirtualTime } from './virtual-time.ts';
import { wiredDriver } from './wired-driver.ts';

/** A ZVT terminal may work on one order so long. */
const LONGEST_STEP_MS = 380_000;

/**
 * From the last fault to the end of every unknown: the ladder, the longest step of a device that still works on a killed
 * order, one round of the sweep, and the slowest step of the ladder's clock.
 */
export const REST_WITHIN_MS = LADDER_MS + LONGEST_STEP_MS + 60_000 + 5 * 60_000;

/** How many worlds have more than one gateway on one database. */
const TWO_GATEWAYS_PERCENT = 40;

/** How many of those have a third one. */
const THIRD_GATEWAY_PERCENT = 35;

/** Two looks of a gateway at the bank's lists, ms. */
const LISTS_READ_MS = 150_000;

/** When every world begins. */
const START_MS = Date.UTC(2026, 0, 15, 9, 0, 0);

export interface SeedReport {
  readonly seed: number;
  /** The drivers of its terminals, each once, by name. */
  readonly drivers: string;
  readonly payments: number;
  readonly steps: number;
  readonly simulatedMs: number;
  /** Payments by kind and state. */
  readonly ends: Readonly<Record<string, number>>;
  readonly faults: FaultCounts;
  readonly violations: readonly Violation[];
  readonly traceHash: string;
  readonly trace: readonly string[];
}

export interface SeedOptions {
  /** Guests that come to the desk. */
  readonly payments: number;
  readonly keepTrace?: boolean;
}

interface HouseTerminal {
  readonly id: TerminalId;
  readonly address: DeviceAddress;
  readonly driver: string;
  readonly far: boolean;
}

/** From one guest to the next, on average, ms. */
const PACES_MS = [500, 2_000, 5_000, 12_000] as const;

/** When a guest who saw a line comes back, ms. */
const LINE_MS = 4_000;

/** Where many guests pay, a copy is withheld once in so many sales: its terminal is held until people decide. */
const WITHHELD_ONE_IN = 10;
/** Makes another seed of a seed. */
const OWN = 0x5eed;

/** The states of what people decide about, and of what they had undone. */
const LEFT_TO_PEOPLE = new Set(['manual_review', 'reversing', 'reversal_unknown']);

/** How long a terminal stays out of use, ms. */
const LOOKED_AT_MS = 20_000;

/** One world: a hotel, its terminals, the bank, a gateway that dies and comes back. One seed decides everything in it. */
class World {
  readonly time = new VirtualTime(START_MS);
  readonly chance: Chance;
  readonly trace: Trace;
  readonly faults: Faults;
  readonly database: MemoryDatabase = new MemoryDatabase(() => START_MS + this.time.monotonicMs);
  readonly checker: Checker;
  readonly bank: SimulatedBank;
  readonly desk: FrontDesk;
  readonly registry: BankRegistry;
  steps = 0;
  readonly #server: DatabaseServer = { away: false };
  readonly #devices = new Map<string, SimulatedDevice>();
  readonly #host: ScriptedProgramHost;
  readonly #propertyId: PropertyId;
  readonly #wired = new Map<string, WiredTerminal>();
  readonly #wires: WiresWorld;
  readonly #drivers = new WeakMap<Life, Map<string, DriverDefinition>>();
  readonly #gateways: Gateways;
  readonly #queue: TerminalQueue;
  readonly #quiet: boolean;

  constructor(
    seed: number,
    private readonly options: SeedOptions,
  ) {
    this.chance = new Chance(seed);
    const own = new Chance(seed ^ OWN);
    this.trace = new Trace(() => this.time.monotonicMs, options.keepTrace ?? false);
    const say = (line: string): void => this.trace.add(line);
    this.faults = new Faults(this.chance.branch(), own, (fault) => say(`fault   ${fault}`));
    this.checker = new Checker(this.database, say, this.faults);
    this.bank = new SimulatedBank(this.chance.branch(), {
      captured: (entry) => {
        say(`bank    ${entry.reference} ${entry.kind} ${entry.amountMinor}`);
        this.checker.captured(entry);
        this.registry.booked(entry);
      },
      reversed: (entry) => {
        say(`bank    ${entry.reference} reversed`);
        this.registry.reversed(entry);
      },
    });
    const clock = this.time.clockOf({ whenAwake: (run) => run() });
    this.#host = new ScriptedProgramHost(clock);
    this.#host.canSearch = !this.chance.oneIn(6);
    this.#wires = { clock, chance: this.chance.branch(), faults: this.faults, terminalAt: (place) => this.#terminalAt(place) };
    this.#propertyId = this.#newId() as PropertyId;
    const limits = { maxSaleMinor: null, maxRefundMinor: this.chance.percent(40) ? 99_900n : null };
    const property = { id: this.#propertyId, name: 'Отель', timeZone: 'UTC', currency: 'RUB', currencies: ['RUB'], ...limits };
    this.database.properties.set(this.#propertyId, property);
    const house = drawHouse(this.chance, own);
    this.#quiet = house.quiet;
    const used = house.terminals.map(({ tid, kind }) => this.#addTerminal(kind, tid));
    this.#gateways = this.#openGateways(used);
    this.#liftQuarantines();
    this.#killBeforeAcknowledging();
    const isOnDevice = (reference: string): boolean =>
      [...this.#devices.values()].some(({ operation, last }) => operation?.order.reference === reference || last.suspended === reference);
    this.registry = new BankRegistry({
      chance: this.chance.branch(),
      faults: this.faults,
      database: this.database,
      rules: this.checker.registry,
      propertyId: this.#propertyId,
      nowMs: this.database.nowMs,
      isOnDevice,
      entryOf: (rrn) => this.bank.ledger.find((entry) => entry.rrn === rrn),
      trace: say,
    });
    const after = (ms: number, run: () => void): void => void this.time.after(ms, run);
    this.#queue = new TerminalQueue({ chance: this.chance.branch(), database: this.database, after, terminals: used });
    this.desk = new FrontDesk({
      chance: this.chance.branch(),
      faults: this.faults,
      checker: this.checker,
      sleep: (ms) => new Promise((resolve) => this.time.after(ms, resolve)),
      trace: say,
      gateway: () => this.#gateways.any(),
      newKey: () => this.#newId(),
      isOnDevice,
      propertyId: this.#propertyId,
      terminals: used,
      queue: this.#queue,
      plain: house.quiet,
    });
  }

  /** A manager looks at a terminal that was put out of use, finds the registered one, and lets it work again. */
  #liftQuarantines(): void {
    this.database.onCommit(({ quarantines }) => {
      for (const id of quarantines.keys()) {
        this.time.after(LOOKED_AT_MS, () => {
          const terminal = this.database.terminals.get(id);
          if (terminal) this.database.terminals.set(id, { ...terminal, quarantine: null });
        });
      }
    });
  }

  /** What a terminal answered is durable; whether it is told so before the gateway dies is a matter of chance. */
  #killBeforeAcknowledging(): void {
    this.database.onCommit(({ events }) => {
      for (const [id, added] of events) {
        if (!added.some(({ cause, evidence }) => cause === 'facts_kept' && 'answer' in evidence)) continue;
        const holder = this.database.payments.get(id)?.instanceId;
        if (holder !== undefined && this.faults.strikes('killed_before_acknowledging')) this.#gateways.dieSoon(holder);
      }
    });
  }

  #newId(): string {
    return uuidV7({ now: () => this.time.wallMs }, this.chance);
  }

  #addTerminal({ driver, place, settings, ...kind }: TerminalKind, tid: string): HouseTerminal {
    const id = this.#newId() as TerminalId;
    const address = kind.address as DeviceAddress;
    const row = { id, propertyId: this.#propertyId, name: tid, driver, settings, deviceAddress: address, tid, mid: '684444445555' };
    this.database.terminals.set(id, { ...row, enabled: true, offlineSinceMs: null, offlineReason: null, lastSeenAtMs: null, quarantine: null });
    const device = this.#newDevice(tid);
    this.#devices.set(place, device);
    const ports = {
      askedFor: (of: SimulatedDevice) => this.checker.askedFor(of),
      // Of the one guest's sale, not of whoever comes before people do.
      withholds: () =>
        (this.#quiet ? this.faults.counts.copy_withheld === 0 : this.chance.oneIn(WITHHELD_ONE_IN)) && this.faults.strikes('copy_withheld'),
      recordProvesAbsence: settings['recordProvesAbsence'] !== false,
      isLeftToPeople: (reference: string) => LEFT_TO_PEOPLE.has(this.checker.paymentOf(reference)?.status ?? ''),
      undoing: (of: SimulatedDevice, reference: string, last: string | null) => {
        this.trace.add(`device  ${of.tid} undo ${reference}`);
        this.checker.reversedAtOnce(of, reference, last);
      },
    };
    if (driver === 'zvt') this.#wired.set(place, new ZvtTerminal(device, ports));
    if (driver === 'inpas') this.#wired.set(place, new InpasTerminal(device, ports));
    return { id, address, driver, far: kind.far };
  }

  #newDevice(tid: string): SimulatedDevice {
    return new SimulatedDevice(tid, {
      time: this.time,
      chance: this.chance.branch(),
      faults: this.faults,
      bank: this.bank,
      prompted: (on, order) => {
        this.trace.add(`device  ${on.tid} ${order.kind} ${order.reference}`);
        this.checker.prompted(on, order);
      },
      stepped: (on, step, reference) => {
        this.trace.add(`device  ${on.tid} ${step} ${reference}`);
        this.checker.stepped(on, step, reference);
      },
      closed: (on) => {
        this.trace.add(`device  ${on.tid} closes its day`);
        this.checker.dayClosed(on);
      },
      excuse: (reference) => this.checker.excused.add(reference),
    });
  }

  #openGateways(terminals: readonly HouseTerminal[]): Gateways {
    const { time, chance, faults, database } = this;
    // What hangs on one machine cannot be reached from another.
    const far = terminals.every((terminal) => terminal.far) && chance.percent(60);
    const second = { instanceId: 'second', machine: far ? 'two' : 'one' };
    const third = { instanceId: 'third', machine: far ? 'three' : 'one' };
    const others = chance.percent(TWO_GATEWAYS_PERCENT) ? [second, ...(chance.percent(THIRD_GATEWAY_PERCENT) ? [third] : [])] : [];
    const holders = [{ instanceId: 'first', machine: 'one' }, ...others];
    return new Gateways(
      {
        time,
        chance: chance.branch(),
        faults,
        database,
        trace: (line) => this.trace.add(line),
        databaseNowMs: database.nowMs,
        server: this.#server,
        machine: { host: this.#host, faults, stopAsked: (folder) => this.#stop(folder) },
        load: (id, life) => this.#driver(id, life),
        sending: (reference, instanceId) => this.checker.sending(reference, instanceId),
      },
      holders,
    );
  }

  /** One definition of each driver for each life of a gateway. */
  #driver(id: string, life: Life): DriverDefinition {
    const drivers = this.#drivers.get(life) ?? new Map<string, DriverDefinition>();
    this.#drivers.set(life, drivers);
    const driver = drivers.get(id) ?? this.#newDriver(id, life);
    drivers.set(id, driver);
    return driver;
  }

  #newDriver(id: string, life: Life): DriverDefinition {
    if (id === 'zvt') return wiredDriver(zvt, life, this.#wires);
    if (id === 'inpas') return wiredDriver(inpas, life, this.#wires);
    return id === 'sberbank' ? sberbank : scriptedFront(life, (settings) => this.#deviceOf((settings as { tid: string }).tid));
  }

  #terminalAt(place: string): WiredTerminal {
    const terminal = this.#wired.get(place);
    if (!terminal) throw new Error(`no terminal on a line at ${place}`);
    return terminal;
  }

  #deviceOf(place: string): SimulatedDevice {
    const device = this.#devices.get(place);
    if (!device) throw new Error(`no device at ${place}`);
    return device;
  }

  #stop(folder: string): void {
    if (this.faults.strikes('stop_ignored')) return;
    this.time.after(this.chance.between(50, 400), () => this.#deviceOf(folder).operation?.stop());
  }

  /** What happens to the house as a whole, drawn each time a guest comes. */
  #weather(): void {
    const { chance, faults, time } = this;
    const crashed = faults.strikes('database_crashed');
    if ((crashed || faults.strikes('database_away')) && !this.#server.away) {
      this.#server.away = true;
      this.#gateways.cut();
      if (crashed && this.database.crash()) this.trace.add('database lost what was written behind');
      time.after(chance.between(200, 60_000), () => (this.#server.away = false));
    }
    const ahead = faults.strikes('clock_jump_ahead');
    if (ahead || faults.strikes('clock_jump_back')) {
      const ms = chance.pick([5_000, 60_000, 3_600_000, 3 * 3_600_000, 86_400_000]);
      time.jump(ahead ? ms : -ms);
      if (!ahead) this.checker.closes.timesAreUnsure = true;
      this.#excuseOpen();
    }
    if (faults.strikes('registry_comes')) this.#importLists(false);
    if (faults.strikes('closed_by_pms')) this.desk.closeDay();
    if (faults.strikes('gateway_drained')) void this.#gateways.drain();
    if (faults.strikes('gateway_paused')) this.#gateways.fallAsleep();
  }

  /** Lists come; the gateway that imports them looks at once, the others within a minute. */
  #importLists(last: boolean): void {
    if (!this.registry.comes(last)) return;
    const gateway = this.#gateways.any();
    if (gateway && this.chance.percent(50)) void gateway.life.outcome(gateway.engine.newBankLines());
  }

  /** A device's memory is trusted by age; after a jump of the clock nobody knows how old an order is. */
  #excuseOpen(): void {
    for (const payment of this.database.payments.values()) if (!isFinal(payment.status)) this.checker.excused.add(payment.deviceReference);
  }

  async run(): Promise<void> {
    const pilots = new Map(
      [...this.#devices].map(([place, device]) => [place, new PilotProgram(device, { excuse: (of) => this.checker.excused.add(of) })]),
    );
    this.#host.always((run) => pilots.get(run.folder.path)?.script(run));
    for (const [place, device] of this.#devices) if (device.traits.echo !== 'asked' && !this.#wired.has(place)) this.#mute.add(device.tid);
    for (const id of this.database.terminals.keys()) {
      // Some minutes after the first guest.
      const atMs = (this.time.wallMs % DAY_MS) + this.chance.between(60_000, 15 * 60_000);
      if (this.faults.strikes('closed_by_schedule')) this.database.schedules.set(id, { atMs, sinceMs: this.time.wallMs });
    }
    this.#gateways.start();
    const { payments } = this.options;
    let coming = this.#quiet ? Math.min(1, payments) : payments;
    const pace = this.chance.pick(PACES_MS);
    const next = (): void => {
      if (coming === 0) return;
      // Who sees a line before every terminal comes back later.
      if (this.#queue.isFull) return void this.time.after(LINE_MS, next);
      coming -= 1;
      this.#weather();
      this.desk.serve();
      this.time.after(this.chance.between(0, 2 * pace), next);
    };
    this.time.after(500, next);
    await this.#until(() => coming === 0 && this.desk.busy === 0, 6 * 3_600_000);
    this.faults.calm();
    this.trace.add('calm');
    await this.#until(() => this.#resting(), REST_WITHIN_MS);
    // What nobody could tell of is found out from the lists, or is left to people.
    this.#importLists(true);
    await this.#until(() => false, LISTS_READ_MS);
    await this.#until(() => this.#resting(), REST_WITHIN_MS);
    // What was undone since then is in one list more.
    if (this.registry.isWaiting) {
      this.#importLists(true);
      await this.#until(() => false, LISTS_READ_MS);
    }
    for (const payment of this.database.payments.values()) {
      const terminal = this.database.terminals.get(payment.terminalId);
      const unknownForMs = payment.updatedAtMs - (payment.unknownSinceMs ?? payment.updatedAtMs);
      // A gateway that dies again and again may use up the whole ladder without one whole question.
      const interrupted = this.#gateways.deaths > 2 && unknownForMs >= LADDER_MS;
      if (interrupted || this.#mute.has(terminal?.tid ?? '')) this.checker.excused.add(payment.deviceReference);
    }
    if (this.checker.violations.length === 0) this.checker.atRest(this.bank);
  }

  readonly #mute = new Set<string>();

  #resting(): boolean {
    if (!this.#gateways.allUp || this.database.claims.size > 0) return false;
    for (const payment of this.database.payments.values()) if (!isFinal(payment.status) && payment.status !== 'manual_review') return false;
    return true;
  }

  async #until(condition: () => boolean, limitMs: number): Promise<void> {
    const end = this.time.monotonicMs + limitMs;
    await this.time.play(() => {
      this.steps += 1;
      return !condition() && this.time.monotonicMs < end && this.checker.violations.length === 0;
    });
  }

  report(seed: number): SeedReport {
    const payments = [...this.database.payments.values()];
    const adopted = payments.filter(({ absenceCountsAfterMs }) => absenceCountsAfterMs !== null).map(() => 'adopted');
    const adoptedOfThree = this.#gateways.count === 3 ? adopted.map(() => 'adopted among three') : [];
    const ends = countOf([...payments.map(({ kind, status }) => `${kind} ${status}`), ...adopted, ...adoptedOfThree, ...this.checker.closes.ends()]);
    return {
      seed,
      drivers: [...new Set([...this.database.terminals.values()].map(({ driver }) => driver))].sort().join('+'),
      payments: this.database.payments.size,
      steps: this.steps,
      simulatedMs: this.time.monotonicMs,
      ends,
      faults: this.faults.counts,
      violations: this.checker.violations,
      traceHash: this.trace.digest(),
      trace: this.trace.lines,
    };
  }
}

function countOf(names: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}

const DAY_MS = 86_400_000;

/** Plays one seed to its end. */
export async function playSeed(seed: number, options: SeedOptions): Promise<SeedReport> {
  const world = new World(seed, options);
  await world.run();
  return world.report(seed);
}
