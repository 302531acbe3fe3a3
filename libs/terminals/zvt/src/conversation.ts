import type { Clock } from '@payport/domain';
import type { DriverSession } from '@payport/terminals-core';
import { ABORT_GRACE_MS, AFTER_EARLY_WORD_MS, COMMAND, CONFIG_RECEIPTS_HERE, CONFIG_RECEIPTS_THERE, CURRENCIES, ERROR } from './constants.ts';
import { LinkBroken, type Link } from './link.ts';
import type { EcrCommand, StatusInformation, TerminalMessage } from './messages.ts';
import { parseBytes } from './parser.ts';
import { stageOf } from './result-map.ts';
import { negativeAnswer, positiveAnswer, serializeCommand } from './serializer.ts';
import { orderLimitMs, type ZvtSettings } from './settings.ts';

/** What a command came to. `status`: the last one that the terminal told; `taken`: we have acknowledged it as taken. */
export type Ending =
  | { readonly end: 'refused'; readonly error: number }
  | (Told & { readonly end: 'completed'; readonly message: Extract<TerminalMessage, { kind: 'completion' }> })
  | (Told & { readonly end: 'aborted'; readonly resultCode: number | null; readonly errorText: string | null })
  /** No word in time, or the link broke: what became of it is not known. `started`: the terminal had accepted the command. */
  | (Told & { readonly end: 'silent' | 'broken'; readonly started: boolean });

export interface Told {
  readonly status: StatusInformation | null;
  readonly taken: boolean;
  readonly slip: string | null;
}

/** Whether a status information may be acknowledged: `wait` makes the terminal ask again, `refuse` makes it undo. */
export type Answer = 'take' | 'wait' | 'refuse';

export interface CommandHooks {
  /** Called when the command has left. */
  readonly sent?: () => void;
  readonly answer?: (status: StatusInformation) => Promise<Answer>;
  /** A status of something that the terminal had done before this command: it is acknowledged, and answers nothing. */
  readonly isEarlier?: (status: StatusInformation) => boolean;
  /** Longest silence while the terminal works, ms; the setting where none is given. */
  readonly limitMs?: number;
  /** Our own wish to stop is passed on. */
  readonly mayAbort?: boolean;
}

const TAKE: Answer = 'take';
/** Commands that may reach the terminal twice. All others move money, or close the batch. */
const ASKS_ONLY: ReadonlySet<EcrCommand['kind']> = new Set([
  ...(['registration', 'status_enquiry', 'repeat_receipt', 'turnover_totals', 'reprint_receipts'] as const),
  ...(['diagnosis', 'initialisation', 'abort', 'log_off'] as const),
]);

/** Commands to one terminal over one link, and what the terminal says while it works on them. */
export class Conversation {
  #stopped = false;

  constructor(
    private readonly link: Link,
    private readonly settings: ZvtSettings,
    private readonly clock: Clock,
    private readonly session: Pick<DriverSession, 'abort' | 'stage'>,
  ) {}

  /** Whether a stop was passed on to the terminal. */
  get stopped(): boolean {
    return this.#stopped;
  }

  register(): Promise<Ending> {
    const { settings } = this;
    return this.run({
      kind: 'registration',
      password: settings.password,
      config: settings.receipts === 'gateway' ? CONFIG_RECEIPTS_HERE : CONFIG_RECEIPTS_THERE,
      currency: CURRENCIES[settings.currency] ?? '',
      tlv: true,
    });
  }

  /** From the command to the word that gives the right to speak back. Never rejects for what the line does. */
  async run(command: EcrCommand, hooks: CommandHooks = {}): Promise<Ending> {
    const talk = new Talk();
    try {
      this.link.forget();
      await this.link.send(serializeCommand(command), { once: !ASKS_ONLY.has(command.kind) });
      hooks.sent?.();
      const refusal = await this.#accepted(talk);
      if (refusal === 'silent') return talk.ended('silent', false);
      if (refusal !== null) return { end: 'refused', error: refusal };
      return await this.#work(command, talk, hooks);
    } catch (error) {
      if (!(error instanceof LinkBroken)) throw error;
      return talk.ended('broken', talk.started);
    }
  }

