import { createServer, type Server, type Socket } from 'node:net';
import { closeServer, deskLine, listenOnLoopback } from '../wire/loopback.ts';
import type { BankDoor } from './bank-door.ts';

/** Requests come at once; a connection that stays silent is none, ms. */
const SILENCE_LIMIT_MS = 120_000;

/** The simulated bank's ear on the loopback address. */
export class BankDoorServer {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();

  constructor(door: BankDoor) {
    this.#server = createServer((socket) => {
      this.#sockets.add(socket);
      socket.setTimeout(SILENCE_LIMIT_MS, () => socket.destroy());
      // A reset is always followed by `close`, which is what counts.
      socket.on('error', () => socket.destroy());
      socket.on('close', () => this.#sockets.delete(socket));
      door.serve(deskLine(socket));
    });
  }

  listen(port: number): Promise<number> {
    return listenOnLoopback(this.#server, port);
  }

  close(): Promise<void> {
    return closeServer(this.#server, () => this.#sockets.forEach((socket) => socket.destroy()));
  }
}
