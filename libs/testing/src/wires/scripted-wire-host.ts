import type { Clock } from '@payport/domain';
import {
  WireRefused,
  type PlaceTrouble,
  type SerialOptions,
  type SerialPlace,
  type TcpOptions,
  type TcpPlace,
  type Wire,
  type WireHost,
} from '@payport/terminals-core';
import type { LineFaults } from './line-faults.ts';
import { ScriptedLine, type DeviceLine } from './scripted-line.ts';

/** Called for each connection to its place, before the first byte. */
export type WireDevice = (line: DeviceLine) => void;

export interface OpenedLine {
  /** `host:port`, or the path of a serial port. */
  readonly place: string;
  readonly options: TcpOptions | SerialOptions;
  readonly line: ScriptedLine;
}

const tcp = ({ host, port }: TcpPlace): string => `${host}:${port}`;

/** A `WireHost` in memory and in virtual time: devices by script, lines with faults. */
export class ScriptedWireHost implements WireHost {
  /** Every connection that came to stand, in order. */
  readonly opened: OpenedLine[] = [];
  /** Faults of all connections, in force from the next byte on. Offsets begin anew with each connection. */
  faults: { toDevice: LineFaults; toUs: LineFaults } = { toDevice: {}, toUs: {} };
  readonly #devices = new Map<string, WireDevice>();
  readonly #refusals: (readonly [why: string, trouble: PlaceTrouble | null])[] = [];

  constructor(private readonly clock: Clock) {}

  /** Puts a device behind a place, or another one than before. */
  attach(place: TcpPlace | SerialPlace, device: WireDevice): this {
    this.#devices.set('path' in place ? place.path : tcp(place), device);
    return this;
  }

  /** Nobody is there any more; connections that stand break. */
  detach(place: TcpPlace | SerialPlace): void {
    const name = 'path' in place ? place.path : tcp(place);
    this.#devices.delete(name);
    for (const { line } of this.opened.filter((one) => one.place === name)) line.end({ reason: 'broken', detail: 'EIO' });
  }

  /** The next connection is refused. Several calls queue up. */
  refuseNext(why = 'ECONNREFUSED', trouble: PlaceTrouble | null = null): this {
    this.#refusals.push([why, trouble]);
    return this;
  }

  connectTcp(place: TcpPlace, options: TcpOptions): Promise<Wire> {
    return this.#connect(tcp(place), options, options.idleTimeoutMs);
  }

  async connectSerial(place: SerialPlace, options: SerialOptions): Promise<Wire> {
    if (this.opened.some((one) => one.place === place.path && !one.line.over)) throw new WireRefused('Cannot lock port', { trouble: 'port_held' });
    return this.#connect(place.path, options, null);
  }

  async #connect(place: string, options: TcpOptions | SerialOptions, idleTimeoutMs: number | null): Promise<Wire> {
    await Promise.resolve();
    const refusal = this.#refusals.shift();
    const device = this.#devices.get(place);
    if (refusal !== undefined || device === undefined) {
      const [why, trouble] = refusal ?? ['ECONNREFUSED', null];
      throw new WireRefused(why, { trouble });
    }
    const current = (): typeof this.faults => this.faults;
    const faults = {
      get toDevice(): LineFaults {
        return current().toDevice;
      },
      get toUs(): LineFaults {
        return current().toUs;
      },
    };
    const line = new ScriptedLine(this.clock, faults, idleTimeoutMs);
    this.opened.push({ place, options, line });
    device(line.device);
    return line.wire;
  }
}
