import type { Stage } from '@payport/domain';
import type { CleanFrame, DriverAlert, DriverSession, Evidence, PaymentOrder, RecoveryQuery, TerminalDriver } from '@payport/terminals-core';
import { NO_WIRES } from '@payport/terminals-core';
import { ManualClock, ScriptedProgramHost, ScriptedWireHost, SeededRandom, type DeviceLine } from '@payport/testing';
import type { DeviceReference } from '@payport/domain';
import { ApduReader } from '../apdu.ts';
import { zvt } from '../definition.ts';
import type { EcrCommand } from '../messages.ts';
import { FrameReader, writeFrame } from '../serial-frame.ts';
import { zvtSettings, type ZvtSettings } from '../settings.ts';
import { TerminalDialogue } from '../terminal-dialogue.ts';
import { writeAbort, writeCompletion, writeIntermediate, writePrintBlock, writeStatus, writeTotals, type ToldStatus } from '../terminal.ts';

export const TID = '29001006';
export const PLACE = { host: '10.0.0.5', port: 20_007 };
const PORT = { path: '/dev/ttyUSB0' };

export class RecordedSession implements DriverSession {
  readonly controller = new AbortController();
  readonly calls: string[] = [];
  readonly frames: CleanFrame[] = [];
  readonly alerts: DriverAlert[] = [];
  readonly stages: (Stage | null)[] = [];
  readonly kept: Evidence[] = [];
  mayNotSend = false;
  /** What `keep` waits for; a rejection is a database that is away. */
  keeping: (facts: Evidence) => Promise<void> = () => Promise.resolve();

  readonly abort = this.controller.signal;

  async beforeFirstByte(): Promise<void> {
    this.calls.push('beforeFirstByte');
    await Promise.resolve();
    if (this.mayNotSend) throw new Error('the lease is lost');
  }
  dispatched(): void {
    this.calls.push('dispatched');
  }
  stage(stage: Stage | null): void {
    this.stages.push(stage);
  }
  async keep(facts: Evidence): Promise<void> {
    await this.keeping(facts);
    this.kept.push(facts);
    this.calls.push('answer' in facts ? 'kept_answer' : 'kept_before');
  }
  frame(frame: CleanFrame): void {
    this.frames.push(frame);
  }
  alert(alert: DriverAlert): void {
    this.alerts.push(alert);
  }
}

/** A terminal with a memory of one record, as the driver meets it. Its behaviour is what a test sets. */
export class BenchTerminal {
  readonly commands: EcrCommand[] = [];
  /** What the device has booked, by receipt. */
  readonly booked: { readonly receipt: string; readonly amountMinor: bigint }[] = [];
  readonly reversed: string[] = [];
  last: ToldStatus | null = null;
  receipts = 40;
  resultCode = 0;
  terminalStatus = 0;
  /** Instead of the usual work on a money command. */
  onMoney: ((command: EcrCommand, dialogue: TerminalDialogue) => Promise<void>) | null = null;
  /** Instead of the usual work on any command. */
  work: ((command: EcrCommand, dialogue: TerminalDialogue) => Promise<void>) | null = null;
  refusal: (command: EcrCommand) => number | null = () => null;
  /** What a status tells besides or instead. */
  told: ToldStatus = {};
  lines: readonly string[] = ['HÄNDLERBELEG', 'Betrag EUR 10,00'];
  /** Sums of the open batch; null: the terminal tells none. */
  totals: Uint8Array | null = writeTotals('0001', '0041', [{ count: 2, amountMinor: 3_050n }]);
  line: DeviceLine | null = null;

  constructor(readonly clock: ManualClock) {}

  connectTcp(line: DeviceLine): void {
    this.line = line;
    const dialogue = this.#dialogue((apdu) => line.send(apdu));
    const reader = new ApduReader();
    line.listen((bytes) => reader.push(bytes).forEach((apdu) => dialogue.received(apdu)));
    void line.ended.then(() => dialogue.end());
  }

  connectSerial(line: DeviceLine): void {
    this.line = line;
    const dialogue = this.#dialogue((apdu) => line.send(writeFrame(apdu)));
    const reader = new FrameReader();
    line.listen((bytes) => {
      for (const event of reader.push(bytes)) {
        if (event.kind === 'damaged') line.send(Uint8Array.of(0x15));
        if (event.kind !== 'frame') continue;
        line.send(Uint8Array.of(0x06));
        dialogue.received(event.apdu);
      }
    });
    void line.ended.then(() => dialogue.end());
  }

  get count(): (kind: EcrCommand['kind']) => number {
    return (kind) => this.commands.filter((command) => command.kind === kind).length;
  }

