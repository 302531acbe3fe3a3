import { ok, type Result } from '@payport/domain';
import type { Bank, HostRefusal, HostRequest, Posting } from '../bank/bank.ts';
import type { Approved } from '../bank/hold.ts';
import type { BankChange } from '../bank/ledger-entry.ts';
import { scenarioOf, type Scenario } from '../bank/scenario.ts';
import { cardFor, cardOf, type TestCard } from '../bank/test-cards.ts';
import { renderReceipt } from '../slip/receipt-slip.ts';
import type { DeviceAnswer, Delivery } from './answer.ts';
import type { MoneyCommand } from './command.ts';
import type { OrderRecord } from './device-memory.ts';
import { askGuest, type Attended } from './guest.ts';
import type { Fault } from './fault.ts';
import { paceOf, REBOOT_MS, REFUSAL_MS, TAP_LIMIT_MINOR } from './pace.ts';
import type { Pinpad } from './pinpad.ts';
import type { Conversation, ReachedBank } from './prompt.ts';
import { CODE, isHostAnswer } from './result-codes.ts';

const DROP: Delivery = { type: 'drop' };
const DIE: Delivery = { type: 'die' };

type HostVerdict = { readonly code: number } | { readonly code: null; readonly entry: Approved; readonly change: BankChange };

/** One order that moves money: guest, bank, memory, files. Reads in the order in which it happens. */
export class MoneyOrder {
  readonly #pad: Pinpad;
  readonly #command: MoneyCommand;
  readonly #scenario: Scenario;
  readonly #fault: Fault | null;
  #reached: ReachedBank = 'answered';

  constructor(pad: Pinpad, command: MoneyCommand) {
    this.#pad = pad;
    this.#command = command;
    // A void repeats the amount of its original, so the kopecks of an earlier scenario must not choose again.
    this.#scenario = command.kind === 'cancel' ? { kind: 'approve' } : scenarioOf(command.amountMinor);
    this.#fault = pad.faults.take('order');
  }

  get #order(): OrderRecord {
    return { kind: this.#command.kind, amountMinor: this.#command.amountMinor };
  }

