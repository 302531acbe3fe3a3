import {
  ApduReader,
  TerminalDialogue,
  writeAbort,
  writeCompletion,
  writeIntermediate,
  writePrintBlock,
  writeStatus,
  writeTotals,
  type EcrCommand,
  type ToldStatus,
} from '@payport/terminals-zvt';
import type { DeviceLine } from '@payport/testing';
import type { Caller, WiredTerminal } from '../simulated-wires.ts';
import type { BankEntry, BankOrder } from './simulated-bank.ts';
import type { DeviceOperation, DeviceRecord, SimulatedDevice } from './simulated-device.ts';
import { CODE, firstRecord, resultCodeOf, slipLines, statusOf } from './zvt-words.ts';

const PRESENT_CARD = 0x0a;
const AUTHORIZING = 0x04;
/** From power off to the first answer, ms. */
const REBOOT_MS = [2_000, 20_000] as const;

type Money = Extract<EcrCommand, { readonly currency: string; readonly kind: BankKind }>;
type BankKind = 'authorization' | 'refund' | 'reversal' | 'reservation' | 'book_total' | 'partial_reversal' | 'reservation_reversal';
const KINDS: Readonly<Record<BankKind, BankEntry['kind']>> = {
  authorization: 'sale',
  refund: 'refund',
  reversal: 'void',
  reservation: 'preauthorization',
  book_total: 'capture',
  partial_reversal: 'capture',
  reservation_reversal: 'void',
};
const isMoney = (command: EcrCommand): command is Money => command.kind in KINDS;

export interface ZvtWorld {
  /** The order whose device this is now, which is asked about. */
  readonly askedFor: (device: SimulatedDevice) => string | null;
  /** By its setting an unchanged record proves that nothing was stored since; else it proves nothing. */
  readonly recordProvesAbsence: boolean;
}

/**
 * A terminal that speaks ZVT in front of a simulated device: it books what the cash desk has taken note of, undoes or keeps
 * the rest, and remembers one record.
 */
