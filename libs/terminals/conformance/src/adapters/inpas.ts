import {
  COMMAND_STATUS,
  inpas as definition,
  inpasSettings,
  OPERATION,
  readRequest,
  receiptOf,
  replyFields,
  STATUS,
  TerminalLine,
  waitFields,
  type InpasSettings,
  type ReadMessage,
  type TerminalReply,
  type TerminalRequest,
} from '@payport/terminals-inpas';
import type { DeviceLine } from '@payport/testing';
import type { Adapter } from '../adapter.ts';
import type { DeviceAnswer, DeviceOrder, LedgerDevice } from '../device/ledger-device.ts';
import type { EntryKind } from '../device/ledger.ts';
import { StreamWorld } from './stream-world.ts';

const TID = '00123456';
const PLACE = { host: '10.0.0.5', port: 8888 };
const PORT = { path: '/dev/ttyUSB0' };
/** What is sent once: it changes money or the batch. */
const ONCE: readonly (number | null)[] = [OPERATION.sale, OPERATION.refund, OPERATION.void, OPERATION.emergencyReversal, OPERATION.settlement];
const CODES: Readonly<Partial<Record<EntryKind, number>>> = {
  sale: OPERATION.sale,
  refund: OPERATION.refund,
  part: OPERATION.void,
  void: OPERATION.void,
  undo: OPERATION.emergencyReversal,
  close: OPERATION.settlement,
};

/** The currency of a lie. */
const SWISS_FRANCS = '756';

const TOLD: Readonly<Record<DeviceAnswer['verdict'], { readonly status: number; readonly text: string }>> = {
  approved: { status: STATUS.approved, text: 'ОДОБРЕНО' },
  declined: { status: STATUS.declined, text: 'ОТКАЗАНО' },
  cancelled: { status: STATUS.aborted, text: 'ОПЕРАЦИЯ ПРЕРВАНА' },
  timed_out: { status: STATUS.aborted, text: 'ВРЕМЯ ВЫШЛО' },
  no_original: { status: STATUS.declined, text: 'ОПЕРАЦИЯ НЕ НАЙДЕНА' },
};

/** What the terminal tells of an order, with whatever lies and leaks it was given. */
export function replyOf(device: LedgerDevice, { order, verdict, hostCode, entry, at }: DeviceAnswer): TerminalReply {
  const { lies, leak } = device;
  const printed = (field: string, otherwise: string | null): string | null => (leak?.field === field ? leak.pan : otherwise);
  const slip = ['ГРАНД ОТЕЛЬ', 'ОПЛАТА', TOLD[verdict].text, ...device.paper, ...(leak?.field === 'slip' ? [`Карта ${leak.pan}`] : [])].join('\n');
  return {
    operation: CODES[order.kind] ?? OPERATION.userCommand,
    transactionId: lies.reference ?? order.reference,
    terminalId: lies.tid ?? device.tid,
    status: TOLD[verdict].status,
    amountMinor: order.kind === 'close' ? null : (lies.amountMinor ?? order.toldMinor ?? order.amountMinor),
    ...(lies.currency === undefined ? {} : { currency: SWISS_FRANCS }),
    hostTime: at,
    card: printed('card', '411111******1111'),
    expiry: '2712',
    authCode: printed('authCode', entry?.authCode ?? null),
    rrn: printed('rrn', entry?.rrn ?? null),
    hostCode: hostCode ?? (verdict === 'no_original' ? '25' : null),
    text: printed('text', TOLD[verdict].text),
    merchantId: printed('merchantId', '684444445555'),
    receipt: entry === null ? null : receiptOf(slip, printed('cardType', 'VISA')),
  };
}

type Head = Pick<TerminalReply, 'operation' | 'transactionId' | 'terminalId'>;

/** The last operation, under the number that it had. */
export function copyOf(device: LedgerDevice, head: Head, command: number | null): TerminalReply {
  const { last } = device;
  if (last === null) return { ...head, status: null, command, commandStatus: COMMAND_STATUS.noData };
  const reply = replyOf(device, last.answer);
  return last.readable ? reply : { ...reply, status: STATUS.undefined, hostCode: null, text: null, receipt: null, rrn: null, authCode: null };
}

type Asked = Pick<TerminalRequest, 'kind' | 'amountMinor' | 'originalAmountMinor' | 'rrn'> & { readonly reference: string | null };

