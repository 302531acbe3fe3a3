import {
  WireOver,
  WireRefused,
  type SerialOptions,
  type SerialPlace,
  type TcpOptions,
  type TcpPlace,
  type Wire,
  type WireHost,
} from '@payport/terminals-core';
import { ScriptedLine, type DeviceLine } from '@payport/testing';
import type { Clock } from '@payport/domain';
import { drawLineFaults } from './line-weather.ts';
import type { Chance } from './chance.ts';
import type { Faults } from './faults.ts';
import type { Life } from './life.ts';

const CONNECT_MS = 60;
const SEND_MS = 40;

/** Who is at our end of a line: a terminal that is asked under no number of ours is known by it. */
export interface Caller {
  readonly life: Life;
  /** The order in whose conversation this line was opened; null: a question. */
  readonly reference: string | null;
}

/** A terminal on a line. It outlives every gateway. */
export interface WiredTerminal {
  /** Checksums on this line: then bytes may get lost and changed, which TCP alone keeps from happening. */
  readonly checked: boolean;
  isOff(): boolean;
  connect(line: DeviceLine, caller: Caller): void;
}

export interface WiresWorld {
  /** Of the lines and terminals: always awake. */
  readonly clock: Clock;
  readonly chance: Chance;
  readonly faults: Faults;
  readonly terminalAt: (place: string) => WiredTerminal;
}

/** The wires of one machine as one driver in one life of the gateway uses them. The lines end with the process. */
export class SimulatedWires implements WireHost {
  /** The order whose conversation is being held. */
  reference: string | null = null;

  constructor(
    private readonly life: Life,
    private readonly world: WiresWorld,
  ) {}

  connectTcp({ host, port }: TcpPlace, { idleTimeoutMs }: TcpOptions): Promise<Wire> {
    return this.#connect(`${host}:${port}`, idleTimeoutMs);
  }

  connectSerial({ path }: SerialPlace, _options: SerialOptions): Promise<Wire> {
    return this.#connect(path, null);
  }

  async #connect(place: string, idleTimeoutMs: number | null): Promise<Wire> {
    const { life, world, reference } = this;
    await life.pause(CONNECT_MS);
    const terminal = world.terminalAt(place);
    if (terminal.isOff() || world.faults.strikes('line_refused')) throw new WireRefused('ECONNREFUSED');
    const line = new ScriptedLine(world.clock, drawLineFaults(world, terminal.checked), idleTimeoutMs);
    life.atEnd(() => line.wire.close());
    terminal.connect(line.device, { life, reference });
    await life.pause(CONNECT_MS);
    return this.#seen(line.wire);
  }

  /** What a process that sleeps does not hear, it hears at its wake-up. */
  #seen(wire: Wire): Wire {
    const { life } = this;
    return {
      ended: wire.ended.then((end) => new Promise((resolve) => life.whenAwake(() => resolve(end)))),
      listen: (listener) => wire.listen((bytes) => life.whenAwake(() => listener(bytes))),
      close: () => wire.close(),
      send: async (bytes) => {
        await life.sendingPause(SEND_MS);
        if (!life.alive) throw new WireOver('the process is gone');
        await wire.send(bytes);
        await life.pause(SEND_MS, 10);
      },
    };
  }
}
