import { compactLocalTime, invariant } from '@payport/domain';
import { WireRefused, type DriverSession, type Evidence, type TerminalIo, type Wire, type WireHost } from '@payport/terminals-core';
import { CONNECT_TIMEOUT_MS, KEEP_ALIVE_MS, LINGER_MS } from './constants.ts';
import { Conversation } from './conversation.ts';
import { Exchange, type Asked, type ExchangeEnd } from './exchange.ts';
import { HostLink } from './host-link.ts';
import type { ReadMessage, SaRequest } from './messages.ts';
import type { Cause } from './result-map.ts';
import { requestFields, type Sender } from './serializer.ts';
import { newTransactionId } from './transaction-id.ts';
import { devicePlace, deviceStepLimitMs, type InpasSettings } from './settings.ts';
import { WorkTime } from './work-time.ts';

/** `not_sent` is proof that no byte left. */
export type Ended = ExchangeEnd | { readonly end: 'not_sent'; readonly cause: Cause; readonly evidence: Evidence };

export type Question = Omit<Asked, 'fields' | 'stop' | 'terminalId'> & { readonly request: SaRequest };

/** What a run whose answer nobody took in has left behind. */
export type Left =
  | { readonly left: 'nothing' }
  /** It still runs, or nobody can see that it does not. */
  | { readonly left: 'running' }
  /** Its whole answer, under its own number. */
  | { readonly left: 'answer'; readonly read: ReadMessage };

/** One terminal, over whatever leads to it. */
export interface Device {
  readonly settings: InpasSettings;
  readonly io: TerminalIo;
  /** How long it may still work on what was sent. */
  readonly work: WorkTime;
  /** Nothing proves that an answer is whole: asking again may bring what is missing in it. */
  readonly answersMayBeCut: boolean;
  newTransactionId(): string;
  /** Rejects only by our own bug; whether something left is then for the session to judge. */
  ask(question: Question, session: DriverSession): Promise<Ended>;
  /** What is there of an earlier order under this number, without a word to the terminal. */
  left(reference: string, session: DriverSession): Promise<Left>;
  /** What became of it is known: nothing of it needs to lie there any longer. */
  forget(reference: string): Promise<void>;
}

/** One terminal on its line. Each question or order has a connection of its own, so that no answer can be left over for the next. */
export class LineDevice implements Device {
  /** A packet has its length and a checksum. */
  readonly answersMayBeCut = false;
  /** One conversation at a time; the engine's claim sees to that, and this is the second lock. */
  #busy = false;
  /** The last conversation's line is closed when this resolves. */
  #closed: Promise<void> = Promise.resolve();

  readonly work: WorkTime;

  constructor(
    readonly settings: InpasSettings,
    readonly io: TerminalIo,
  ) {
    this.work = new WorkTime(io.clock, deviceStepLimitMs(settings));
  }

  newTransactionId(): string {
    return newTransactionId(this.io.random);
  }

  /** A line keeps nothing. */
  left(): Promise<Left> {
    return Promise.resolve({ left: 'nothing' });
  }

  forget(): Promise<void> {
    return Promise.resolve();
  }

  async ask({ request, ...asked }: Question, session: DriverSession): Promise<Ended> {
    if (this.#busy) return notSent('device_busy');
    this.#busy = true;
    try {
      await this.#closed;
      return await this.#converse({ request, ...asked }, session);
    } finally {
      this.#busy = false;
    }
  }

  async #converse({ request, ...asked }: Question, session: DriverSession): Promise<Ended> {
    const wire = await this.#connect();
    if (!wire.ok) return notSent(wire.cause, { refused: wire.refused });
    const { clock, wires } = this.io;
    const sender = (): Sender => ({ terminalId: this.settings.terminalId, cashTime: compactLocalTime(clock.now(), this.settings.timeZone) });
    const conversation = new Conversation(wire.wire, clock, session, this.settings.connection === 'serial' ? 'serial' : 'tcp');
    const hostLink = new HostLink(wires, clock, this.settings, sender);
    try {
      const [allowed] = await Promise.allSettled([session.beforeFirstByte()]);
      if (allowed.status === 'rejected') return notSent('not_allowed');
      if (session.abort.aborted) return notSent('cancelled_by_cashier');
      const { over } = conversation;
      if (over !== null) return notSent(this.settings.connection === 'tcp' ? 'line_dropped' : 'no_device', { hungUp: over.detail ?? over.reason });
      const stop = this.settings.stopByEot && asked.movesMoney ? session.abort : null;
      return await new Exchange(
        conversation,
        clock,
        session,
        { ...asked, stop, terminalId: this.settings.terminalId, fields: requestFields(request, sender()) },
        hostLink,
      ).run();
    } finally {
      hostLink.close();
      this.#closed = this.#close(conversation);
    }
  }

  /** Nobody waits for it but the next conversation: a line closed at once may lose our acknowledgement. */
  async #close(conversation: Conversation): Promise<void> {
    if (conversation.saidSomething) await this.io.clock.sleep(LINGER_MS);
    await conversation.close();
  }

  async #connect(): Promise<{ readonly ok: true; readonly wire: Wire } | { readonly ok: false; readonly cause: Cause; readonly refused: string }> {
    try {
      return { ok: true, wire: await openWire(this.settings, this.io.wires) };
    } catch (error) {
      if (error instanceof WireRefused) return { ok: false, cause: error.trouble ?? 'no_device', refused: error.message };
      throw error;
    }
  }
}

function openWire(settings: InpasSettings, wires: WireHost): Promise<Wire> {
  const where = devicePlace(settings);
  if (where.channel === 'tcp') {
    return wires.connectTcp(where.place, { connectTimeoutMs: CONNECT_TIMEOUT_MS, idleTimeoutMs: null, keepAliveMs: KEEP_ALIVE_MS });
  }
  invariant(where.channel === 'serial', 'a program of the bank has no wire');
  const line = { dataBits: 8, parity: 'none', stopBits: 1, openTimeoutMs: CONNECT_TIMEOUT_MS } as const;
  return wires.connectSerial(where.place, { ...line, baudRate: Number(settings.baudRate) });
}

export const notSent = (cause: Cause, evidence: Evidence = {}): Ended => ({ end: 'not_sent', cause, evidence: { sent: false, cause, ...evidence } });
