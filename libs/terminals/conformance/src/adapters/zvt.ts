import type { Stage } from '@payport/domain';
import {
  ApduReader,
  FrameReader,
  readCommand,
  TerminalDialogue,
  TerminalSerialEnd,
  writeFrame,
  writeAbort,
  writeCompletion,
  writeIntermediate,
  writePrintBlock,
  zvt as definition,
  zvtSettings,
  type EcrCommand,
} from '@payport/terminals-zvt';
import type { DeviceLine } from '@payport/testing';
import type { Adapter } from '../adapter.ts';
import type { DeviceAnswer, DeviceOrder, LedgerDevice } from '../device/ledger-device.ts';
import { StreamWorld } from './stream-world.ts';
import { displayOf, LEAKS, recordOf, resultCodeOf, statusOf } from './zvt-status.ts';

const TID = '29001006';
const CURRENCY = 'EUR';
const PLACE = { host: '10.0.0.5', port: 20_007 };
const PORT = { path: '/dev/ttyUSB0' };
const PLEASE_WAIT = 0x9c;
const NOT_TAKEN = 0x6c;
/** What is sent once: it changes money or the batch. */
const ONCE: ReadonlySet<EcrCommand['kind']> = new Set([
  ...(['authorization', 'refund', 'reversal', 'end_of_day'] as const),
  ...(['reservation', 'book_total', 'partial_reversal', 'reservation_reversal'] as const),
]);
const DISPLAY: Readonly<Partial<Record<Stage, number>>> = { present_card: 0x0a, enter_pin: 0x01, authorizing: 0x04 };

/** An order as the terminal understands it; null: it is none. */
function orderOf(command: EcrCommand, { ledger }: LedgerDevice): DeviceOrder | null {
  const reference = null;
  switch (command.kind) {
    case 'authorization':
      return { kind: 'sale', amountMinor: command.amountMinor, reference };
    case 'refund':
      return { kind: 'refund', amountMinor: command.amountMinor, reference };
    case 'reversal':
      return { kind: 'void', amountMinor: command.amountMinor, reference, original: ledger.find({ receipt: command.receipt }) };
    case 'reservation':
      return { kind: 'preauthorization', amountMinor: command.amountMinor, reference };
    case 'book_total':
      return { kind: 'capture', amountMinor: command.amountMinor, reference, original: ledger.find({ receipt: command.receipt }) };
    case 'partial_reversal': {
      // It tells what is given back, and answers with it.
      const original = ledger.find({ receipt: command.receipt });
      const amountMinor = (original?.amountMinor ?? command.unusedMinor) - command.unusedMinor;
      return { kind: 'capture', amountMinor, toldMinor: command.unusedMinor, reference, original };
    }
    case 'reservation_reversal':
      return { kind: 'release', amountMinor: command.amountMinor, reference, original: ledger.find({ receipt: command.receipt }) };
    case 'end_of_day':
      return { kind: 'close', amountMinor: 0n, reference };
    default:
      return null;
  }
}

/** A terminal's end of one connection, whatever carries its messages. */
class Terminal {
  readonly dialogue: TerminalDialogue;
  readonly #gone = new AbortController();

  constructor(
    private readonly device: LedgerDevice,
    transmit: (apdu: Uint8Array) => void,
  ) {
    this.dialogue = new TerminalDialogue(
      transmit,
      device.clock,
      (command) => this.#work(command),
      () => (device.busy || device.working ? PLEASE_WAIT : null),
    );
  }

  end(): void {
    this.#gone.abort();
    this.dialogue.end();
  }