  status(command: EcrCommand): ToldStatus {
    const amountMinor = 'amountMinor' in command ? command.amountMinor : 'unusedMinor' in command ? command.unusedMinor : 0n;
    const receipt = String((this.receipts += 1)).padStart(4, '0');
    return {
      resultCode: this.resultCode,
      amountMinor,
      receipt,
      trace: receipt.padStart(6, '0'),
      time: '101112',
      date: '0115',
      expiry: '2712',
      pan: '411111eeeeee1111',
      terminalId: TID,
      merchantId: '100764992',
      authCode: `A${receipt}`,
      currency: '0978',
      cardName: 'VISA',
      ...this.told,
    };
  }

  #dialogue(transmit: (apdu: Uint8Array) => void): TerminalDialogue {
    return new TerminalDialogue(
      transmit,
      this.clock,
      (command, dialogue) => (this.work ?? ((each, talk) => this.#work(each, talk)))(command, dialogue),
      (command) => this.#refuse(command),
    );
  }

  #refuse(command: EcrCommand): number | null {
    this.commands.push(command);
    return this.refusal(command);
  }

  async #work(command: EcrCommand, dialogue: TerminalDialogue): Promise<void> {
    switch (command.kind) {
      case 'registration':
        return void (await dialogue.say(writeCompletion({ terminalId: TID })));
      case 'status_enquiry':
        return void (await dialogue.say(writeCompletion({ terminalStatus: this.terminalStatus })));
      case 'repeat_receipt':
        return this.#repeat(command.print, dialogue);
      case 'turnover_totals':
        if (this.totals !== null) await dialogue.say(writeStatus({ resultCode: 0, totals: this.totals }));
        return void (await dialogue.say(writeCompletion()));
      case 'reprint_receipts':
        if (this.lines.length > 0) await dialogue.say(writePrintBlock(this.lines));
        return void (await dialogue.say(writeCompletion()));
      case 'end_of_day':
      case 'initialisation':
      case 'diagnosis':
      case 'log_off':
        return this.onMoney ? this.onMoney(command, dialogue) : void (await dialogue.say(writeCompletion()));
      default:
        return this.onMoney ? this.onMoney(command, dialogue) : this.take(command, dialogue);
    }
  }

  async #repeat(print: boolean, dialogue: TerminalDialogue): Promise<void> {
    if (this.last === null) return void (await dialogue.say(writeAbort(0x83)));
    if (print && this.lines.length > 0) await dialogue.say(writePrintBlock(this.lines));
    if (print) return void (await dialogue.say(writeCompletion()));
    await dialogue.say(writeStatus(this.last));
    await dialogue.say(writeCompletion());
  }

  /** The usual way of a payment. A refusal is stored too, as some terminals do. */
  async take(command: EcrCommand, dialogue: TerminalDialogue, status = this.status(command)): Promise<void> {
    await dialogue.say(writeIntermediate(0x0a));
    await dialogue.say(writeIntermediate(0x04));
    const taken = await dialogue.told(writeStatus(status));
    if (status.resultCode !== 0) {
      this.last = status;
      return void (await dialogue.say(writeAbort(status.resultCode ?? 0x6c)));
    }
    if (!taken) {
      this.reversed.push(status.receipt ?? '');
      return void (await dialogue.say(writeAbort(0x6c)));
    }
    this.book(status);
    await dialogue.say(writePrintBlock(this.lines));
    await dialogue.say(writeCompletion());
  }

  book(status: ToldStatus): void {
    this.last = status;
    this.booked.push({ receipt: status.receipt ?? '', amountMinor: status.amountMinor ?? 0n });
  }
}

export interface Bench {
  readonly clock: ManualClock;
  readonly wires: ScriptedWireHost;
  readonly terminal: BenchTerminal;
  readonly driver: TerminalDriver;
  readonly session: RecordedSession;
  readonly again: () => TerminalDriver;
}

export function bench(settings: Partial<ZvtSettings> = {}): Bench {
  const clock = new ManualClock();
  const wires = new ScriptedWireHost(clock);
  const terminal = new BenchTerminal(clock);
  wires.attach(PLACE, (line) => terminal.connectTcp(line));
  wires.attach(PORT, (line) => terminal.connectSerial(line));
  const whole = zvtSettings.parse({ host: PLACE.host, serialPath: PORT.path, ...settings });
  const again = (): TerminalDriver => zvt.create(whole, { clock, random: new SeededRandom(1), programs: new ScriptedProgramHost(clock), wires });
  return { clock, wires, terminal, driver: again(), session: new RecordedSession(), again };
}

/** For the definition alone. */
export const NOWHERE = NO_WIRES;

export const sale = (changes: Partial<PaymentOrder> = {}): PaymentOrder => ({
  reference: 'AB12CD34' as DeviceReference,
  amountMinor: 1_000n,
  currency: 'EUR',
  tid: TID,
  ...changes,
});

export const question = (session: RecordedSession, changes: Partial<RecoveryQuery> = {}): RecoveryQuery => ({
  operation: 'sale',
  order: sale(),
  dispatchedAtMs: 0,
  memoryIntact: true,
  alike: [],
  kept: session.kept,
  ...changes,
});
