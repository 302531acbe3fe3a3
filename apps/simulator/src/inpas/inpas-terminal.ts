import { readRequest, replyFields, serializePacket, TerminalLine, type ReadMessage } from '@payport/terminals-inpas';
import type { Pinpad } from '../pinpad/pinpad.ts';
import type { DeskLine } from '../wire/loopback.ts';
import { BankLink, type BankPlace } from './bank-link.ts';
import { answerRequest } from './inpas-answers.ts';

/** A simulated device that speaks the SA protocol: one conversation on one connection. */
export class InpasTerminal {
  readonly #pad: Pinpad;
  readonly #port: DeskLine;
  readonly #line: TerminalLine;
  readonly #bank: BankPlace | null;
  readonly #gone = new AbortController();
  #abort = new AbortController();

  /**
   * `log` hears of requests that ended by an error of ours; their desks lose the connection. `bank`: where the bank waits for a
   * device that reaches it through its cash desk; null: it has a way of its own.
   */
  constructor(pad: Pinpad, port: DeskLine, log: (error: unknown) => void, bank: BankPlace | null = null) {
    this.#pad = pad;
    this.#port = port;
    this.#bank = bank;
    this.#line = new TerminalLine(port, pad.ports.clock, {
      request: (read) => {
        this.#serve(read).catch((error: unknown) => {
          log(error);
          port.drop();
        });
      },
      eot: () => this.#abort.abort(),
    });
  }

  /** The connection is gone; an order that waits for its guest ends. */
  end(): void {
    this.#gone.abort();
    this.#line.end();
  }

  async #serve(read: ReadMessage): Promise<void> {
    this.#abort = new AbortController();
    const { clock } = this.#pad.ports;
    const conversation = { gone: this.#gone.signal, abort: this.#abort.signal };
    const bank = this.#bank === null ? null : new BankLink(this.#line, this.#bank, this.#pad.profile.tid, clock);
    const answer = await answerRequest(
      this.#pad,
      readRequest(read.message),
      bank === null ? conversation : { ...conversation, reachBank: (id, fault) => bank.ask(id, fault) },
    );
    if (this.#gone.signal.aborted) return;
    // A program that dies and a link that drops look the same from here.
    if (answer.type !== 'reply') return this.#port.drop();
    const fields = replyFields(answer.reply);
    if (answer.truncateTo === null) {
      await this.#line.send(fields);
      return;
    }
    this.#port.send(serializePacket(fields).subarray(0, answer.truncateTo));
    this.#port.drop();
  }
}