  async run(conversation: Conversation): Promise<Delivery> {
    this.#pad.show(this.#command);
    if (this.#fault?.fault === 'no_link') return this.#drop();
    if (this.#fault?.fault === 'reboot') {
      this.#pad.power.reboot(this.#fault.ms);
      return DROP;
    }
    if (this.#fault?.fault === 'decline' && !isHostAnswer(this.#fault.code)) {
      await this.#pad.ports.clock.sleep(REFUSAL_MS);
      return this.#refuse(this.#fault.code, null);
    }
    const pace = paceOf(this.#scenario.kind, this.#pad.attendance.manual, this.#pad.ports.random);
    const habits = { cancels: this.#scenario.kind === 'guest_cancels', tapNeedsPin: this.#command.amountMinor > TAP_LIMIT_MINOR };
    const attended = await askGuest(this.#pad, pace, habits, conversation);
    if (attended.end === 'link_lost') return DROP;
    if (attended.end === 'code') return this.#refuse(attended.code, null);
    const lateMs = this.#fault?.fault === 'slow' ? this.#fault.ms : 0;
    this.#pad.state = 'authorizing';
    await this.#pad.ports.clock.sleep(pace.hostMs + lateMs);
    return this.#authorize(attended, conversation);
  }

  async #authorize(attended: Extract<Attended, { end: 'card' }>, conversation: Conversation): Promise<Delivery> {
    if (this.#scenario.kind === 'link_drops') return this.#drop();
    this.#reached = (await conversation.reachBank?.(this.#linkId(), this.#fault)) ?? 'answered';
    const rrn = 'rrn' in this.#command ? this.#command.rrn : null;
    const original = rrn === null ? null : this.#pad.ports.bank.original(rrn);
    const card = original ? cardOf(original) : cardFor(attended.brand, this.#pad.ports.random);
    if (this.#reached === 'not_reached') return this.#refuse(CODE.noLink, card);
    await this.#pad.undoSuspended();
    const verdict = this.#askBank(card);
    if (this.#reached === 'reply_lost' && verdict.code !== null) return this.#refuse(CODE.noLink, card);
    return verdict.code === null ? this.#approve(verdict.entry, verdict.change, card) : this.#refuse(verdict.code, card);
  }

  /** Without its bank the device says so to whoever stands in front of it. */
  #drop(): Delivery {
    this.#pad.showResult(CODE.noLink);
    return DROP;
  }

  #askBank(card: TestCard): HostVerdict {
    if (this.#scenario.kind === 'host_decline') return { code: this.#scenario.code };
    if (this.#fault?.fault === 'decline') return { code: this.#fault.code };
    const { bank } = this.#pad.ports;
    const { tid, mid, currency } = this.#pad.profile;
    const request: HostRequest = { tid, mid, currency, amountMinor: this.#command.amountMinor, card };
    const decision = decide(bank, this.#command, request);
    return decision.ok ? { code: null, ...decision.value } : { code: decision.error.code };
  }

  async #approve(entry: Approved, change: BankChange, card: TestCard): Promise<Delivery> {
    const slip = renderReceipt(this.#pad.profile, entry, card);
    const answer = this.#pad.answer(CODE.approved, {
      ...cardLines(card),
      authCode: entry.authCode,
      operationNumber: String(entry.operationNumber).padStart(4, '0'),
      rrn: entry.rrn,
      slip,
    });
    const heard = this.#reached === 'answered';
    const readable = heard && this.#scenario.kind !== 'unreadable' && this.#fault?.fault !== 'unreadable';
    const operation = { rrn: entry.rrn, amountMinor: entry.amountMinor, authCode: entry.authCode, phase: 'normal' as const };
    const earlier = this.#pad.earlier();
    await this.#pad.commit(change, [{ type: 'answered', requestId: this.#command.requestId, answer, readable, operation, order: this.#order }]);
    if (!heard) return this.#unheard(earlier);
    this.#pad.showResult(CODE.approved);
    switch (this.#scenario.kind) {
      case 'lost_reply':
      case 'unreadable':
        return DIE;
      case 'reboot':
        this.#pad.power.reboot(REBOOT_MS);
        return DIE;
      default:
        return this.#deliver(answer, earlier);
    }
  }

  /** The bank has booked it, and the device knows no more than that no answer came. */
  #unheard(earlier: ReturnType<Pinpad['earlier']>): Delivery {
    this.#pad.showResult(CODE.noLink);
    return this.#deliver(this.#pad.answer(CODE.noLink), earlier);
  }

  /** One number for one request to the bank. */
  #linkId(): string {
    return `${this.#pad.profile.tid}-${this.#command.requestId ?? 'none'}`;
  }

  /** The device remembers refusals and cancels too, so that a later question gets the same code. */
  async #refuse(code: number, card: TestCard | null): Promise<Delivery> {
    const answer = this.#pad.answer(code, card ? cardLines(card) : {});
    const earlier = this.#pad.earlier();
    await this.#pad.commit(null, [
      { type: 'answered', requestId: this.#command.requestId, answer, readable: true, operation: null, order: this.#order },
    ]);
    this.#pad.showResult(code);
    return this.#deliver(answer, earlier);
  }

  #deliver(answer: DeviceAnswer, earlier: ReturnType<Pinpad['earlier']>): Delivery {
    switch (this.#fault?.fault) {
      case 'die_before_file':
      case 'unreadable':
        return DIE;
      case 'lost_reply':
        return DROP;
      default:
        return this.#pad.files(answer, this.#command.requestId, this.#fault, earlier);
    }
  }
}

function decide(bank: Bank, command: MoneyCommand, request: HostRequest): Result<Posting, HostRefusal> {
  switch (command.kind) {
    case 'sale':
      return ok(bank.sale(request));
    case 'preauthorization':
      return ok(bank.preauthorize(request));
    case 'capture':
      return bank.capture(request, command.rrn);
    case 'cancel':
      return bank.void(request, command.rrn);
    case 'refund':
      return bank.refund(request, command.rrn);
  }
}

const cardLines = (card: TestCard): Partial<DeviceAnswer> => ({
  cardMask: card.mask,
  cardExpiry: card.expiry,
  cardName: card.name,
  cardHash: card.hash,
  ownCard: card.ownCard,
});