/** An order as the terminal understands it; null: it is a question. */
export function orderOf(device: LedgerDevice, { kind, amountMinor: told, originalAmountMinor, rrn, reference }: Asked): DeviceOrder | null {
  const amountMinor = told ?? 0n;
  switch (kind) {
    case 'sale':
    case 'refund':
      return { kind, amountMinor, reference };
    case 'void': {
      const original = device.ledger.find({ rrn: rrn ?? '-' });
      if (originalAmountMinor === null) return { kind, amountMinor, reference, original };
      return { kind: 'part', amountMinor: originalAmountMinor - amountMinor, toldMinor: amountMinor, reference, original };
    }
    case 'emergency_reversal':
      return { kind: 'undo', amountMinor, reference, original: device.last?.answer.entry ?? null };
    case 'settlement':
      return { kind: 'close', amountMinor: 0n, reference };
    default:
      return null;
  }
}

/** A terminal's end of one connection. */
class Terminal {
  readonly #line: TerminalLine;
  #stop = new AbortController();
  readonly #gone = new AbortController();

  constructor(
    private readonly wire: DeviceLine,
    private readonly device: LedgerDevice,
  ) {
    this.#line = new TerminalLine(wire, device.clock, { request: (read) => void this.#serve(read), eot: () => this.#stop.abort() });
    void wire.ended.then(() => {
      this.#gone.abort();
      this.#line.end();
    });
  }

  async #serve(read: ReadMessage): Promise<void> {
    const { device } = this;
    const request = readRequest(read.message);
    // Nothing public says what a busy terminal answers: it hangs up.
    if (device.busy || device.working) return this.wire.break();
    const order = orderOf(device, { ...request, reference: request.transactionId });
    if (order !== null) return this.#perform(order);
    if (request.kind === 'copy') return this.#say(copyOf(device, this.#head(request), request.command));
    return this.#say({ ...this.#head(request), status: STATUS.approved });
  }

  async #perform(order: DeviceOrder): Promise<void> {
    const { device } = this;
    this.#stop = new AbortController();
    const answer = await device.perform(order, {
      stop: this.#stop.signal,
      gone: this.#gone.signal,
      stage: () => Promise.resolve(this.#line.tell(waitFields(device.tid))),
    });
    if (answer !== null) await this.#say(replyOf(device, answer));
  }

  #head(request: TerminalRequest): Head {
    return { operation: request.operation ?? OPERATION.userCommand, transactionId: request.transactionId, terminalId: this.device.tid };
  }

  async #say(reply: TerminalReply): Promise<void> {
    await this.#line.send(replyFields(reply));
  }
}

/** Puts a terminal on a line that has come to stand. */
export const plugInpas = (line: DeviceLine, device: LedgerDevice): void => void new Terminal(line, device);

/** A packet with one of the operations that are sent once in its field 25. */
function isMoney(sent: Uint8Array): boolean {
  for (let at = 3; at + 3 <= sent.length - 2;) {
    const [number, low = 0, high = 0] = sent.subarray(at, at + 3);
    const value = sent.subarray(at + 3, at + 3 + low + high * 256);
    if (number === 25) return ONCE.includes(Number(Buffer.from(value).toString('latin1')));
    at += 3 + value.length;
  }
  return false;
}

function adapter(wire: 'tcp' | 'serial'): Adapter {
  const settings: InpasSettings = inpasSettings.parse({
    connection: wire,
    ...(wire === 'tcp' ? PLACE : { serialPort: PORT.path }),
    terminalId: TID,
    stopByEot: true,
    copyProvesAbsence: true,
    partialReversal: true,
    emergencyReversal: true,
  });
  const room = {
    definition,
    settings,
    place: wire === 'tcp' ? PLACE : PORT,
    tid: TID,
    plug: plugInpas,
    isMoney,
  };
  return {
    driver: 'inpas',
    wire,
    tid: TID,
    currency: 'RUB',
    orderLimitMs: definition.deviceStepLimitMs(settings),
    questionLimitMs: 60_000,
    world: () => new StreamWorld(room),
    operations: ['sale', 'refund', 'part', 'void'],
    undoesLost: true,
    twoPhase: false,
    late: (toUs) => [toUs],
    noisy: true,
    thin: wire === 'tcp' ? 1 : 3,
    stops: true,
    finalByOurWord: false,
    lies: ['tid', 'amountMinor', 'reference', 'currency'],
    leaks: ['card', 'text', 'slip', 'cardType', 'merchantId', 'authCode', 'rrn'],
  };
}

export const INPAS: readonly Adapter[] = [adapter('tcp'), adapter('serial')];
