import { compactLocalTime, type Bilingual, type Clock, type Random } from '@payport/domain';
import type { Bank } from '../bank/bank.ts';
import type { BankChange } from '../bank/ledger-entry.ts';
import { TEST_CARDS } from '../bank/test-cards.ts';
import type { JournalPort } from '../journal/journal-record.ts';
import { answerFiles } from './answer-files.ts';
import type { DeviceAnswer, Delivery } from './answer.ts';
import { Attendance } from './attendance.ts';
import { movesMoney, readCommand, type Command, type MoneyCommand } from './command.ts';
import { DeviceMemory, type DeviceChange, type Remembered } from './device-memory.ts';
import { FaultScript, type Fault } from './fault.ts';
import { LastResult } from './last-result.ts';
import { MoneyOrder } from './money-order.ts';
import { resultText, screenText, type CurrentOrder, type PadState } from './pad-view.ts';
import { Power } from './power.ts';
import { Prompt, type Conversation, type GuestAction } from './prompt.ts';
import { CODE, writesShortFile } from './result-codes.ts';
import { answerService } from './service-orders.ts';
import { settle } from './settlement.ts';
import { spoil } from './spoil.ts';
import type { TerminalProfile } from './terminal-profile.ts';

/** The world around a simulated pinpad. */
export interface PinpadPorts {
  readonly clock: Clock;
  readonly random: Random;
  readonly bank: Bank;
  readonly journal: JournalPort;
}

/** What a person in front of the device sees, and can do. */
export interface PadView {
  readonly online: boolean;
  readonly state: PadState;
  readonly order: CurrentOrder | null;
  readonly screen: Bilingual;
  readonly keys: readonly GuestAction['action'][];
  /** The next order waits for a person. */
  readonly manual: boolean;
  /** When the device gives up waiting for its guest, RFC 3339. */
  readonly waitEndsAt: string | null;
  /** How the last order ended, as long as the screen says so: the code that the till should have got. */
  readonly resultCode: number | null;
}

/**
 * One simulated pinpad with the bank's kernel in it: takes the command line of one run, talks to guest and bank, and says
 * what the program has to leave in its folder. Pure: time, chance, the bank and durability come in as ports.
 */
export class Pinpad {
  readonly profile: TerminalProfile;
  readonly ports: PinpadPorts;
  readonly memory = new DeviceMemory();
  readonly faults = new FaultScript();
  readonly prompt: Prompt;
  readonly power: Power;
  readonly attendance: Attendance;
  readonly lastResult: LastResult;
  state: Exclude<PadState, 'rebooting'> = 'idle';
  order: CurrentOrder | null = null;
  #conversation: Conversation | null = null;

  constructor(profile: TerminalProfile, ports: PinpadPorts) {
    this.profile = profile;
    this.ports = ports;
    this.prompt = new Prompt(ports.clock);
    this.power = new Power(ports.clock);
    this.attendance = new Attendance(ports.clock);
    this.lastResult = new LastResult(ports.clock);
  }

  /** Null: the device takes this run. Otherwise the run is over, and the files of another run stay untouched. */
  refusal(): Delivery | null {
    if (this.power.state === 'off') return { type: 'drop' };
    if (this.power.state === 'booting') return this.#plain(CODE.booting);
    if (this.#conversation === null) return null;
    // A run whose program is still there shows its dialog; one whose program was killed still occupies the device.
    return this.#plain(this.#conversation.gone.aborted ? CODE.busy : CODE.alreadyRunning);
  }

  /** One run of the program, from its arguments to what it leaves behind. */
  run(args: readonly string[], conversation: Conversation): Promise<Delivery> {
    const command = readCommand(args);
    return this.#alone(conversation, () => (command.ok ? this.#perform(command.value, conversation) : Promise.resolve(this.#plain(command.error))));
  }

  /** The same for a command that did not come on a command line. */
  perform(command: Command, conversation: Conversation): Promise<Delivery> {
    return this.#alone(conversation, () => this.#perform(command, conversation));
  }

  async #alone(conversation: Conversation, work: () => Promise<Delivery>): Promise<Delivery> {
    const refused = this.refusal();
    if (refused) return refused;
    this.#conversation = conversation;
    try {
      return await work();
    } finally {
      this.#conversation = null;
      this.state = 'idle';
      this.order = null;
    }
  }