  async #work(command: EcrCommand): Promise<void> {
    const { dialogue, device } = this;
    const order = orderOf(command, device);
    if (order !== null) return this.#perform(order);
    switch (command.kind) {
      case 'registration':
        return void (await dialogue.say(writeCompletion({ terminalId: device.tid })));
      case 'status_enquiry':
        return void (await dialogue.say(writeCompletion({ terminalStatus: 0 })));
      case 'repeat_receipt':
        await dialogue.say(recordOf(device, CURRENCY));
        if (device.last?.readable === false) return;
        return void (await dialogue.say(writeCompletion()));
      default:
        return void (await dialogue.say(writeCompletion()));
    }
  }

  async #perform(order: DeviceOrder): Promise<void> {
    const { dialogue, device } = this;
    // The end of a connection is no wish to stop: the guest's card is in the reader.
    const stop = new AbortController();
    dialogue.stop.addEventListener('abort', () => dialogue.over || stop.abort(), { once: true });
    const answer = await device.perform(order, { stop: stop.signal, gone: this.#gone.signal, stage: (stage) => this.#show(stage) });
    if (answer === null) return;
    const taken = await dialogue.told(statusOf(device, answer, CURRENCY));
    if (answer.verdict !== 'approved') return void (await dialogue.say(writeAbort(resultCodeOf(answer))));
    // A closed batch stays closed, whoever has heard of it.
    if (!taken && order.kind !== 'close') {
      device.undo(answer);
      return void (await dialogue.say(writeAbort(NOT_TAKEN)));
    }
    await dialogue.say(writePrintBlock(this.#slip(answer)));
    await dialogue.say(writeCompletion());
  }

  #slip({ entry }: DeviceAnswer): readonly string[] {
    const { leak, paper } = this.device;
    return ['HÄNDLERBELEG', `Beleg ${entry?.receipt ?? ''}`, ...paper, ...(leak?.field === 'slip' ? [`Karte ${leak.pan}`] : [])];
  }

  async #show(stage: Stage): Promise<void> {
    const code = DISPLAY[stage] ?? 0x0e;
    const { leak } = this.device;
    await this.dialogue.say(leak?.field === 'display' ? displayOf(code, `KARTE ${leak.pan}`) : writeIntermediate(code));
  }
}

function plugTcp(line: DeviceLine, device: LedgerDevice): void {
  const terminal = new Terminal(device, (apdu) => line.send(apdu));
  const reader = new ApduReader();
  line.listen((bytes) => reader.push(bytes).forEach((apdu) => terminal.dialogue.received(apdu)));
  void line.ended.then(() => terminal.end());
}

/** Puts a terminal on a serial line that has come to stand. */
export function plugSerial(line: DeviceLine, device: LedgerDevice): void {
  const end: TerminalSerialEnd = new TerminalSerialEnd(line, device.clock, (apdu) => terminal.dialogue.received(apdu));
  const terminal: Terminal = new Terminal(device, (apdu) => end.send(apdu));
  void line.ended.then(() => {
    end.end();
    terminal.end();
  });
}

function isMoneyApdu(apdu: Uint8Array): boolean {
  const [first = 0, second = 0, short] = apdu;
  const command = readCommand({ control: first * 256 + second, data: apdu.subarray(short === 0xff ? 5 : 3) });
  return command !== null && ONCE.has(command.kind);
}

const isMoneyFrame = (sent: Uint8Array): boolean => new FrameReader().push(sent).some((event) => event.kind === 'frame' && isMoneyApdu(event.apdu));

/** The end of a conversation from each of its messages on: the terminal goes on with it, whoever listens now. */
const tailsOf = (messages: readonly Uint8Array[]): readonly Uint8Array[] =>
  messages.flatMap((message, index) => [message, Buffer.concat(messages.slice(index))]);

const framesIn = (toUs: Uint8Array): readonly Uint8Array[] =>
  new FrameReader().push(toUs).flatMap((event) => (event.kind === 'frame' ? [writeFrame(event.apdu)] : []));

function adapter(wire: 'tcp' | 'serial'): Adapter {
  const serial = wire === 'serial';
  const settings = zvtSettings.parse({
    connection: wire,
    host: PLACE.host,
    serialPath: PORT.path,
    currency: CURRENCY,
    preauthorization: true,
    // Both ways of taking reserved money are played, one a wire.
    captureBy: serial ? 'partial_reversal' : 'book_total',
  });
  const room = {
    definition,
    settings,
    place: serial ? PORT : PLACE,
    tid: TID,
    plug: serial ? plugSerial : plugTcp,
    isMoney: serial ? isMoneyFrame : isMoneyApdu,
  };
  return {
    driver: 'zvt',
    wire,
    tid: TID,
    currency: CURRENCY,
    orderLimitMs: definition.deviceStepLimitMs(settings),
    questionLimitMs: definition.deviceStepLimitMs(settings),
    world: () => new StreamWorld(room),
    operations: ['sale', 'refund', 'void', 'preauthorization', 'capture', 'release'],
    undoesLost: false,
    twoPhase: false,
    // The bytes of a connection end with it, but a terminal may go on with its dialogue in the next one.
    late: (toUs) => tailsOf(serial ? framesIn(toUs) : new ApduReader().push(toUs)),
    noisy: serial,
    thin: 1,
    stops: true,
    finalByOurWord: true,
    lies: ['tid', 'amountMinor', 'currency'],
    leaks: LEAKS,
  };
}

export const ZVT: readonly Adapter[] = [adapter('tcp'), adapter('serial')];
