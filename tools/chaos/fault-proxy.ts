import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { mangle, type ByteFaults } from './mangle.ts';

/** What a line does in one direction. Nothing given: it only carries. */
export interface LineFaults extends ByteFaults {
  /** Each piece is late by this, ms, and by up to `jitterMs` more. */
  readonly latencyMs?: number;
  readonly jitterMs?: number;
  /** From this byte on nothing arrives, and nobody is told. */
  readonly stallAt?: number;
  /** At this byte the connection is reset on both sides. */
  readonly resetAt?: number;
  /** The end of the connection arrives later by this, ms. */
  readonly slowCloseMs?: number;
}

export interface Faults {
  /** From the one who called to the one who listens. */
  readonly up?: LineFaults;
  readonly down?: LineFaults;
}

interface Link {
  readonly client: Socket;
  readonly server: Socket;
}

/** A TCP line that can be made as bad as real ones are. `chance`: 0 ≤ x < 1, for the jitter. */
export class FaultProxy {
  faults: Faults = {};
  private swallowing = false;
  private readonly links = new Set<Link>();

  private constructor(
    private readonly listener: Server,
    readonly port: number,
    private readonly chance: () => number,
  ) {}

  /** `target` is asked at every new connection: a server that comes back may listen elsewhere. */
  static async start(target: () => number, chance: () => number = () => 0.5): Promise<FaultProxy> {
    const listener = createServer({ noDelay: true, allowHalfOpen: true });
    listener.listen(0, '127.0.0.1');
    await once(listener, 'listening');
    const proxy = new FaultProxy(listener, (listener.address() as AddressInfo).port, chance);
    listener.on('connection', (client) => proxy.join(client, target()));
    return proxy;
  }

  /** Bytes vanish in both directions, also on new connections, which are taken and hear nothing. */
  blackhole(on: boolean): void {
    this.swallowing = on;
  }

  /** Every connection of this moment ends with RST. */
  reset(): void {
    for (const link of this.links) this.cut(link);
  }

  get connections(): number {
    return this.links.size;
  }

  async close(): Promise<void> {
    this.reset();
    const closed = once(this.listener, 'close');
    this.listener.close();
    await closed;
  }

  private join(client: Socket, port: number): void {
    const server = connect({ port, host: '127.0.0.1', noDelay: true, allowHalfOpen: true });
    const link = { client, server };
    this.links.add(link);
    // A side that is gone takes the other one with it.
    for (const socket of [client, server]) {
      socket.on('error', () => this.cut(link));
      socket.on('close', () => {
        if (client.destroyed && server.destroyed) this.links.delete(link);
      });
    }
    this.carry(link, client, server, () => this.faults.up ?? {});
    this.carry(link, server, client, () => this.faults.down ?? {});
  }

  private carry(link: Link, from: Socket, to: Socket, faults: () => LineFaults): void {
    let offset = 0;
    let order = Promise.resolve();
    /** One after the other, whatever the delays are: TCP does not reorder. */
    const later = (work: () => Promise<void> | void): void => {
      order = order.then(work).catch(() => this.cut(link));
    };
    from.on('data', (chunk: Buffer) => {
      const at = offset;
      offset += chunk.length;
      later(() => this.pass(link, to, chunk, at, faults()));
    });
    from.on('end', () => {
      later(async () => {
        if (this.swallowing) return;
        await delay(faults().slowCloseMs ?? 0);
        to.end();
      });
    });
  }

  private async pass(link: Link, to: Socket, chunk: Buffer, at: number, faults: LineFaults): Promise<void> {
    if (this.swallowing) return;
    const limit = Math.min(faults.stallAt ?? Infinity, faults.resetAt ?? Infinity);
    const arrives = chunk.subarray(0, Math.max(0, Math.min(chunk.length, limit - at)));
    for (const piece of mangle(arrives, at, faults)) {
      if (faults.latencyMs !== undefined) await delay(faults.latencyMs + this.chance() * (faults.jitterMs ?? 0));
      if (!to.destroyed && !to.write(piece)) await Promise.race([once(to, 'drain'), once(to, 'close')]);
    }
    if (faults.resetAt !== undefined && at + chunk.length > faults.resetAt) this.cut(link);
  }

  private cut(link: Link): void {
    this.links.delete(link);
    for (const socket of [link.client, link.server]) if (!socket.destroyed) socket.resetAndDestroy();
  }
}
