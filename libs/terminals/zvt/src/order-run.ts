import type { Clock } from '@payport/domain';
import {
  stepOf,
  WireRefused,
  type DriverSession,
  type Evidence,
  type OrderOutcome,
  type PaymentOrder,
  type TerminalIo,
  unmappedCode,
} from '@payport/terminals-core';
import { cardResultOf, type Operation } from './card-result.ts';
import { CAUSE_TEXTS, type Cause } from './cause-texts.ts';
import { CURRENCIES, KEEP_LIMIT_MS } from './constants.ts';
import type { Answer, Conversation, Ending, Told } from './conversation.ts';
import { withTerminal } from './device.ts';
import { askLastRecord, factsBefore, factsOfAnswer, markOf, markOfStatus } from './last-record.ts';
import type { EcrCommand, StatusInformation } from './messages.ts';
import { classify, codeText, declineFor, refusalOf, unmappedText } from './result-map.ts';
import type { ZvtSettings } from './settings.ts';

export interface OrderJob {
  readonly operation: Operation;
  readonly order: PaymentOrder;
  readonly command: EcrCommand;
  /** What a capture gives back: its answer may name that instead of what it takes. Null: with every other order. */
  readonly unusedMinor: bigint | null;
}

export const notSent = (cause: Cause, evidence: Evidence = {}): OrderOutcome => ({
  outcome: 'not_sent',
  decline: declineFor(cause, null),
  ...stepOf(CAUSE_TEXTS[cause]),
  evidence: { sent: false, cause, ...evidence },
});

const unknown = (evidence: Evidence, code: number | null = null): OrderOutcome => ({
  outcome: 'unknown',
  decline: declineFor('outcome_unknown', code),
  runEnded: false,
  evidence,
});

/** Runs an order from the open link to its outcome. After its first byte what goes wrong is `unknown`. */
export async function performOrder(settings: ZvtSettings, io: TerminalIo, job: OrderJob, session: DriverSession): Promise<OrderOutcome> {
  if (session.abort.aborted) return notSent('cancelled_by_cashier');
  let sent = false;
  const markSent = (): void => {
    sent = true;
  };
  try {
    return await withTerminal(settings, io, session, (conversation) => sendOrder(conversation, settings, io.clock, job, session, markSent));
  } catch (error) {
    if (sent) return unknown({ fault: error instanceof Error ? error.name : 'unknown' });
    if (error instanceof WireRefused) return notSent(error.trouble ?? 'no_connection', { detail: error.message });
    return notSent('setup_other', { fault: error instanceof Error ? error.name : 'unknown' });
  }
}

async function sendOrder(
  conversation: Conversation,
  settings: ZvtSettings,
  clock: Clock,
  job: OrderJob,
  session: DriverSession,
  markSent: () => void,
): Promise<OrderOutcome> {
  await session.beforeFirstByte();
  const before = await prepared(conversation, settings, job, session);
  if (typeof before !== 'string') return before;
  if (session.abort.aborted) return notSent('cancelled_by_cashier');
  await session.beforeFirstByte();
  markSent();
  const keeper = new AnswerKeeper(job, clock, session);
  const ending = await conversation.run(job.command, {
    sent: () => session.dispatched(),
    answer: (status) => keeper.answer(status),
    // What the terminal had stored before is told again where our acknowledgement of it was lost.
    isEarlier: (status) => markOfStatus(status) === before,
    mayAbort: true,
  });
  return outcomeOf(job, ending, keeper, conversation.stopped, clock.now(), session);
}

/**
 * Registration, and the mark of what the terminal has stored last: without that an answer that is lost could never be found
 * again.
 */
async function prepared(
  conversation: Conversation,
  settings: ZvtSettings,
  { unusedMinor }: OrderJob,
  session: DriverSession,
): Promise<OrderOutcome | string> {
  if (settings.registration) {
    const registered = await conversation.register();
    if (registered.end === 'refused') {
      tellUnmapped(registered.error, 'registration', session);
      return { outcome: 'not_sent', decline: refusalOf(registered.error), evidence: { sent: false, registration: codeText(registered.error) } };
    }
    if (registered.end !== 'completed') return notSent('no_connection', { registration: registered.end });
  }
  const mark = markOf(await askLastRecord(conversation, settings.password));
  if (mark === null) return notSent('no_connection', { lastRecord: 'no_answer' });
  await session.keep(factsBefore(mark, unusedMinor));
  return mark;
}

/** Decides about every status information: an approval is acknowledged only when it is durable, and ours. */
class AnswerKeeper {
  #kept: string | null = null;
  #keeping: { readonly mark: string; readonly work: Promise<boolean> } | null = null;
  #foreign: string | null = null;

  constructor(
    private readonly job: OrderJob,
    private readonly clock: Clock,
    private readonly session: DriverSession,
  ) {}

