import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import path from 'node:path';
import { z } from 'zod';
import { folderOf } from '../folders/program-folder.ts';
import type { Pinpad } from '../pinpad/pinpad.ts';
import { ZvtTerminal } from './zvt-terminal.ts';

/** Where a terminal waits, for whoever registers it: the seed of the demonstration, tests, people. */
const placeSchema = z.object({ host: z.string(), port: z.int() });

export const placeFile = (home: string, tid: string): string => path.join(folderOf(home, tid), 'zvt.json');

/** One simulated ZVT terminal on the loopback address. */
export class ZvtFront {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();

  private constructor(
    private readonly pad: Pinpad,
    private readonly log: (error: unknown) => void,
  ) {
    this.#server = createServer((socket) => this.#serve(socket));
  }

  /** Starts listening, where it did the last time if that is free, and writes down where. */
  static async open(home: string, pad: Pinpad, log: (error: unknown) => void): Promise<ZvtFront> {
    const { tid, port: wanted } = pad.profile;
    await mkdir(folderOf(home, tid), { recursive: true });
    const file = placeFile(home, tid);
    const front = new ZvtFront(pad, log);
    const port = await front.#listen((await lastPort(file)) ?? wanted ?? 0);
    await writeFile(`${file}.new`, `${JSON.stringify({ host: '127.0.0.1', port })}\n`);
    await rename(`${file}.new`, file);
    return front;
  }

  async close(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    this.#sockets.forEach((socket) => socket.destroy());
    await closed;
  }

  async #listen(port: number): Promise<number> {
    try {
      return await this.#listenOn(port);
    } catch (error) {
      if (port === 0 || !isTaken(error)) throw error;
      return this.#listenOn(0);
    }
  }

  #listenOn(port: number): Promise<number> {
    return new Promise((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(port, '127.0.0.1', () => {
        this.#server.off('error', reject);
        resolve((this.#server.address() as AddressInfo).port);
      });
    });
  }

  #serve(socket: Socket): void {
    if (this.pad.power.state !== 'on') {
      socket.resetAndDestroy();
      return;
    }
    this.#sockets.add(socket);
    socket.setNoDelay(true);
    const terminal = new ZvtTerminal(
      this.pad,
      {
        send: (bytes) => {
          if (!socket.destroyed) socket.write(bytes);
        },
        listen: (listener) => void socket.on('data', listener),
        drop: () => socket.destroySoon(),
      },
      this.log,
    );
    // A desk that resets its connection ends it like any other.
    socket.on('error', () => terminal.end());
    socket.on('close', () => {
      this.#sockets.delete(socket);
      terminal.end();
    });
  }
}

const isTaken = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';

async function lastPort(file: string): Promise<number | null> {
  try {
    return placeSchema.parse(JSON.parse(await readFile(file, 'utf8'))).port;
  } catch {
    return null; // The first start, or a file that somebody else wrote: any port will do.
  }
}
