import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { z } from 'zod';
import type { Delivery } from '../pinpad/answer.ts';
import type { Pinpad } from '../pinpad/pinpad.ts';
import type { Conversation } from '../pinpad/prompt.ts';
import { LineCutter, type FromPinpad, type ProgramEnd } from './link-protocol.ts';

const fromProgram = z.discriminatedUnion('type', [
  z.object({ type: z.literal('run'), tid: z.string().max(32), args: z.array(z.string().max(1_000)).max(32) }),
  z.object({ type: z.literal('abort') }),
]);

/** Programs say what they want at once; a connection that stays silent is not one of them. */
const SILENCE_LIMIT_MS = 10_000;

/** One run of a program that is no `sb_pilot`, from its arguments to its end. */
export type ProgramRun = (pad: Pinpad, args: readonly string[], conversation: Conversation) => Promise<ProgramEnd>;

/** TCP side of all simulated pinpads; the TID in the first line says which one is meant. */
export class LinkServer {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  readonly #pinpads: ReadonlyMap<string, Pinpad>;
  readonly #log: (error: unknown) => void;
  readonly #runConsole: ProgramRun;

  /** `log` hears of runs that ended by an error of ours; their programs lose the link. */
  constructor(pinpads: ReadonlyMap<string, Pinpad>, log: (error: unknown) => void, runConsole: ProgramRun) {
    this.#pinpads = pinpads;
    this.#log = log;
    this.#runConsole = runConsole;
    this.#server = createServer((socket) => this.#serve(socket));
  }

  /** Listens on a free port of the loopback address and says which. */
  listen(): Promise<number> {
    return new Promise((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(0, '127.0.0.1', () => resolve((this.#server.address() as AddressInfo).port));
    });
  }

  async close(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    this.#sockets.forEach((socket) => socket.destroy());
    await closed;
  }

  #serve(socket: Socket): void {
    const gone = new AbortController();
    const abort = new AbortController();
    const cutter = new LineCutter();
    let started = false;
    this.#sockets.add(socket);
    socket.setEncoding('utf8');
    socket.setTimeout(SILENCE_LIMIT_MS, () => {
      if (!started) socket.destroy();
    });
    // The reset of a killed program ends its run like any other end of the link.
    socket.on('error', () => gone.abort());
    socket.on('close', () => {
      this.#sockets.delete(socket);
      gone.abort();
    });
    socket.on('data', (chunk: string) => {
      const within = cutter.push(chunk, (text) => {
        const message = fromProgram.safeParse(parseJson(text));
        if (!message.success || (message.data.type === 'run' && started)) socket.destroy();
        else if (message.data.type === 'abort') abort.abort();
        else {
          started = true;
          this.#run(socket, message.data, { gone: gone.signal, abort: abort.signal }).catch((error: unknown) => {
            this.#log(error);
            socket.destroy();
          });
        }
      });
      if (!within) socket.destroy();
    });
  }

  async #run(socket: Socket, { tid, args }: { tid: string; args: string[] }, conversation: { gone: AbortSignal; abort: AbortSignal }): Promise<void> {
    const pinpad = this.#pinpads.get(tid);
    if (!pinpad) {
      socket.destroy();
      return;
    }
    if (pinpad.refusal() === null) socket.write(line({ type: 'accepted' }));
    if (pinpad.profile.driver === 'inpas') {
      const end = await this.#runConsole(pinpad, args, conversation);
      if (!socket.destroyed) socket.end(line(end));
      return;
    }
    const delivery = await pinpad.run(args, conversation);
    if (socket.destroyed) return;
    if (delivery.type === 'drop') socket.destroy();
    else socket.end(line(messageOf(delivery)));
  }
}

const line = (message: FromPinpad): string => `${JSON.stringify(message)}\n`;
const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

const messageOf = (delivery: Exclude<Delivery, { type: 'drop' }>): FromPinpad =>
  delivery.type === 'die' ? delivery : { type: 'files', result: base64(delivery.result), slip: delivery.slip && base64(delivery.slip) };

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    // Not JSON is as wrong as the wrong JSON: the caller refuses `undefined`.
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