export class ZvtTerminal implements WiredTerminal {
  readonly checked = false;
  readonly #traits: {
    /** What nobody took is undone; or booked all the same. */
    readonly undoes: boolean;
    readonly storesRefusals: boolean;
    readonly storesUndoings: boolean;
    readonly storesCloses: boolean;
    /** An order goes on when its line has ended. */
    readonly goesOnAlone: boolean;
    readonly busyCode: number;
  };
  #working = false;
  #last: ToldStatus | null;
  /** The order that this record is of. */
  #lastOf: string | null = null;
  #numbers = 0;
  /** What can still be undone or captured, by receipt number. */
  readonly #receipts = new Map<string, BankEntry>();
  #lines = new Set<DeviceLine>();

  constructor(
    private readonly device: SimulatedDevice,
    private readonly world: ZvtWorld,
  ) {
    const { chance } = device.world;
    this.#traits = {
      undoes: chance.percent(70),
      storesRefusals: chance.percent(40),
      storesUndoings: chance.percent(40),
      storesCloses: chance.percent(50),
      goesOnAlone: chance.percent(50),
      busyCode: chance.pick([0x9c, 0x83, 0xa0]),
    };
    this.#last = chance.percent(85) ? firstRecord(device.tid) : null;
  }

  isOff(): boolean {
    return this.device.isOff();
  }

  connect(line: DeviceLine, caller: Caller): void {
    this.#lines.add(line);
    const dialogue: TerminalDialogue = new TerminalDialogue(
      (apdu) => line.send(apdu),
      line.clock,
      (command, said) => this.#work(command, said, caller),
      () => (this.#working ? this.#traits.busyCode : null),
    );
    const reader = new ApduReader();
    line.listen((bytes) => reader.push(bytes).forEach((apdu) => dialogue.received(apdu)));
    void line.ended.then(() => {
      this.#lines.delete(line);
      dialogue.end();
    });
  }

  async #work(command: EcrCommand, dialogue: TerminalDialogue, caller: Caller): Promise<void> {
    switch (command.kind) {
      case 'registration':
        return void (await dialogue.say(writeCompletion({ terminalId: this.device.tid })));
      case 'status_enquiry':
        return void (await dialogue.say(writeCompletion({ terminalStatus: 0 })));
      case 'repeat_receipt':
        return this.#repeat(dialogue);
      case 'end_of_day':
        return this.#alone(() => this.#close(dialogue));
      default:
        if (isMoney(command)) return this.#alone(() => this.#order(command, dialogue, caller));
        await dialogue.say(writeCompletion());
    }
  }

  async #alone(work: () => Promise<void>): Promise<void> {
    this.#working = true;
    try {
      await work();
    } finally {
      this.#working = false;
    }
  }

  async #repeat(dialogue: TerminalDialogue): Promise<void> {
    const asked = this.world.askedFor(this.device);
    if (this.#last === null || this.device.world.faults.strikes('device_cannot_tell')) {
      if (asked !== null) this.device.world.excuse(asked);
      return void (await dialogue.say(writeAbort(CODE.notPossible)));
    }
    if (asked !== null && !this.world.recordProvesAbsence && this.#lastOf !== asked) this.device.world.excuse(asked);
    await dialogue.say(writeStatus(this.#last));
    await dialogue.say(writeCompletion());
  }

  async #order(command: Money, dialogue: TerminalDialogue, { life, reference }: Caller): Promise<void> {
    const { faults, chance, time } = this.device.world;
    life.sends(reference ?? '');
    const order = this.#orderOf(command, reference ?? 'an order in no conversation of one');
    if (order === null) return void (await dialogue.say(writeAbort(CODE.reversalNotPossible)));
    const operation = this.device.start(order);
    if (faults.strikes('device_rebooted')) time.after(chance.between(100, 20_000), () => this.#reboot(operation));
    this.#mayStop(operation, dialogue);
    await dialogue.say(writeIntermediate(PRESENT_CARD));
    if (operation.phase === 'bank') await dialogue.say(writeIntermediate(AUTHORIZING));
    const end = await operation.ended;
    if (end !== null) await this.#tell(end, command, dialogue);
  }

  /** A stop reaches an order that waits for its card; the end of the line ends it too, or does not. */
  #mayStop(operation: DeviceOperation, dialogue: TerminalDialogue): void {
    const { faults } = this.device.world;
    const stopped = (): void => {
      if (dialogue.over ? !this.#traits.goesOnAlone : !faults.strikes('stop_ignored')) operation.stop();
    };
    if (dialogue.over) stopped();
    else dialogue.stop.addEventListener('abort', stopped, { once: true });
  }

  /** A reversal names its original by the receipt number; null: the terminal has none such. */
  #orderOf(command: Money, reference: string): BankOrder | null {
    const kind = KINDS[command.kind];
    if (!('receipt' in command)) return { reference, kind, amountMinor: command.amountMinor, originalRrn: null };
    const original = this.#receipts.get(command.receipt);
    if (!original || original.reversed) return null;
    const amountMinor = command.kind === 'partial_reversal' ? original.amountMinor - command.unusedMinor : command.amountMinor;
    return { reference, kind, amountMinor, originalRrn: null, original: original.reference };
  }

  /** Tells the result until the cash desk has it. An approval is booked only then, or all the same. */
  async #tell(end: DeviceRecord, command: Money, dialogue: TerminalDialogue): Promise<void> {
    const { faults, bank } = this.device.world;
    this.#numbers += 1;
    const receipt = String(this.#numbers).padStart(4, '0');
    const status = statusOf(end, { receipt, tid: this.device.tid, wholeCard: faults.strikes('answer_with_full_card_number') });
    const { entry } = end;
    if (entry === null) return this.#refuse(status, end, dialogue);
    const told = faults.strikes('answer_of_other_terminal') ? { ...status, terminalId: '99999999' } : status;
    const taken = await dialogue.told(writeStatus(this.#answered(told, command, end)));
    if (!taken && this.#traits.undoes) {
      if (!entry.reversed) bank.reverse(entry);
      faults.seen('zvt_undone_untaken');
      if (this.#traits.storesUndoings) this.#store({ ...status, resultCode: CODE.cancelled }, end);
      return void (await dialogue.say(writeAbort(CODE.cancelled)));
    }
    if (!taken) faults.seen('zvt_booked_untaken');
    this.#store(status, end);
    this.#receipts.set(receipt, entry);
    await dialogue.say(writePrintBlock(slipLines(end.order)));
    await dialogue.say(writeCompletion());
  }

  /** A partial reversal may be answered with what it gives back. */
  #answered(status: ToldStatus, command: Money, { order }: DeviceRecord): ToldStatus {
    return command.kind === 'partial_reversal' ? { ...status, amountMinor: order.amountMinor } : status;
  }

  async #refuse(status: ToldStatus, end: DeviceRecord, dialogue: TerminalDialogue): Promise<void> {
    const resultCode = resultCodeOf(end.code);
    // Of an operation that it undid because it heard nothing of the bank it keeps nothing.
    if (this.#traits.storesRefusals && resultCode !== CODE.noConnection) {
      this.#store(status, end);
      await dialogue.say(writeStatus(status));
    }
    await dialogue.say(writeAbort(resultCode));
  }

  #store(status: ToldStatus, { order }: DeviceRecord): void {
    this.#last = status;
    this.#lastOf = order.reference;
  }

  async #close(dialogue: TerminalDialogue): Promise<void> {
    const { faults, chance, time } = this.device.world;
    await new Promise<void>((resolve) => time.after(chance.between(500, 8_000), resolve));
    if (this.device.isOff()) return;
    if (faults.strikes('close_refused')) return void (await dialogue.say(writeAbort(CODE.notPossible)));
    const batch = this.device.closeDay();
    if (batch === null) return void (await dialogue.say(writeAbort(CODE.notPossible)));
    for (const [receipt, { kind }] of this.#receipts) if (kind !== 'preauthorization') this.#receipts.delete(receipt);
    const totals = writeTotals('0000', '0000', [{ count: Math.min(batch.length, 255), amountMinor: 0n }]);
    const status: ToldStatus = { resultCode: 0, terminalId: this.device.tid, totals };
    if (this.#traits.storesCloses) {
      this.#last = status;
      this.#lastOf = null;
    }
    if (faults.strikes('close_reply_lost')) return this.#drop();
    if (chance.percent(50)) await dialogue.say(writeStatus(status));
    await dialogue.say(writeCompletion());
  }

  /** Power gone. What the bank took is undone by the terminal itself. */
  #reboot(operation: DeviceOperation): void {
    const { chance } = this.device.world;
    operation.reboot();
    this.device.powerOff(chance.between(...REBOOT_MS));
    this.#drop();
  }

  #drop(): void {
    for (const line of [...this.#lines]) line.break();
  }
}
