import type { DeviceReference, Random } from '@payport/domain';
import type { DriverDefinition, SerialPlace, TcpPlace, TerminalDriver } from '@payport/terminals-core';
import { ManualClock, ScriptedProgramHost, ScriptedWireHost, SeededRandom, type DeviceLine, type ScriptedLine } from '@payport/testing';
import type { Faults, World } from '../adapter.ts';
import { LedgerDevice } from '../device/ledger-device.ts';
import { mortalWires, type Life } from '../mortal.ts';

export interface StreamRoom<S> {
  readonly definition: DriverDefinition<S>;
  readonly settings: S;
  readonly place: TcpPlace | SerialPlace;
  readonly tid: string;
  /** Puts the terminal's own protocol on a connection that has just come to stand. */
  plug(line: DeviceLine, device: LedgerDevice): void;
  /** Whether bytes of ours are a command that moves money. */
  isMoney(sent: Uint8Array): boolean;
}

/** A terminal on a byte line, with faults on the line. */
export class StreamWorld<S> implements World {
  readonly clock = new ManualClock();
  readonly device: LedgerDevice;
  readonly #wires = new ScriptedWireHost(this.clock);
  readonly #random: Random = new SeededRandom(1);
  #life: Life = { dead: false };

  constructor(private readonly room: StreamRoom<S>) {
    this.device = new LedgerDevice(this.clock, room.tid);
    this.#wires.attach(room.place, (line) => this.#connect(line));
  }

  get faults(): Faults {
    return this.#wires.faults;
  }

  restart(): TerminalDriver {
    const { definition, settings } = this.room;
    return definition.create(settings, {
      clock: this.clock,
      random: this.#random,
      programs: new ScriptedProgramHost(this.clock),
      wires: mortalWires(this.#wires, this.#life),
    });
  }

  kill(): void {
    this.#life.dead = true;
    this.#life = { dead: false };
    this.#standing()?.wire.close();
  }

  newReference(): DeviceReference {
    return this.room.definition.newReference(this.#random);
  }

  traffic(): { readonly toUs: Uint8Array; readonly toDevice: number } {
    const log = this.#wires.opened.at(-1)?.line.log ?? [];
    const of = (from: 'us' | 'device'): Buffer => Buffer.concat(log.filter((piece) => piece.from === from).map(({ bytes }) => bytes));
    return { toUs: of('device'), toDevice: of('us').length };
  }

  replay(toUs: Uint8Array): void {
    this.#standing()?.device.send(toUs);
  }

  breakWire(): void {
    this.#standing()?.device.break();
  }

  moneyCommands(): number {
    return this.#wires.opened.flatMap(({ line }) => line.log).filter(({ from, bytes }) => from === 'us' && this.room.isMoney(bytes)).length;
  }

  leftovers(): readonly string[] {
    const timers = this.clock.pendingTimers;
    return [...(timers === 0 ? [] : [`${timers} timers`]), ...(this.#standing() === undefined ? [] : ['an open line'])];
  }

  get locked(): boolean {
    return false;
  }

  #standing(): ScriptedLine | undefined {
    return this.#wires.opened.find(({ line }) => !line.over)?.line;
  }

  #connect(line: DeviceLine): void {
    if (this.device.power === 'off') return line.break();
    const forget = this.device.connected(() => line.break());
    void line.ended.then(forget);
    this.room.plug(line, this.device);
  }
}
