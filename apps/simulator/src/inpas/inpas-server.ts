import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import type { Pinpad } from '../pinpad/pinpad.ts';
import { InpasTerminal } from './inpas-terminal.ts';

/** Terminals that nobody talks to keep no connection open for ever, ms. */
const SILENCE_LIMIT_MS = 900_000;

/** One simulated INPAS terminal on the loopback address. Like a device it has one ear: a second desk is hung up on. */
export class InpasServer {
  readonly #server: Server;
  readonly #pad: Pinpad;
  readonly #log: (error: unknown) => void;
  #socket: Socket | null = null;

  constructor(pad: Pinpad, log: (error: unknown) => void) {
    this.#pad = pad;
    this.#log = log;
    this.#server = createServer((socket) => this.#serve(socket));
  }

  /** Listens where it is told to, else on any free port; says which. */
  async listen(port: number): Promise<number> {
    try {
      return await this.#listenOn(port);
    } catch (error) {
      if (port === 0 || !isTaken(error)) throw error;
      return this.#listenOn(0);
    }
  }

  async close(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    this.#socket?.destroy();
    await closed;
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
    if (this.#pad.power.state === 'off' || (this.#socket !== null && !this.#socket.destroyed)) {
      socket.resetAndDestroy();
      return;
    }
    this.#socket = socket;
    socket.setNoDelay(true);
    socket.setTimeout(SILENCE_LIMIT_MS, () => socket.destroy());
    const port = {
      send: (bytes: Uint8Array): void => {
        if (!socket.destroyed) socket.write(bytes);
      },
      listen: (listener: (bytes: Uint8Array) => void): void => {
        socket.on('data', listener);
      },
      drop: (): void => {
        socket.destroySoon();
      },
    };
    const terminal = new InpasTerminal(this.#pad, port, this.#log);
    // A desk that resets its connection ends it like any other.
    socket.on('error', () => terminal.end());
    socket.on('close', () => terminal.end());
  }
}

const isTaken = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