  view(): PadView {
    const state: PadState = this.power.rebooting ? 'rebooting' : this.state;
    const result = state === 'idle' && this.power.state === 'on' ? this.lastResult.current : null;
    const { endsAtMs } = this.prompt;
    return {
      online: this.power.state === 'on',
      state,
      order: this.order,
      screen: result ? resultText(result) : screenText(state, this.order),
      keys: this.prompt.keys,
      manual: this.attendance.manual,
      waitEndsAt: endsAtMs === null ? null : new Date(endsAtMs).toISOString(),
      resultCode: result?.code ?? null,
    };
  }

  /** An answer without a card: everything that is not filled in stays empty in `e`. */
  answer(code: number, details: Partial<DeviceAnswer> = {}): DeviceAnswer {
    return {
      code,
      cardMask: '',
      cardExpiry: '',
      cardName: '',
      cardHash: '',
      ownCard: false,
      authCode: '',
      operationNumber: '',
      tid: this.profile.tid,
      mid: this.profile.mid,
      localTime: compactLocalTime(this.ports.clock.now(), this.profile.timeZone),
      rrn: '',
      slip: null,
      ...details,
    };
  }

  /** What the program writes for an answer, spoilt by the fault that hit the run. */
  files(answer: DeviceAnswer, requestId: string | null, fault: Fault | null, earlier: Remembered, whole = false): Delivery {
    const draft = spoil({ answer, requestId, encoding: this.profile.encoding, truncateTo: null }, fault, earlier);
    return answerFiles(draft, !whole && writesShortFile(draft.answer.code, this.profile.errorFile));
  }

  /** The approval that a stale file shows: the device's last one, else one that it never gave. */
  earlier(): Remembered {
    const madeUp = { cardMask: TEST_CARDS[0].mask, cardName: TEST_CARDS[0].name, authCode: 'STALE0', operationNumber: '0999', rrn: '000000000000' };
    return this.memory.lastApproved ?? { answer: this.answer(CODE.approved, madeUp), requestId: 'FFFFFFFF' };
  }

  /** Puts the order on the screen. */
  show({ kind, amountMinor, requestId }: MoneyCommand): void {
    const startedAt = new Date(this.ports.clock.now()).toISOString();
    this.order = { operation: kind, amountMinor, currency: this.profile.currency, requestId, startedAt };
    this.lastResult.clear();
  }

  /** Tells the guest how the order ended. */
  showResult(code: number): void {
    if (this.order) this.lastResult.show({ order: this.order, code });
  }

  /** Makes a step true: at once in memory, so that no other order decides on old books, then durable. */
  async commit(bank: BankChange | null, device: readonly DeviceChange[]): Promise<void> {
    if (bank) this.ports.bank.apply(bank);
    device.forEach((change) => this.memory.apply(change));
    await this.ports.journal.append({ tid: this.profile.tid, bank, device });
  }

  /** An operation left suspended is undone by the next conversation with the bank. */
  async undoSuspended(): Promise<void> {
    const last = this.memory.lastOperation;
    if (last?.phase !== 'suspended') return;
    await this.commit(this.ports.bank.reverse(last.rrn), [{ type: 'phase', phase: 'rolled_back' }]);
  }

  async #perform(command: Command, conversation: Conversation): Promise<Delivery> {
    if (movesMoney(command)) return new MoneyOrder(this, command).run(conversation);
    if (command.kind === 'close_day') return settle(this, command.requestId);
    const fault = this.faults.take(command.kind === 'status' ? 'status' : 'service');
    if (fault?.fault === 'no_link' || fault?.fault === 'lost_reply') return { type: 'drop' };
    if (fault?.fault === 'die_before_file') return { type: 'die' };
    if (fault?.fault === 'decline') return this.files(this.answer(fault.code), command.requestId, null, this.earlier());
    const earlier = this.earlier();
    const { answer, echo } = await answerService(this, command);
    // A recorded result is shown with its id, which a short file has no room for.
    return this.files(answer, echo, fault, earlier, command.kind === 'status');
  }

  #plain(code: number): Delivery {
    return this.files(this.answer(code), null, null, this.earlier());
  }
}
