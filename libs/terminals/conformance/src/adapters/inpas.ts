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
import { StreamWorld } from './stream-world.ts';

const TID = '00123456';
const PLACE = { host: '10.0.0.5', port: 8888 };
const PORT = { path: '/dev/ttyUSB0' };
const MONEY: readonly (number | null)[] = [OPERATION.sale, OPERATION.refund, OPERATION.void];
const KIND_OF = { sale: 'sale', refund: 'refund', void: 'void' } as const;
const CODE_OF = { sale: OPERATION.sale, refund: OPERATION.refund, void: OPERATION.void } as const;

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
    operation: CODE_OF[order.kind],
    transactionId: lies.reference ?? order.reference,
    terminalId: lies.tid ?? device.tid,
    status: TOLD[verdict].status,
    amountMinor: lies.amountMinor ?? order.amountMinor,
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
    switch (request.kind) {
      case 'sale':
      case 'refund':
      case 'void':
        return this.#money(request, KIND_OF[request.kind]);
      case 'copy':
        return this.#say(copyOf(device, this.#head(request), request.command));
      default:
        return this.#say({ ...this.#head(request), status: STATUS.approved });
    }
  }

  async #money(request: TerminalRequest, kind: DeviceOrder['kind']): Promise<void> {
    const { device } = this;
    this.#stop = new AbortController();
    const original = kind === 'void' ? device.ledger.find({ rrn: request.rrn ?? '-' }) : undefined;
    const order: DeviceOrder = {
      kind,
      amountMinor: request.amountMinor ?? 0n,
      reference: request.transactionId,
      ...(original === undefined ? {} : { original }),
    };
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

/** A packet with one of the operations that move money in its field 25. */
function isMoney(sent: Uint8Array): boolean {
  for (let at = 3; at + 3 <= sent.length - 2;) {
    const [number, low = 0, high = 0] = sent.subarray(at, at + 3);
    const value = sent.subarray(at + 3, at + 3 + low + high * 256);
    if (number === 25) return MONEY.includes(Number(Buffer.from(value).toString('latin1')));
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
    operations: ['sale', 'refund', 'void'],
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
