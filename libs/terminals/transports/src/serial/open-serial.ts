import type { Clock } from '@payport/domain';
import { WireRefused, type SerialOptions, type SerialPlace, type Wire } from '@payport/terminals-core';
import type { SerialPort } from 'serialport';
import { wholeMs } from '../whole-ms.ts';
import { portTrouble } from './port-trouble.ts';
import { readNow } from './read-now.ts';
import { SerialWire } from './serial-wire.ts';
import { writerOf } from './write-now.ts';

/** Speeds that the systems know by name; a terminal speaks one of them. */
export const BAUD_RATES: readonly number[] = [300, 1200, 2400, 4800, 9600, 19_200, 38_400, 57_600, 115_200, 230_400];

/** Pauses between two tries to open a port: the first, and the longest that doubling leads to, ms. */
const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 2_000;

/** Room for what comes at once; the library would take 64 KiB for each conversation, which are cleared away in the middle of others. */
const READ_ROOM = 4_096;

/** What `serialport` is asked for: exclusive, without any flow control, and without hanging up the line at the end. */
interface PortSettings {
  readonly path: string;
  readonly baudRate: number;
  readonly dataBits: 7 | 8;
  readonly parity: 'none' | 'even' | 'odd';
  readonly stopBits: 1 | 2;
  readonly lock: true;
  readonly hupcl: false;
  readonly autoOpen: false;
  readonly highWaterMark: number;
}

const oneOf = (name: string, value: unknown, allowed: readonly unknown[]): void => {
  if (!allowed.includes(value)) throw new RangeError(`${name} must be one of ${allowed.join(', ')}`);
};

/** @throws RangeError that names what is wrong */
export function serialSettings(place: SerialPlace, options: SerialOptions): PortSettings {
  if (place.path === '') throw new RangeError('path must not be empty');
  oneOf('baudRate', options.baudRate, BAUD_RATES);
  oneOf('dataBits', options.dataBits, [7, 8]);
  oneOf('parity', options.parity, ['none', 'even', 'odd']);
  oneOf('stopBits', options.stopBits, [1, 2]);
  wholeMs('openTimeoutMs', options.openTimeoutMs, 0);
  const { baudRate, dataBits, parity, stopBits } = options;
  return { path: place.path, baudRate, dataBits, parity, stopBits, lock: true, hupcl: false, autoOpen: false, highWaterMark: READ_ROOM };
}

/**
 * Opens the port, again and again while it is not there or not free, with growing pauses: an adapter that was pulled and
 * put back takes a second to appear.
 * @throws WireRefused with the last reason
 */
export async function openSerial(settings: PortSettings, openTimeoutMs: number, clock: Clock): Promise<Wire> {
  // Loaded only where a terminal has a serial port: it brings native code.
  const { SerialPort: Port } = await import('serialport');
  const end = clock.monotonic() + openTimeoutMs;
  for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)) {
    const port = new Port(settings);
    const refusal = await opened(port);
    if (refusal === null) {
      readNow(port);
      return new SerialWire(port, clock, writerOf(port));
    }
    const leftMs = end - clock.monotonic();
    if (leftMs <= 0) throw new WireRefused(refusal.message, { cause: refusal, trouble: portTrouble(refusal.message) });
    await clock.sleep(Math.min(pauseMs, leftMs));
  }
}

const opened = (port: SerialPort): Promise<Error | null> => new Promise((resolve) => port.open((error) => resolve(error)));