  /** Why an answer was refused; null: none was. */
  get foreign(): string | null {
    return this.#foreign;
  }

  async answer(status: StatusInformation): Promise<Answer> {
    // A refusal commits nothing.
    if (status.resultCode !== 0) return 'take';
    this.#foreign = this.#strangeness(status);
    if (this.#foreign !== null) return 'refuse';
    const mark = markOfStatus(status);
    if (this.#kept === mark) return 'take';
    if (this.#keeping?.mark !== mark) this.#keeping = { mark, work: this.#keep(status, mark) };
    return (await this.#within(this.#keeping.work)) ? 'take' : 'wait';
  }

  async #keep(status: StatusInformation, mark: string): Promise<boolean> {
    try {
      await this.session.keep(factsOfAnswer(status));
      this.#kept = mark;
      return true;
    } catch {
      // The terminal asks again in two seconds, and so do we.
      this.#keeping = null;
      return false;
    }
  }

  /** The terminal must have a word before its own patience ends. */
  #within(work: Promise<boolean>): Promise<boolean> {
    return new Promise((resolve) => {
      const cancel = this.clock.after(KEEP_LIMIT_MS, () => resolve(false));
      void work.then((kept) => {
        cancel();
        resolve(kept);
      });
    });
  }

  #strangeness(status: StatusInformation): string | null {
    const { order, unusedMinor } = this.job;
    if (order.tid !== null && status.terminalId !== null && !sameTid(order.tid, status.terminalId)) return 'terminal';
    if (status.currency !== null && status.currency !== CURRENCIES[order.currency]) return 'currency';
    return status.amountMinor === null || status.amountMinor === order.amountMinor || status.amountMinor === unusedMinor ? null : 'amount';
  }
}

/** Eight digits here; people leave the zeros before them out. */
export const sameTid = (registered: string, told: string): boolean => registered.padStart(8, '0') === told.padStart(8, '0');

/** Tells people of a code that no table explains. */
export function tellUnmapped(code: number | null, what: string, session: Pick<DriverSession, 'alert'>): void {
  const unmapped = unmappedText(code);
  if (unmapped !== null) session.alert(unmappedCode(unmapped, what));
}

function outcomeOf(job: OrderJob, ending: Ending, keeper: AnswerKeeper, stopped: boolean, nowMs: number, session: DriverSession): OrderOutcome {
  if (ending.end === 'refused') {
    tellUnmapped(ending.error, job.operation, session);
    return { outcome: 'declined', decline: refusalOf(ending.error), result: null, evidence: { end: 'refused', error: codeText(ending.error) } };
  }
  const { status, taken } = ending;
  const evidence: Evidence = {
    end: ending.end,
    taken,
    stopped,
    resultCode: status?.resultCode ?? null,
    abortCode: ending.end === 'aborted' ? ending.resultCode : null,
    receipt: status?.receipt ?? null,
    turnover: status?.turnover ?? null,
    terminalId: status?.terminalId ?? null,
    foreign: keeper.foreign,
  };
  if (keeper.foreign !== null) {
    const kind = keeper.foreign === 'terminal' ? 'terminal_mismatch' : 'foreign_answer';
    session.alert({ kind, detail: `another ${keeper.foreign} than ordered with ${job.order.reference}` });
    return unknown(evidence);
  }
  if (ending.end === 'silent' || ending.end === 'broken') return unknown(evidence, status?.resultCode ?? null);
  const approved = status?.resultCode === 0 && taken;
  if (ending.end === 'completed' && approved && status !== null) {
    const context = { operation: job.operation, currency: job.order.currency, amountMinor: job.order.amountMinor, slip: ending.slip, nowMs };
    return { outcome: 'approved', result: cardResultOf(status, context), evidence };
  }
  // Approved, acknowledged, and then given up: the terminal may have undone it.
  if (status?.resultCode === 0) return unknown(evidence);
  const code = status?.resultCode ?? (ending.end === 'aborted' ? ending.resultCode : null);
  return refused(job, code, ending, stopped, nowMs, evidence, session);
}

function refused(
  job: OrderJob,
  code: number | null,
  ending: Told,
  stopped: boolean,
  nowMs: number,
  evidence: Evidence,
  session: DriverSession,
): OrderOutcome {
  const verdict = classify(code === 0 ? null : code, stopped);
  if (verdict.verdict === 'cancelled') return { outcome: 'cancelled', decline: verdict.decline, evidence };
  if (verdict.verdict === 'declined') {
    const context = { operation: job.operation, currency: job.order.currency, amountMinor: null, slip: ending.slip, nowMs };
    const result = ending.status === null ? null : cardResultOf(ending.status, context);
    return { outcome: 'declined', decline: verdict.decline, result, evidence };
  }
  tellUnmapped(code, job.operation, session);
  return unknown(evidence, code);
}
