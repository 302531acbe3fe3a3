import type { Bilingual } from '@payport/domain';
import type {
  DriverSession,
  LinkReport,
  OrderOutcome,
  PaymentOrder,
  RecoveryFinding,
  RecoveryQuery,
  RefundOrder,
  ReprintReport,
  TerminalDriver,
  TerminalIo,
} from '@payport/terminals-core';
import type { Cause } from './cause-texts.ts';
import { attempt, BankProgram } from './bank-program.ts';
import { CURRENCY, MAX_AMOUNT_MINOR, QUERY_TIME_LIMIT_MS, REQUEST_ID_PATTERN, RRN_PATTERN } from './constants.ts';
import type { PilotRequest } from './messages.ts';
import { notSent, performOrder } from './order-run.ts';
import { runQuery, type QueryEnd } from './query-run.ts';
import { Recovery } from './recovery.ts';
import { newRequestId } from './request-id.ts';
import { classifyStatus, declineFor } from './result-map.ts';
import { serializeRequest } from './serializer.ts';
import type { SberbankSettings } from './settings.ts';

/** What cannot be put on this program's command line without meaning something else there. */
function obstacle(order: PaymentOrder): Cause | null {
  if (order.currency !== CURRENCY) return 'currency';
  if (order.amountMinor > MAX_AMOUNT_MINOR) return 'amount_too_large';
  return null;
}

/** Conversation with one Sberbank terminal through the bank's program. */
export class SberbankDriver implements TerminalDriver {
  readonly #program: BankProgram;
  /** One conversation at a time; the engine's claim sees to that, and this is the second lock. */
  #busy = false;

  constructor(settings: SberbankSettings, io: TerminalIo) {
    this.#program = new BankProgram(settings, io);
  }

  sale(order: PaymentOrder, session: DriverSession): Promise<OrderOutcome> {
    return this.#perform('sale', order, { kind: 'sale', amountMinor: order.amountMinor, requestId: this.#requestId(order) }, session);
  }

  async refund(order: RefundOrder, session: DriverSession): Promise<OrderOutcome> {
    const { rrn } = order.original;
    if (rrn !== null && !RRN_PATTERN.test(rrn)) return notSent('original_not_found');
    return this.#perform('refund', order, { kind: 'refund', amountMinor: order.amountMinor, rrn, requestId: this.#requestId(order) }, session);
  }

  /** Cancels an operation of the open batch by its reference number; a closed batch answers 4315. */
  async void(order: RefundOrder, session: DriverSession): Promise<OrderOutcome> {
    const { rrn } = order.original;
    if (rrn === null || !RRN_PATTERN.test(rrn)) return notSent('original_not_found');
    return this.#perform('void', order, { kind: 'cancel', amountMinor: order.amountMinor, rrn, requestId: this.#requestId(order) }, session);
  }

