import { mkdir } from 'node:fs/promises';
import { createServer, type Server, type Socket } from 'node:net';
import path from 'node:path';
import { folderOf } from '../folders/program-folder.ts';
import type { Pinpad } from '../pinpad/pinpad.ts';
import { lastPort, writePlace } from '../wire/device-place.ts';
import { closeServer, deskLine, listenOnLoopback, LOOPBACK } from '../wire/loopback.ts';
import { SerialBridge } from '../wire/serial-bridge.ts';
import { bareLine, framedLine, type ApduLine } from './apdu-line.ts';
import { ZvtTerminal } from './zvt-terminal.ts';

/** One simulated ZVT terminal on the loopback address and, where its plan and the machine have one, on a serial port. */
export class ZvtFront {
  readonly #server: Server;
  /** What the serial port's bridge is connected to: here messages travel in frames. */
  readonly #framed: Server;
  readonly #sockets = new Set<Socket>();
  #bridge: SerialBridge | null = null;

  private constructor(
    private readonly pad: Pinpad,
    private readonly log: (error: unknown) => void,
  ) {
    this.#server = createServer((socket) => this.#accept(socket));
    this.#framed = createServer((socket) =>
      this.#serve(
        socket,
        framedLine(deskLine(socket), pad.ports.clock, () => this.#deaf),
      ),
    );
  }

  /** Starts listening, where it did the last time if that is free, and writes down where. */
  static async open(home: string, pad: Pinpad, log: (error: unknown) => void): Promise<ZvtFront> {
    const { tid, port: wanted, serial } = pad.profile;
    const folder = folderOf(home, tid);
    await mkdir(folder, { recursive: true });
    const file = path.join(folder, 'zvt.json');
    const front = new ZvtFront(pad, log);
    const port = await listenOnLoopback(front.#server, (await lastPort(file)) ?? wanted ?? 0);
    const serialPort = serial ? await front.#plugIn(path.join(folder, 'tty')) : null;
    await writePlace(file, { host: LOOPBACK, port, serialPort });
    return front;
  }

  async close(): Promise<void> {
    await this.#bridge?.close();
    const cut = (): void => this.#sockets.forEach((socket) => socket.destroy());
    await Promise.all([closeServer(this.#server, cut), this.#framed.listening ? closeServer(this.#framed, cut) : null]);
  }

  get #deaf(): boolean {
    return this.pad.power.state !== 'on';
  }

  /** Where its serial port is; null where the machine can make none. */
  async #plugIn(tty: string): Promise<string | null> {
    this.#bridge = await SerialBridge.plug(tty, await listenOnLoopback(this.#framed, 0));
    return this.#bridge === null ? null : tty;
  }

  #accept(socket: Socket): void {
    if (this.#deaf) socket.resetAndDestroy();
    else this.#serve(socket, bareLine(deskLine(socket)));
  }

  #serve(socket: Socket, line: ApduLine): void {
    this.#sockets.add(socket);
    socket.setNoDelay(true);
    const terminal = new ZvtTerminal(this.pad, line, this.log);
    // A desk that resets its connection ends it like any other.
    socket.on('error', () => terminal.end());
    socket.on('close', () => {
      this.#sockets.delete(socket);
      terminal.end();
    });
  }
}
