import {
  COMMAND_STATUS,
  OPERATION,
  readRequest,
  replyFields,
  STATUS,
  TerminalLine,
  waitFields,
  type TerminalReply,
  type TerminalRequest,
} from '@payport/terminals-inpas';
import type { DeviceLine } from '@payport/testing';
import type { Caller, WiredTerminal } from '../simulated-wires.ts';
import { answerOf, answerTo, closeOf, noData } from './inpas-words.ts';
import type { BankEntry, BankOrder } from './simulated-bank.ts';
import type { DeviceOperation, DeviceRecord, SimulatedDevice } from './simulated-device.ts';

/** "Wait" comes so often while a guest is at the device, ms. */
const WAIT_EVERY_MS = 20_000;
const REBOOT_MS = [2_000, 20_000] as const;
const UNMAPPED = 77;

interface OpenLine {
  readonly line: DeviceLine;
  readonly terminal: TerminalLine;
}

export interface InpasWorld {
  /** The order whose device this is now, which is asked about. */
  readonly askedFor: (device: SimulatedDevice) => string | null;
  /** It tells neither the end of this sale nor, until people come, what its last operation was. */
  readonly withholds: () => boolean;
  /** People decide about that order, since nobody could tell of it. */
  readonly isLeftToPeople: (reference: string) => boolean;
  /** The terminal undoes its last operation, which is that order; null: it has none that moved money. */
  readonly undoing: (device: SimulatedDevice, reference: string, last: string | null) => void;
}