  async recover(query: RecoveryQuery, session: DriverSession): Promise<RecoveryFinding> {
    const found = await this.#alone(async (): Promise<RecoveryFinding> => {
      try {
        return await new Recovery(this.#program, query, session).find();
      } catch (error) {
        // The folder could not be read or written: that says nothing about the money.
        return { finding: 'cannot_tell', conclusive: false, evidence: { fault: error instanceof Error ? error.name : 'unknown' } };
      }
    });
    return found ?? { finding: 'in_progress', evidence: { reason: 'conversation_running' } };
  }

  /** Asks about an id that never was: whoever answers "not found" is reachable and knows request ids. */
  async testLink(session: DriverSession): Promise<LinkReport> {
    const { settings, random } = this.#program;
    const request: PilotRequest = settings.requestIds
      ? { kind: 'status', askedId: newRequestId(random), requestId: newRequestId(random) }
      : { kind: 'short_tape' };
    const end = await this.#service(request, session);
    if (end.kind !== 'ended') return { reachable: false, reason: whyNoAnswer(end), evidence: { end: end.kind } };
    const { found } = end.answer;
    if (found.found !== 'file' || !found.reading.ok) {
      return { reachable: false, reason: declineFor('outcome_unknown', null).message, evidence: { end: end.ending.end, found: found.found } };
    }
    const { code, terminalId, message } = found.reading.file;
    const evidence = { code, message, terminalId: terminalId ?? end.answer.slip?.terminalId ?? null, encoding: end.answer.encoding };
    const { verdict } = classifyStatus(code);
    if (verdict === 'absent' || verdict === 'approved' || verdict === 'no_data') return { reachable: true, evidence };
    const { advice, message: reason } = declineFor('setup_program', code);
    return { reachable: false, reason: { ru: `${reason.ru}. ${advice.ru}`, en: `${reason.en}. ${advice.en}` }, evidence };
  }

  async reprint(session: DriverSession): Promise<ReprintReport> {
    const end = await this.#service({ kind: 'reprint' }, session);
    if (end.kind !== 'ended') return { slip: null, reason: whyNoAnswer(end) };
    const { found, slip } = end.answer;
    const code = found.found === 'file' && found.reading.ok ? found.reading.file.code : null;
    return code === 0 && slip !== null ? { slip: slip.text } : { slip: null, reason: declineFor('setup_other', code).message };
  }

  #requestId(order: PaymentOrder): string | null {
    return this.#program.settings.requestIds ? order.reference : null;
  }

  async #perform(operation: 'sale' | 'refund' | 'void', order: PaymentOrder, request: PilotRequest, session: DriverSession): Promise<OrderOutcome> {
    const cause = obstacle(order);
    if (cause !== null) return notSent(cause);
    if (order.amountMinor <= 0n || !REQUEST_ID_PATTERN.test(order.reference)) return notSent('setup_program', { fault: 'order_not_valid' });
    const args = serializeRequest(request, this.#program.settings);
    const job = { operation, order, requestId: this.#requestId(order), args };
    return (await this.#alone(() => performOrder(this.#program, job, session))) ?? notSent('device_busy');
  }

  /** A run about no order. An unresolved order keeps the folder: its evidence goes first. */
  async #service(request: PilotRequest, session: DriverSession): Promise<QueryEnd> {
    const end = await this.#alone(async (): Promise<QueryEnd> => {
      const { keeper } = this.#program;
      const [earlier] = await Promise.allSettled([this.#program.earlierRun('')]);
      if (earlier.status === 'rejected') return { kind: 'not_sent', why: 'folder' };
      if (earlier.value.state === 'running') return { kind: 'not_sent', why: 'busy' };
      if (earlier.value.state === 'ended' && earlier.value.lock.reference !== '') return { kind: 'not_sent', why: 'busy' };
      const over = earlier.value.state === 'ended' ? earlier.value.lock : null;
      const query = {
        request,
        reference: '',
        operation: 'other' as const,
        orderKilled: false,
        over,
        waitMs: QUERY_TIME_LIMIT_MS,
        stopWhenLate: true,
      };
      const ended = await runQuery(this.#program, query, session);
      if (ended.kind === 'ended' || ended.kind === 'refused') await attempt(keeper.release());
      return ended;
    });
    return end ?? { kind: 'not_sent', why: 'busy' };
  }

  /** Null when a conversation is running already. */
  async #alone<T>(work: () => Promise<T>): Promise<T | null> {
    if (this.#busy) return null;
    this.#busy = true;
    try {
      return await work();
    } finally {
      this.#busy = false;
    }
  }
}

function whyNoAnswer(end: Exclude<QueryEnd, { kind: 'ended' }>): Bilingual {
  if (end.kind === 'refused') return declineFor('program_start', null).message;
  if (end.kind === 'running' || end.why === 'busy') return declineFor('device_busy', null).message;
  return declineFor(end.why === 'folder' ? 'folder_trouble' : 'not_allowed', null).message;
}
