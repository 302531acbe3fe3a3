import type { Clock, Random } from './ports.ts';

declare const brand: unique symbol;
type Branded<B extends string> = string & { readonly [brand]: B };

export type PaymentId = Branded<'PaymentId'>;
/** A command to a terminal beside payments; a settlement has the id of its command. */
export type CommandId = Branded<'CommandId'>;
export type TerminalId = Branded<'TerminalId'>;
export type PropertyId = Branded<'PropertyId'>;
export type ApiKeyId = Branded<'ApiKeyId'>;
export type UserId = Branded<'UserId'>;
/** What names one dispatch to the device itself (for Sberbank the 8-hex `/q` id); unique per terminal. */
export type DeviceReference = Branded<'DeviceReference'>;
/** The one conversation a device can hold: host + program folder, serial port, or ip:port. */
export type DeviceAddress = Branded<'DeviceAddress'>;

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

export const isUuid = (text: string): boolean => UUID.test(text);

/** Ids are UUIDv7 (RFC 9562): 48 bits of milliseconds, then chance; ordered by time, so indexes stay dense. */
export function uuidV7(clock: Pick<Clock, 'now'>, random: Random): string {
  return layOut(clock.now(), random.bytes(16));
}

/** Ids within one millisecond: the twelve bits after the version, of which the highest is free for counting on. */
const COUNTER_MAX = 0xfff;
const COUNTER_START_MAX = 0x7ff;

/**
 * UUIDv7 that sort as they were made, also within one millisecond and over a clock that is set back (RFC 9562, 6.2, method 1:
 * a counter in `rand_a`). For what is read in the order of its ids, as the audit is: in order are the ids of one `OrderedIds`.
 */
export class OrderedIds {
  private ms = 0;
  private counter = 0;

  constructor(
    private readonly clock: Pick<Clock, 'now'>,
    private readonly random: Random,
  ) {}

  next(): string {
    const bytes = this.random.bytes(16);
    const now = this.clock.now();
    if (now > this.ms) {
      this.ms = now;
      this.counter = (((bytes[6] ?? 0) << 8) | (bytes[7] ?? 0)) & COUNTER_START_MAX;
    } else if (this.counter < COUNTER_MAX) {
      this.counter += 1;
    } else {
      this.ms += 1;
      this.counter = 0;
    }
    bytes[6] = this.counter >> 8;
    bytes[7] = this.counter & 0xff;
    return layOut(this.ms, bytes);
  }
}

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/** Time, version and variant put over sixteen bytes, written as text. */
function layOut(ms: number, bytes: Uint8Array): string {
  for (let i = 0; i < 6; i += 1) bytes[i] = Math.floor(ms / 2 ** (8 * (5 - i))) & 0xff;
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x70;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  let hex = '';
  for (const byte of bytes) hex += HEX[byte] ?? '';
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
