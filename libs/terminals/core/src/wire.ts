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
  /** From here on the system asks a silent peer whether it is still there, ms. */
  readonly keepAliveMs: number;
}

/** Why a wire is over. `detail` is the system's own word (`ECONNRESET`), for evidence. */
export interface WireEnd {
  readonly reason: 'closed_by_us' | 'closed_by_peer' | 'broken' | 'idle';
  readonly detail: string | null;
}

/** The connection never stood: nothing was sent. */
export class WireRefused extends Error {
  override readonly name = 'WireRefused';
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
  /** Closes it; `ended` tells when it is done. */
  close(): void;
}

/** The sockets of one host, as drivers see them. */
export interface WireHost {
  /** @throws WireRefused when no connection came to stand in time */
  connectTcp(place: TcpPlace, options: TcpOptions): Promise<Wire>;
}

/** A host without sockets, for drivers that have no business with one. */
export const NO_WIRES: WireHost = { connectTcp: () => Promise.reject(new WireRefused('this host has no sockets')) };
