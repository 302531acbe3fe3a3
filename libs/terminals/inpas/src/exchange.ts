import type { Clock } from '@payport/domain';
import { WireOver, type DriverSession, type Evidence, type WireEnd } from '@payport/terminals-core';
import { alarm, isOfAnotherTerminal } from './answer.ts';
import { ACK_TIMEOUT_MS, COMMAND, OPERATION, RESENDS, STOP_GRACE_MS } from './constants.ts';
import type { Conversation, Waited } from './conversation.ts';
import type { HostLink } from './host-link.ts';
import type { RawField, ReadMessage, SaMessage } from './messages.ts';

/** Whether a message answers what we asked. `unproven`: it fits, and does not say whom it answers. */
export type Match = 'ours' | 'unproven' | 'foreign';

export interface Asked {
  readonly fields: readonly RawField[];
  /** What moves money is sent once, whatever the line does. */
  readonly movesMoney: boolean;
  /** How long silence is waited for, ms; each "wait" of the terminal starts it anew. */
  readonly patienceMs: number;
  /** All waiting together, ms. */
  readonly limitMs: number;
  readonly match: (message: SaMessage, acknowledged: boolean) => Match;
  /** Whoever names itself otherwise on this line is not the registered terminal, whatever it answers. */
  readonly terminalId: string;
  /** Null: it cannot be stopped. */
  readonly stop: AbortSignal | null;
}

/** How an exchange ended, after the first byte left. */
export type ExchangeEnd =
  | {
      readonly end: 'answered';
      readonly match: 'ours' | 'unproven';
      readonly read: ReadMessage;
      readonly stopped: boolean;
      readonly evidence: Evidence;
    }
  /** `no_answer`: a program of the bank left nothing that could be believed. */
  | { readonly end: 'silence' | 'time_limit' | 'over' | 'refused' | 'not_stopped' | 'no_answer'; readonly evidence: Evidence };

type Step = 'go_on' | 'patient' | ExchangeEnd;

/** One question or order and all that comes before its answer. */
export class Exchange {
  #acknowledged = false;
  #refusals = 0;
  #stopped = false;
  #foreign = 0;
  #strange = false;
  #wireEnd: WireEnd | null = null;
  /** What the terminal asked of its bank last, and our reply while it is not acknowledged. */
  #wish: { readonly asked: ReadMessage; readonly reply: readonly RawField[]; resends: number } | null = null;
  #patienceMs: number;

  constructor(
    private readonly conversation: Conversation,
    private readonly clock: Clock,
    private readonly session: DriverSession,
    private readonly asked: Asked,
    private readonly hostLink: HostLink,
  ) {
    this.#patienceMs = asked.patienceMs;
  }

  /** Sends and waits. Never rejects. */
  async run(): Promise<ExchangeEnd> {
    const { conversation, clock, asked } = this;
    const overAtMs = clock.monotonic() + asked.limitMs;
    conversation.forget();
    await this.#send();
    let silentAtMs = clock.monotonic() + this.#firstPatience();
    for (;;) {
      const now = clock.monotonic();
      const waitMs = Math.min(silentAtMs, overAtMs) - now;
      const heard: Waited =
        waitMs <= 0 ? { heard: 'silence' } : await conversation.next(waitMs, this.#stopped ? undefined : (asked.stop ?? undefined));
      if (heard.heard === 'silence' && clock.monotonic() >= overAtMs) return this.#end(this.#stopped ? 'not_stopped' : 'time_limit');
      const step = await this.#react(heard);
      if (typeof step !== 'string') return step;
      if (step === 'patient') silentAtMs = clock.monotonic() + this.#patienceMs;
    }
  }

  /** Nobody waits longer for an acknowledgement of a question; an order may be on its way to the guest without one. */
  #firstPatience(): number {
    return this.asked.movesMoney ? this.#patienceMs : Math.min(ACK_TIMEOUT_MS, this.#patienceMs);
  }

  async #send(): Promise<void> {
    const sent = await this.conversation.send(this.asked.fields).then(() => true, ignoreOver);
    if (sent && this.#refusals === 0) this.session.dispatched();
  }

