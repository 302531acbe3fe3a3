import { mkdir } from 'node:fs/promises';
import { createServer, type Server, type Socket } from 'node:net';
import path from 'node:path';
import { folderOf } from '../folders/program-folder.ts';
import type { Pinpad } from '../pinpad/pinpad.ts';
import { lastPort, writePlace } from '../wire/device-place.ts';
import { closeServer, deskLine, listenOnLoopback, LOOPBACK } from '../wire/loopback.ts';
import { ZvtTerminal } from './zvt-terminal.ts';

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
    const folder = folderOf(home, tid);
    await mkdir(folder, { recursive: true });
    const file = path.join(folder, 'zvt.json');
    const front = new ZvtFront(pad, log);
    const port = await listenOnLoopback(front.#server, (await lastPort(file)) ?? wanted ?? 0);
    await writePlace(file, { host: LOOPBACK, port });
    return front;
  }

  close(): Promise<void> {
    return closeServer(this.#server, () => this.#sockets.forEach((socket) => socket.destroy()));
  }

  #serve(socket: Socket): void {
    if (this.pad.power.state !== 'on') {
      socket.resetAndDestroy();
      return;
    }
    this.#sockets.add(socket);
    socket.setNoDelay(true);
    const terminal = new ZvtTerminal(this.pad, deskLine(socket), this.log);
    // A desk that resets its connection ends it like any other.
    socket.on('error', () => terminal.end());
    socket.on('close', () => {
      this.#sockets.delete(socket);
      terminal.end();
    });
  }
}
