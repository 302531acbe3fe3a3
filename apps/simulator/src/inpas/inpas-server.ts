import { createServer, type Server, type Socket } from 'node:net';
import type { Pinpad } from '../pinpad/pinpad.ts';
import { closeServer, deskLine, listenOnLoopback } from '../wire/loopback.ts';
import type { BankPlace } from './bank-link.ts';
import { InpasTerminal } from './inpas-terminal.ts';

/** Terminals that nobody talks to keep no connection open for ever, ms. */
const SILENCE_LIMIT_MS = 900_000;

/** One simulated INPAS terminal on the loopback address. Like a device it has one ear: a second desk is hung up on. */
export class InpasServer {
  readonly #server: Server;
  readonly #pad: Pinpad;
  readonly #log: (error: unknown) => void;
  readonly #bank: BankPlace | null;
  #socket: Socket | null = null;

  constructor(pad: Pinpad, log: (error: unknown) => void, bank: BankPlace | null) {
    this.#pad = pad;
    this.#log = log;
    this.#bank = bank;
    this.#server = createServer((socket) => this.#serve(socket));
  }

  /** Listens where it is told to, else on any free port; says which. */
  listen(port: number): Promise<number> {
    return listenOnLoopback(this.#server, port);
  }

  close(): Promise<void> {
    return closeServer(this.#server, () => this.#socket?.destroy());
  }

  #serve(socket: Socket): void {
    if (this.#pad.power.state === 'off' || (this.#socket !== null && !this.#socket.destroyed)) {
      socket.resetAndDestroy();
      return;
    }
    this.#socket = socket;
    socket.setNoDelay(true);
    socket.setTimeout(SILENCE_LIMIT_MS, () => socket.destroy());
    const terminal = new InpasTerminal(this.#pad, deskLine(socket), this.#log, this.#bank);
    // A desk that resets its connection ends it like any other.
    socket.on('error', () => terminal.end());
    socket.on('close', () => terminal.end());
  }
}