  async #react(heard: Waited): Promise<Step> {
    switch (heard.heard) {
      case 'ack':
        if (this.#wish === null) this.#acknowledged = true;
        this.#wish = null;
        return 'patient';
      case 'nak':
        return this.#refused();
      case 'alive':
        return 'patient';
      case 'eot':
      case 'unreadable':
        return 'go_on';
      case 'silence':
        return this.#end(this.#stopped ? 'not_stopped' : 'silence');
      case 'over':
        this.#wireEnd = heard.end;
        return this.#end('over');
      case 'stop':
        return this.#stop();
      case 'message':
        return this.#listen(heard.read);
    }
  }

  /** A damaged order is not sent again: the refusal itself may be noise, and the guest must not be asked twice. */
  async #refused(): Promise<Step> {
    if (this.#wish !== null) return this.#replyAgain(this.#wish);
    this.#refusals += 1;
    if (this.asked.movesMoney) {
      if (this.#acknowledged) return 'go_on';
      this.#patienceMs = Math.min(this.#patienceMs, ACK_TIMEOUT_MS);
      return 'patient';
    }
    if (this.#refusals > RESENDS) return this.#end('refused');
    await this.#send();
    return 'patient';
  }

  #stop(): Step {
    this.#stopped = true;
    this.conversation.say('eot');
    this.#patienceMs = STOP_GRACE_MS;
    return 'patient';
  }

  async #listen(read: ReadMessage): Promise<Step> {
    const { conversation, asked } = this;
    const { message } = read;
    if (message.operation === OPERATION.wait) return 'patient';
    conversation.say('ack');
    if (wantsBank(message)) return this.#serve(read);
    // User commands are followed by more of the same exchange.
    if (message.operation !== OPERATION.userCommand) conversation.say('eot');
    if (message.operation === OPERATION.progress) return 'patient';
    const match = asked.match(message, this.#acknowledged);
    if (match !== 'foreign') return { end: 'answered', match, read, stopped: this.#stopped, evidence: this.#evidence('answered') };
    this.#foreign += 1;
    // Even a late answer to another order tells who is on the line.
    if (isOfAnotherTerminal(message, asked.terminalId) && !this.#strange) {
      this.#strange = true;
      alarm('other_terminal', message, asked, this.session);
    }
    if (this.#foreign === 1) {
      this.session.alert({
        kind: 'foreign_answer',
        detail: `operation ${message.operation ?? 'none'} with number ${message.transactionId ?? 'none'}`,
      });
    }
    return 'go_on';
  }

  /** The terminal reaches its bank through us. The same wish again means that our reply did not reach it: it is not served twice. */
  async #serve(read: ReadMessage): Promise<Step> {
    if (this.#wish !== null && isSameWish(this.#wish.asked, read)) return this.#replyAgain(this.#wish);
    const reply = await this.hostLink.serve(read);
    this.#wish = { asked: read, reply, resends: 0 };
    await this.conversation.send(reply).catch(ignoreOver);
    return 'patient';
  }

  async #replyAgain(wish: { readonly reply: readonly RawField[]; resends: number }): Promise<Step> {
    wish.resends += 1;
    if (wish.resends <= RESENDS) await this.conversation.send(wish.reply).catch(ignoreOver);
    return 'patient';
  }

  #end(end: Exclude<ExchangeEnd['end'], 'answered'>): ExchangeEnd {
    return { end, evidence: this.#evidence(end) };
  }

  #evidence(end: string): Evidence {
    return {
      end,
      acknowledged: this.#acknowledged,
      refusals: this.#refusals,
      stopped: this.#stopped,
      foreignAnswers: this.#foreign,
      wire: this.#wireEnd === null ? null : (this.#wireEnd.detail ?? this.#wireEnd.reason),
      ...this.hostLink.evidence(),
    };
  }
}

const wantsBank = ({ operation, command }: SaMessage): boolean =>
  operation === OPERATION.userCommand && (command === COMMAND.hostConnection || command === COMMAND.hostData);

/** That the wire is over is heard as well. */
function ignoreOver(error: unknown): false {
  if (error instanceof WireOver) return false;
  throw error;
}

const isSameWish = (left: ReadMessage, right: ReadMessage): boolean =>
  left.message.command === right.message.command &&
  left.message.commandMode === right.message.commandMode &&
  left.kept.length === right.kept.length &&
  Buffer.compare(left.passing ?? Uint8Array.of(), right.passing ?? Uint8Array.of()) === 0;
