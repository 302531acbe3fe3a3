import {
  TerminalDialogue,
  writeAbort,
  writeCompletion,
  writeIntermediate,
  writePrintBlock,
  writeStatus,
  type EcrCommand,
} from '@payport/terminals-zvt';
import type { Delivery } from '../pinpad/answer.ts';
import type { Command } from '../pinpad/command.ts';
import type { Pinpad } from '../pinpad/pinpad.ts';
import { CODE } from '../pinpad/result-codes.ts';
import type { ApduLine } from './apdu-line.ts';
import { orderOf } from './zvt-orders.ts';
import { DISPLAY, lastStatus, openTotals, RECORD_DEFECTIVE, resultCodeOf, serviceLines, slipLines, statusOf } from './zvt-words.ts';

const PLEASE_WAIT = 0x9c;
const CANCELLED = 0x6c;
/** "Waiting for an answer of the host", on the screen. */
const ASKS_HOST = 0x04;
/** What a terminal answers that is to be set up anew while its batch is open. */
const OPEN_BATCH = 0xf0;
/** How often the device looks whether its screen has changed, ms. */
const LOOK_MS = 40;

/** A simulated device that speaks ZVT: one conversation on one connection. */
export class ZvtTerminal {
  readonly #pad: Pinpad;
  readonly #port: ApduLine;
  readonly #gone = new AbortController();
  readonly #dialogue: TerminalDialogue;

