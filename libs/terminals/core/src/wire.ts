/**
 * Longest silence before the system asks a TCP peer, ms. A peer that vanished must be noticed within 20 s of its last byte: the
 * system's ten questions take a second each, and its timers may be an eighth late (Linux: 15.5 s measured).
 */
export const KEEP_ALIVE_LIMIT_MS = 5_000;

/** Where a device listens. A serial device server is a place like any other. */
export interface TcpPlace {
  /** Host name or IP address. */
  readonly host: string;
  readonly port: number;
}

export interface TcpOptions {
  /** How long the connection may take to stand, ms. */
  readonly connectTimeoutMs: number;
  /** Without a byte either way for so long the wire is taken for broken, ms; null: silence is normal. */
  readonly idleTimeoutMs: number | null;
  /**
   * From here on the system asks a silent peer whether it is still there, ms; at most `KEEP_ALIVE_LIMIT_MS`, since its ten
   * questions take ten more seconds: a peer that is gone is noticed within 20 s. It does not see that a peer has lost bytes
   * that are still on the way to it: who waits for an answer keeps a limit of its own.
   */
  readonly keepAliveMs: number;
}

/** A serial port of this computer. */
export interface SerialPlace {
  /** `/dev/ttyUSB0`, `/dev/serial/by-id/…` or `COM3`. */
  readonly path: string;
}

export interface SerialOptions {
  readonly baudRate: number;
  readonly dataBits: 7 | 8;
  readonly parity: 'none' | 'even' | 'odd';
  readonly stopBits: 1 | 2;
  /** A port that is not there (unplugged) or held by another program is tried again for so long, ms; 0: once. */
  readonly openTimeoutMs: number;
}

/** Why a wire is over. `detail` is the system's own word (`ECONNRESET`), for evidence. */
export interface WireEnd {
  readonly reason: 'closed_by_us' | 'closed_by_peer' | 'broken' | 'idle';
  readonly detail: string | null;
}

/**
 * What the system says of a place that cannot be opened: of a port of this computer, where nobody at the terminal can help, and of
 * an address, where nobody listens, nobody is, or which name nobody knows.
 */
export type PlaceTrouble = 'port_held' | 'port_missing' | 'port_forbidden' | 'address_refused' | 'address_silent' | 'address_unknown';

/** The connection never stood: nothing was sent. */
export class WireRefused extends Error {
  override readonly name = 'WireRefused';
  /** Null: all that is known is that nobody is there. */
  readonly trouble: PlaceTrouble | null;

  constructor(message: string, { trouble = null, ...options }: ErrorOptions & { readonly trouble?: PlaceTrouble | null } = {}) {
    super(message, options);
    this.trouble = trouble;
  }
}

/** The wire was over before these bytes could be handed to it; whether an earlier part left is not known. */
export class WireOver extends Error {
  override readonly name = 'WireOver';
}

/** A byte connection to one device. */
export interface Wire {
  /** Resolves once the system took the bytes. @throws WireOver */
  send(bytes: Uint8Array): Promise<void>;
  /** Tells every chunk from now on; whoever waits for a reply listens before it sends. Returns the way to stop. */
  listen(listener: (bytes: Uint8Array) => void): () => void;
  /** Resolves when the wire is over, however that came. Never rejects. */
  readonly ended: Promise<WireEnd>;
  /** Closes it; `ended` tells when it is done. Again is fine. */
  close(): void;
}

/** The sockets and serial ports of one host, as drivers see them. Wrong options throw a RangeError that names them. */
export interface WireHost {
  /** @throws WireRefused when no connection came to stand in time */
  connectTcp(place: TcpPlace, options: TcpOptions): Promise<Wire>;
  /** Ours alone until it ends. A port that is unplugged ends as `broken`. @throws WireRefused when it could not be opened in time */
  connectSerial(place: SerialPlace, options: SerialOptions): Promise<Wire>;
}

const noWires = (): Promise<never> => Promise.reject(new WireRefused('this host has no wires'));

/** A host without wires, for drivers that have no business with one. */
export const NO_WIRES: WireHost = { connectTcp: noWires, connectSerial: noWires };
