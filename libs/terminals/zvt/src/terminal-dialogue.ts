import type { Clock } from '@payport/domain';
import { readApdu } from './apdu.ts';
import { COMMAND, ERROR, NEGATIVE, POSITIVE } from './constants.ts';
import type { EcrCommand } from './messages.ts';
import { negativeAnswer, positiveAnswer } from './serializer.ts';
import { readCommand } from './terminal.ts';

/** The cash desk's word to a message of the terminal. */
export type EcrAnswer = { readonly answer: 'positive' } | { readonly answer: 'silent' } | { readonly answer: 'negative'; readonly error: number };

/** What a terminal does with a command that it has accepted; it ends by sending a completion or an abort. */
export type TerminalWork = (command: EcrCommand, dialogue: TerminalDialogue) => Promise<void>;

/** How long a terminal waits for an answer, and how long before it asks again one who said "wait", ms. */
const ANSWER_MS = 5_000;
const ASK_AGAIN_MS = 2_000;
/** A cash desk that says "wait" more often than this has lost the payment. */
const MOST_WAITS = 5;

/** Completion and abort give the cash desk the right to speak back. */
const isLastWord = ([first = 0, second = 0]: Uint8Array): boolean =>
  [COMMAND.completion, COMMAND.abort].some((word) => word === first * 256 + second);

/** The terminal's side of one connection: answers commands, one at a time, and speaks while it works. */
export class TerminalDialogue {
  readonly #waiting: { readonly done: (answer: EcrAnswer) => void; readonly final: boolean }[] = [];
  #running: AbortController | null = null;
  #over = false;

  constructor(
    private readonly transmit: (apdu: Uint8Array) => void,
    private readonly clock: Clock,
    private readonly work: TerminalWork,
    /** Null: the command is accepted. */
    private readonly refusal: (command: EcrCommand) => number | null = () => null,
  ) {}

  /** Aborted when the cash desk wants the running command to stop, and when the connection ends. */
  get stop(): AbortSignal {
    return (this.#running ?? new AbortController()).signal;
  }

  /** The connection is over: nothing is said or heard any more. */
  get over(): boolean {
    return this.#over;
  }

  end(): void {
    this.#over = true;
    this.#running?.abort();
    for (const { done } of this.#waiting.splice(0)) done({ answer: 'silent' });
  }

  received(bytes: Uint8Array): void {
    const apdu = readApdu(bytes);
    if (apdu === null || this.#over) return;
    const high = apdu.control >> 8;
    if (high === POSITIVE || high === NEGATIVE) {
      const error = apdu.control & 0xff;
      const waiting = this.#waiting.shift();
      // The next command may be in the same piece as the answer to the last word of this one.
      if (waiting?.final === true) this.#running = null;
      waiting?.done(high === POSITIVE || error === ERROR.none ? { answer: 'positive' } : { answer: 'negative', error });
      return;
    }
    const command = readCommand(apdu);
    if (command === null) return this.#send(negativeAnswer(ERROR.functionNotPossible));
    this.#begin(command);
  }

  #begin(command: EcrCommand): void {
    if (command.kind === 'abort') {
      this.#send(this.#running === null ? negativeAnswer(ERROR.functionNotPossible) : positiveAnswer());
      this.#running?.abort();
      return;
    }
    const error = this.#running === null ? this.refusal(command) : ERROR.pleaseWait;
    if (error !== null) return this.#send(negativeAnswer(error));
    this.#send(positiveAnswer());
    const running = new AbortController();
    this.#running = running;
    void this.work(command, this).finally(() => {
      if (this.#running === running) this.#running = null;
    });
  }

  /** Says something and waits for the answer to it. */
  async say(apdu: Uint8Array): Promise<EcrAnswer> {
    if (this.#over) return { answer: 'silent' };
    const answered = new Promise<EcrAnswer>((resolve) => {
      const done = (answer: EcrAnswer): void => {
        cancel();
        resolve(answer);
      };
      const cancel = this.clock.after(ANSWER_MS, () => {
        const at = this.#waiting.findIndex((waiting) => waiting.done === done);
        if (at >= 0) this.#waiting.splice(at, 1);
        resolve({ answer: 'silent' });
      });
      this.#waiting.push({ done, final: isLastWord(apdu) });
    });
    this.#send(apdu);
    return answered;
  }

  /** A result, told until the cash desk has taken it; false where it has not, and the terminal must undo what it did. */
  async told(status: Uint8Array): Promise<boolean> {
    for (let waits = 0; waits <= MOST_WAITS; waits += 1) {
      const heard = await this.say(status);
      if (heard.answer !== 'negative') return heard.answer === 'positive';
      if (heard.error !== ERROR.pleaseWait) return false;
      await this.clock.sleep(ASK_AGAIN_MS);
    }
    return false;
  }

  #send(apdu: Uint8Array): void {
    if (!this.#over) this.transmit(apdu);
  }
}
