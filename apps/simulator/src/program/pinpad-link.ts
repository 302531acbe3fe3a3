import { connect, type Socket } from 'node:net';
import { LineCutter, type FromPinpad, type FromProgram, type ProgramEnd } from '../link/link-protocol.ts';
import type { PinpadIni } from './pinpad-ini.ts';

/** Until a pinpad that does not answer counts as not connected. */
const CONNECT_LIMIT_MS = 2_000;

export interface RunEvents {
  /** The device took the run. */
  readonly accepted: () => Promise<void>;
}

/** The program's end of the line to its pinpad. */
export class PinpadLink {
  readonly #socket: Socket;

  private constructor(socket: Socket) {
    this.#socket = socket;
  }

  /** Null: no link. */
  static open({ host, port }: PinpadIni): Promise<PinpadLink | null> {
    return new Promise((resolve) => {
      const socket = connect({ host, port });
      socket.setEncoding('utf8');
      socket.setTimeout(CONNECT_LIMIT_MS, () => socket.destroy());
      socket.once('connect', () => {
        socket.setTimeout(0);
        resolve(new PinpadLink(socket));
      });
      // An error is always followed by `close`, which is what counts.
      socket.on('error', () => socket.destroy());
      socket.once('close', () => resolve(null));
    });
  }

  /** Sends the run and waits for its end; null when the link broke first. */
  run(tid: string, args: readonly string[], events: RunEvents): Promise<ProgramEnd | null> {
    return new Promise((resolve, reject) => {
      const cutter = new LineCutter();
      let ready: Promise<void> = Promise.resolve();
      const finish = (end: ProgramEnd | null): void => {
        ready.then(() => resolve(end), reject);
      };
      this.#socket.on('data', (chunk: string) => {
        cutter.push(chunk, (line) => {
          // Only this application's own simulator is at the other end.
          const message = JSON.parse(line) as FromPinpad;
          if (message.type === 'accepted') ready = events.accepted();
          else finish(message);
        });
      });
      this.#socket.once('close', () => finish(null));
      this.#send({ type: 'run', tid, args });
    });
  }

  abort(): void {
    this.#send({ type: 'abort' });
  }

  close(): void {
    this.#socket.destroy();
  }

  #send(message: FromProgram): void {
    this.#socket.write(`${JSON.stringify(message)}\n`);
  }
}