/** A terminal that speaks the SA protocol in front of a simulated device. It remembers its last operation, under our number. */
export class InpasTerminal implements WiredTerminal {
  readonly checked = true;
  readonly #traits: {
    /** Behind a device server: what it says late comes on whatever line is open then. */
    readonly oneLine: boolean;
    /** Tells of its last operation also while another one is on its screen. */
    readonly answersWhileBusy: boolean;
    readonly keepsRefusals: boolean;
    /** Gives its copy under the number of the operation, not of the question. */
    readonly namesTheCopy: boolean;
  };
  #operation: DeviceOperation | null = null;
  #closing = false;
  #undoing = false;
  #last: TerminalReply | null = null;
  /** What an emergency reversal would undo: the money of that last operation. */
  #lastEntry: BankEntry | null = null;
  /** Of this sale it gives no copy until people come and look at it. */
  #withheld: string | null = null;
  #answered: TerminalReply | null = null;
  #current: OpenLine | null = null;

  constructor(
    private readonly device: SimulatedDevice,
    private readonly world: InpasWorld,
  ) {
    const { chance } = device.world;
    this.#traits = {
      oneLine: chance.percent(50),
      answersWhileBusy: chance.percent(50),
      keepsRefusals: chance.percent(50),
      namesTheCopy: chance.percent(85),
    };
  }

  isOff(): boolean {
    return this.device.isOff();
  }

  connect(line: DeviceLine, { life }: Caller): void {
    const terminal: TerminalLine = new TerminalLine(line, line.clock, {
      request: ({ message }) => void this.#serve(readRequest(message), own, () => life.sends(message.transactionId ?? '')),
      eot: () => this.#stop(),
    });
    const own: OpenLine = { line, terminal };
    this.#current = own;
    void line.ended.then(() => {
      if (this.#current === own) this.#current = null;
      terminal.end();
    });
  }

  async #serve(request: TerminalRequest, own: OpenLine, sent: () => void): Promise<void> {
    const { tid } = this.device;
    const say = (reply: TerminalReply): Promise<boolean> => own.terminal.send(replyFields(reply));
    switch (request.kind) {
      case 'sale':
      case 'refund':
      case 'void':
        sent();
        return this.#order(request, request.kind, own);
      case 'emergency_reversal':
        sent();
        return this.#undo(request, own);
      case 'settlement':
        return this.#close(request, own);
      case 'copy':
        if (!this.#isBusy || this.#traits.answersWhileBusy) await say(this.#copy(request));
        return;
      case 'link_test':
        await say(answerTo(request, tid, STATUS.approved));
        return;
      default:
        await say(noData(request, tid));
    }
  }

  async #order(request: TerminalRequest, kind: BankOrder['kind'], own: OpenLine): Promise<void> {
    const { faults, chance, time } = this.device.world;
    const { transactionId, amountMinor, rrn } = request;
    // A terminal with a guest before it takes no second order.
    if (this.#isBusy || transactionId === null || amountMinor === null) return;
    const operation = this.device.start({ reference: transactionId, kind, amountMinor, originalRrn: rrn });
    this.#operation = operation;
    if (faults.strikes('device_rebooted')) time.after(chance.between(100, 20_000), () => this.#reboot(operation));
    let atWork = true;
    const wait = (): void => {
      if (!atWork) return;
      own.terminal.tell(waitFields(this.device.tid));
      time.after(WAIT_EVERY_MS, wait);
    };
    time.after(WAIT_EVERY_MS, wait);
    const end = await operation.ended;
    atWork = false;
    this.#operation = null;
    if (end !== null) await this.#answer(end, own);
  }

  async #answer(end: DeviceRecord, own: OpenLine): Promise<void> {
    const { faults } = this.device.world;
    const { tid } = this.device;
    const record = answerOf(end, tid, faults.strikes('answer_with_full_card_number'));
    const before = this.#answered;
    // Of an operation that it undid because it heard nothing of the bank it keeps nothing.
    if (end.entry !== null || (this.#traits.keepsRefusals && record.status !== STATUS.noConnection)) {
      this.#last = record;
      this.#lastEntry = end.entry;
    }
    this.#answered = record;
    if (end.entry?.kind === 'sale' && this.world.withholds()) {
      this.#withheld = end.order.reference;
      return own.line.break();
    }
    if (faults.strikes('order_reply_lost')) return own.line.break();
    const { terminal } = (this.#traits.oneLine ? this.#current : null) ?? own;
    if (before !== null && faults.strikes('answer_stale')) await terminal.send(replyFields({ ...before, ...this.#strange() }));
    const wrong: Partial<TerminalReply> = {
      ...this.#strange(),
      ...(end.entry !== null && faults.strikes('answer_unmapped') ? { status: UNMAPPED } : {}),
      ...(faults.strikes('answer_foreign') ? { transactionId: '987654321' } : {}),
    };
    await terminal.send(replyFields({ ...record, ...wrong }));
  }

  /** Somebody has put another terminal in its place, for this one answer. */
  #strange(): Partial<TerminalReply> {
    return this.device.world.faults.strikes('answer_of_other_terminal') ? { terminalId: '99999999' } : {};
  }

  #copy(request: TerminalRequest): TerminalReply {
    const { faults, excuse } = this.device.world;
    const asked = this.world.askedFor(this.device);
    const cannotTell = this.#withholds() || faults.strikes('device_cannot_tell');
    // A copy of another order proves by setting only that there is none of ours, and where that one is old enough.
    const told = !cannotTell && this.#traits.namesTheCopy && this.#last?.transactionId === asked;
    if (asked !== null && !told) excuse(asked);
    if (cannotTell) return { ...noData(request, this.device.tid), commandStatus: COMMAND_STATUS.failed };
    if (this.#last === null) return noData(request, this.device.tid);
    return this.#traits.namesTheCopy ? this.#last : { ...this.#last, transactionId: request.transactionId };
  }

  /** Undoes the last operation, whoever's it is, and keeps a record of that under the undo's own number. */
  async #undo({ transactionId, amountMinor }: TerminalRequest, own: OpenLine): Promise<void> {
    const { faults, chance, time, bank } = this.device.world;
    if (this.#isBusy || transactionId === null) return;
    this.#undoing = true;
    await new Promise<void>((resolve) => time.after(chance.between(500, 8_000), resolve));
    this.#undoing = false;
    if (this.device.isOff()) return;
    const entry = this.#lastEntry;
    this.world.undoing(this.device, transactionId, entry?.reference ?? null);
    const refused = entry === null || entry.reversed || faults.strikes('undo_refused');
    if (!refused) bank.reverse(entry);
    this.#lastEntry = null;
    const reply = { operation: OPERATION.emergencyReversal, transactionId, terminalId: this.device.tid, amountMinor };
    this.#last = { ...reply, ...(refused ? { status: STATUS.declined } : { status: STATUS.approved, hostCode: '00' }) };
    if (faults.strikes('undo_reply_lost')) return own.line.break();
    await own.terminal.send(replyFields(this.#last));
  }

  #withholds(): boolean {
    if (this.#withheld !== null && this.world.isLeftToPeople(this.#withheld)) this.#withheld = null;
    return this.#withheld !== null;
  }

  async #close(request: TerminalRequest, own: OpenLine): Promise<void> {
    const { faults, chance, time } = this.device.world;
    const { tid } = this.device;
    const reference = request.transactionId ?? '';
    if (this.#isBusy) return;
    this.#closing = true;
    await new Promise<void>((resolve) => time.after(chance.between(500, 8_000), resolve));
    this.#closing = false;
    const refused = faults.strikes('close_refused') || this.device.isOff();
    if (!refused) {
      this.device.closeDay(reference);
      this.#last = closeOf(reference, tid, this.device.wallMs);
      this.#lastEntry = null;
    }
    if (faults.strikes('close_reply_lost')) return own.line.break();
    await own.terminal.send(replyFields(refused ? answerTo(request, tid, STATUS.declined) : closeOf(reference, tid, this.device.wallMs)));
  }

  get #isBusy(): boolean {
    return this.#closing || this.#undoing || this.#operation !== null;
  }

  /** An end of the exchange while a guest is at the device is the wish to stop. */
  #stop(): void {
    if (this.#operation !== null && !this.device.world.faults.strikes('stop_ignored')) this.#operation.stop();
  }

  /** Power gone. What the bank took is undone by the terminal itself. */
  #reboot(operation: DeviceOperation): void {
    const { chance } = this.device.world;
    operation.reboot();
    this.#operation = null;
    this.device.powerOff(chance.between(...REBOOT_MS));
    this.#current?.line.break();
  }
}