  /** `log` hears of commands that ended by an error of ours; their desks lose the connection. */
  constructor(pad: Pinpad, port: ApduLine, log: (error: unknown) => void) {
    this.#pad = pad;
    this.#port = port;
    const work = async (command: EcrCommand): Promise<void> => {
      await this.#work(command).catch((error: unknown) => {
        log(error);
        port.drop();
      });
    };
    this.#dialogue = new TerminalDialogue(
      (apdu) => port.send(apdu),
      pad.ports.clock,
      work,
      () => this.#refusal(),
    );
    port.listen((apdu) => {
      // A device without power, or one that is starting, hears nothing.
      if (pad.power.state !== 'on') return port.drop();
      this.#dialogue.received(apdu);
    });
  }

  /** The connection is gone; an order that waits for its guest ends. */
  end(): void {
    this.#gone.abort();
    this.#port.end();
    this.#dialogue.end();
  }

  #refusal(): number | null {
    return this.#pad.refusal() === null ? null : PLEASE_WAIT;
  }

  async #work(command: EcrCommand): Promise<void> {
    switch (command.kind) {
      case 'registration':
        return this.#complete(writeCompletion({ terminalId: this.#pad.profile.tid }));
      case 'status_enquiry':
        return this.#complete(writeCompletion({ terminalStatus: 0 }));
      case 'repeat_receipt':
        return this.#repeat(command.print);
      case 'diagnosis':
      case 'initialisation':
        return this.#service(command.kind);
      case 'turnover_totals':
        return this.#totals();
      case 'reprint_receipts':
        return this.#receipts();
      case 'log_off':
      case 'abort':
        return;
      case 'end_of_day':
        return this.#close();
      default:
        return this.#money(command);
    }
  }

  async #complete(apdu: Uint8Array): Promise<void> {
    await this.#dialogue.say(apdu);
  }

  async #repeat(print: boolean): Promise<void> {
    const { memory, profile } = this.#pad;
    const status = lastStatus(profile, memory.lastWork, memory.lastOperation);
    if (status === null) return this.#complete(writeAbort(RECORD_DEFECTIVE));
    if (!print) await this.#dialogue.say(status);
    else if (memory.lastSlip !== null) await this.#dialogue.say(writePrintBlock(slipLines(memory.lastSlip)));
    await this.#complete(writeCompletion());
  }

  /** What the bank's host has for it: no money, and never over an open batch. */
  async #service(kind: 'diagnosis' | 'initialisation'): Promise<void> {
    const { ports, profile } = this.#pad;
    await this.#dialogue.say(writeIntermediate(ASKS_HOST));
    const { entries } = ports.bank.openBatch(profile.tid);
    if (kind === 'initialisation' && entries.length > 0) return this.#complete(writeAbort(OPEN_BATCH));
    await this.#dialogue.say(writePrintBlock(serviceLines(profile, kind)));
    await this.#complete(writeCompletion());
  }

  /** Sums of the open batch by card brand. */
  async #totals(): Promise<void> {
    const { ports, profile } = this.#pad;
    await this.#dialogue.say(writeStatus(openTotals(profile, ports.bank.openBatch(profile.tid).entries)));
    await this.#complete(writeCompletion());
  }

  /** The device keeps the list of its operations and not their slips. */
  async #receipts(): Promise<void> {
    const delivery = await this.#perform({ kind: 'control_tape', full: true, department: null, requestId: this.#requestId() });
    if (delivery === null) return;
    const { code, slip } = delivery.draft.answer;
    if (code !== CODE.approved || slip === null) return this.#complete(writeAbort(resultCodeOf(code)));
    await this.#dialogue.say(writePrintBlock(slipLines(slip)));
    await this.#complete(writeCompletion());
  }

  async #close(): Promise<void> {
    const { ports, profile } = this.#pad;
    const totals = openTotals(profile, ports.bank.openBatch(profile.tid).entries);
    const delivery = await this.#perform({ kind: 'close_day', department: null, requestId: this.#requestId() });
    if (delivery === null) return;
    const { code, slip } = delivery.draft.answer;
    if (code !== CODE.approved) return this.#complete(writeAbort(resultCodeOf(code)));
    await this.#dialogue.told(writeStatus(totals));
    if (slip !== null) await this.#dialogue.say(writePrintBlock(slipLines(slip)));
    await this.#complete(writeCompletion());
  }

  async #money(order: EcrCommand): Promise<void> {
    const command = orderOf(order, this.#pad, this.#requestId());
    if (typeof command === 'number') return this.#complete(writeAbort(command));
    const delivery = await this.#perform(command);
    if (delivery === null) return;
    const { answer, truncateTo } = delivery.draft;
    const status = writeStatus(statusOf(this.#pad.profile, answer, command.amountMinor));
    if (truncateTo !== null) return this.#port.breakOff(status, truncateTo);
    const taken = await this.#dialogue.told(status);
    if (answer.code !== CODE.approved) return this.#complete(writeAbort(resultCodeOf(answer.code)));
    if (!taken) return this.#undo(command.kind, answer.rrn);
    if (answer.slip !== null) await this.#dialogue.say(writePrintBlock(slipLines(answer.slip)));
    await this.#complete(writeCompletion());
  }

  /** Nobody took the result, so that it is not booked. A void stays: its original cannot be given back its money twice. */
  async #undo(kind: Command['kind'], rrn: string): Promise<void> {
    if (kind !== 'cancel') await this.#pad.commit(this.#pad.ports.bank.reverse(rrn), [{ type: 'phase', phase: 'rolled_back' }]);
    await this.#complete(writeAbort(CANCELLED));
  }

  /** Null where the device has nothing more to say: it lost its link, or its power. */
  async #perform(command: Command): Promise<(Delivery & { readonly type: 'files' }) | null> {
    const { stop } = this.#dialogue;
    let running = true;
    const delivery = this.#pad.perform(command, { gone: this.#gone.signal, abort: stop }).finally(() => (running = false));
    let shown = '';
    while (running) {
      const { state } = this.#pad;
      const code = DISPLAY[state];
      if (state !== shown && code !== undefined) await this.#dialogue.say(writeIntermediate(code));
      shown = state;
      await this.#pad.ports.clock.sleep(LOOK_MS);
    }
    const done = await delivery;
    if (this.#gone.signal.aborted && done.type !== 'files') return null;
    if (done.type === 'files') return done;
    // A program that dies and a link that drops look the same from here.
    this.#port.drop();
    return null;
  }

  /** The device's own mark of a run; the protocol has none. */
  #requestId(): string {
    return Buffer.from(this.#pad.ports.random.bytes(4)).toString('hex').toUpperCase();
  }
}