  /** T3: null where the terminal accepted. What it says meanwhile about something earlier is acknowledged and passed over. */
  async #accepted(talk: Talk): Promise<number | 'silent' | null> {
    const end = this.clock.monotonic() + this.settings.answerTimeoutMs;
    for (;;) {
      const message = await this.#message(end - this.clock.monotonic(), false);
      if (message === null) return 'silent';
      if (message.kind === 'positive') {
        talk.started = true;
        return null;
      }
      if (message.kind === 'negative') return message.error;
      // A late word of another dialogue: nothing of ours may be committed by it.
      await this.#say(message.kind === 'status' && message.status.resultCode === 0 ? negativeAnswer(ERROR.notTaken) : positiveAnswer());
    }
  }

  async #work(command: EcrCommand, talk: Talk, hooks: CommandHooks): Promise<Ending> {
    const patience = new Patience(this.clock, hooks.limitMs ?? this.settings.completionTimeoutMs, orderLimitMs(this.settings));
    const passOn = (): void => void this.#abort();
    if (hooks.mayAbort === true) this.session.abort.addEventListener('abort', passOn, { once: true });
    if (hooks.mayAbort === true && this.session.abort.aborted) passOn();
    try {
      for (;;) {
        const message = await this.#message(patience.leftMs(), command.kind === 'status_enquiry');
        if (message === null && talk.early !== null) return talk.completed(talk.early);
        if (message === null && patience.overForGood()) return talk.ended('silent', true);
        if (message === null) {
          await this.#abort();
          patience.grace(ABORT_GRACE_MS);
          continue;
        }
        const ending = await this.#heard(message, talk, hooks, patience);
        if (ending !== null) return ending;
      }
    } finally {
      this.session.abort.removeEventListener('abort', passOn);
    }
  }

  async #heard(message: TerminalMessage, talk: Talk, hooks: CommandHooks, patience: Patience): Promise<Ending | null> {
    const early = talk.isEarly();
    switch (message.kind) {
      case 'status':
        patience.restart();
        return this.#status(message.status, talk, hooks);
      case 'intermediate':
        patience.restart(message.timeoutMinutes);
        this.session.stage(stageOf(message.code));
        break;
      case 'print':
        talk.print(message.lines.map(({ text }) => text));
        break;
      case 'completion':
        await this.#say(positiveAnswer());
        if (!early) return talk.completed(message);
        talk.early = message;
        patience.shorten(AFTER_EARLY_WORD_MS);
        return null;
      case 'abort':
        await this.#say(positiveAnswer());
        return talk.aborted(message.resultCode, message.errorText);
      case 'positive':
      case 'negative':
        // The answer to our abort: whether it came in time, the result says.
        return null;
      case 'request':
      case 'malformed':
        await this.#say(negativeAnswer(ERROR.functionNotPossible));
        return null;
      case 'clock':
        break;
    }
    await this.#say(positiveAnswer());
    return null;
  }

  async #status(status: StatusInformation, talk: Talk, hooks: CommandHooks): Promise<null> {
    if (hooks.isEarlier?.(status) === true) {
      await this.#say(positiveAnswer());
      return null;
    }
    talk.told(status);
    const answer = (await hooks.answer?.(status)) ?? TAKE;
    if (answer === 'wait') await this.#say(negativeAnswer(ERROR.pleaseWait));
    else if (answer === 'refuse') await this.#say(negativeAnswer(ERROR.notTaken));
    else {
      talk.saidBefore = this.link.waiting;
      await this.#say(positiveAnswer());
      talk.taken = true;
    }
    return null;
  }

  async #abort(): Promise<void> {
    if (this.#stopped) return;
    this.#stopped = true;
    await this.link.send(serializeCommand({ kind: 'abort' })).catch((error: unknown) => {
      // The reader of the line meets the same end.
      if (!(error instanceof LinkBroken)) throw error;
    });
  }

  #say(apdu: Uint8Array): Promise<void> {
    return this.link.send(apdu);
  }

  async #message(limitMs: number, enquiry: boolean): Promise<TerminalMessage | null> {
    if (limitMs <= 0) return null;
    const bytes = await this.link.next(limitMs);
    if (bytes === null) return null;
    return parseBytes(bytes, { charset: this.settings.charset, enquiry }) ?? { kind: 'malformed', control: COMMAND.completion, fault: 'no message' };
  }
}

/** What has been said so far. */
class Talk {
  started = false;
  taken = false;
  /** Messages that had come before our word for the last result left: a terminal that waits for it has not said them after it. */
  saidBefore = 0;
  /** A completion among them: perhaps of another dialogue. The terminal goes on, if it was waiting for our word. */
  early: Extract<TerminalMessage, { kind: 'completion' }> | null = null;
  #status: StatusInformation | null = null;
  readonly #lines: string[] = [];

  /** Whether the message that is looked at now is one of them. */
  isEarly(): boolean {
    if (this.saidBefore === 0) return false;
    this.saidBefore -= 1;
    return true;
  }

  told(status: StatusInformation): void {
    this.#status = status;
    this.taken = false;
  }

  print(lines: readonly string[]): void {
    this.#lines.push(...lines);
  }

  get #told(): Told {
    const slip = this.#lines.join('\n').trim();
    return {
      status: this.#status,
      taken: this.taken,
      slip:
        slip === ''
          ? null
          : this.#lines
              .map((line) => line.trimEnd())
              .join('\n')
              .trim(),
    };
  }

  completed(message: Extract<TerminalMessage, { kind: 'completion' }>): Ending {
    return { ...this.#told, end: 'completed', message };
  }

  aborted(resultCode: number | null, errorText: string | null): Ending {
    return { ...this.#told, end: 'aborted', resultCode, errorText };
  }

  ended(end: 'silent' | 'broken', started: boolean): Ending {
    return { ...this.#told, end, started };
  }
}

const MINUTE_MS = 60_000;

/** T4: how long the terminal may be silent, and how long it may talk in all. */
class Patience {
  #untilMs: number;
  #limitMs: number;
  readonly #endMs: number;
  #lastGrace = false;

  constructor(
    private readonly clock: Clock,
    private readonly defaultMs: number,
    wholeMs: number,
  ) {
    this.#limitMs = defaultMs;
    this.#untilMs = clock.monotonic() + defaultMs;
    this.#endMs = clock.monotonic() + wholeMs;
  }

  leftMs(): number {
    return Math.min(this.#untilMs, this.#lastGrace ? this.#untilMs : this.#endMs) - this.clock.monotonic();
  }

  /** The terminal spoke; it may say itself how long its next word takes. */
  restart(minutes: number | null = null): void {
    if (this.#lastGrace) return;
    this.#limitMs = minutes === null || minutes === 0 ? this.defaultMs : minutes * MINUTE_MS;
    this.#untilMs = this.clock.monotonic() + this.#limitMs;
  }

  /** Only so long for the next word. */
  shorten(ms: number): void {
    this.#untilMs = this.clock.monotonic() + ms;
  }

  overForGood(): boolean {
    return this.#lastGrace;
  }

  grace(ms: number): void {
    this.#lastGrace = true;
    this.#untilMs = this.clock.monotonic() + ms;
  }
}
