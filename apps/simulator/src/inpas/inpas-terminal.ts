import {
  COMMAND_STATUS,
  OPERATION,
  readRequest,
  receiptOf,
  replyFields,
  serializePacket,
  STATUS,
  TerminalLine,
  type ReadMessage,
  type TerminalReply,
  type TerminalRequest,
} from '@payport/terminals-inpas';
import type { Command } from '../pinpad/command.ts';
import type { Delivery } from '../pinpad/answer.ts';
import type { Pinpad } from '../pinpad/pinpad.ts';
import { CODE } from '../pinpad/result-codes.ts';
import type { DeskLine } from '../wire/loopback.ts';
import { answerFields, operationOf, slipOf } from './inpas-words.ts';

const NO_SWITCHES = { department: null } as const;

/** What the device's kernel books as a refund of a part, this protocol calls by what remains. Forgotten with the power. */
const changedAmounts = new WeakMap<Pinpad, { readonly requestId: string | null; readonly amountMinor: bigint }>();

/** A simulated device that speaks the SA protocol: one conversation on one connection. */
export class InpasTerminal {
  readonly #pad: Pinpad;
  readonly #port: DeskLine;
  readonly #line: TerminalLine;
  readonly #gone = new AbortController();
  #abort = new AbortController();

  /** `log` hears of requests that ended by an error of ours; their desks lose the connection. */
  constructor(pad: Pinpad, port: DeskLine, log: (error: unknown) => void) {
    this.#pad = pad;
    this.#port = port;
    this.#line = new TerminalLine(port, pad.ports.clock, {
      request: (read) => {
        this.#serve(read).catch((error: unknown) => {
          log(error);
          port.drop();
        });
      },
      eot: () => this.#abort.abort(),
    });
  }

  /** The connection is gone; an order that waits for its guest ends. */
  end(): void {
    this.#gone.abort();
    this.#line.end();
  }

  async #serve(read: ReadMessage): Promise<void> {
    const request = readRequest(read.message);
    const { tid } = this.#pad.profile;
    if (this.#pad.refusal() !== null) return this.#port.drop();
    if (request.terminalId !== null && request.terminalId !== tid) return this.#refuse(request, 'НЕВЕРНЫЙ НОМЕР ТЕРМИНАЛА');
    const command = commandOf(request);
    if (command !== null) return this.#perform(request, command);
    if (request.kind === 'link_test') return this.#reply({ ...this.#head(request), status: STATUS.approved });
    if (request.kind === 'copy') return this.#copy(request);
    return this.#refuse(request, 'ОПЕРАЦИЯ НЕ ПОДДЕРЖИВАЕТСЯ');
  }

  async #perform(request: TerminalRequest, command: Command): Promise<void> {
    this.#abort = new AbortController();
    const changed = isChange(request) ? { requestId: request.transactionId, amountMinor: request.amountMinor } : null;
    if (changed !== null) changedAmounts.set(this.#pad, changed);
    const delivery = await this.#pad.perform(command, { gone: this.#gone.signal, abort: this.#abort.signal });
    if (this.#gone.signal.aborted) return;
    // A program that dies and a link that drops look the same from here.
    if (delivery.type !== 'files') return this.#port.drop();
    await this.#deliver(request, delivery);
  }

  async #deliver(request: TerminalRequest, { draft }: Delivery & { readonly type: 'files' }): Promise<void> {
    const { answer, truncateTo } = draft;
    if (request.kind === 'short_report' || request.kind === 'full_report') {
      const slip = answer.slip === null ? null : receiptOf(slipOf(answer.slip), null);
      const commandStatus = answer.code === CODE.approved ? COMMAND_STATUS.done : COMMAND_STATUS.failed;
      return this.#reply({ ...this.#head(request), status: null, command: request.command, commandStatus, receipt: slip });
    }
    const moves = request.kind === 'sale' || request.kind === 'refund' || request.kind === 'void';
    const about = { operation: request.operation ?? OPERATION.sale, transactionId: draft.requestId, amountMinor: moves ? request.amountMinor : null };
    const reply = answerFields(answer, about);
    if (truncateTo === null) return this.#reply(reply);
    this.#port.send(serializePacket(replyFields(reply)).subarray(0, truncateTo));
    this.#port.drop();
  }

  /** The last operation, under the number that the cash desk gave it. One that cannot be read back says that it does not know. */
  #copy(request: TerminalRequest): Promise<void> {
    const last = this.#pad.memory.lastWork;
    const head = { ...this.#head(request), status: null, command: request.command };
    if (last === null) return this.#reply({ ...head, commandStatus: COMMAND_STATUS.noData });
    if (last.work === 'close') {
      if (last.slip === null) return this.#reply({ ...head, commandStatus: COMMAND_STATUS.failed });
      const closed = { operation: OPERATION.settlement, transactionId: last.requestId, terminalId: this.#pad.profile.tid, status: STATUS.approved };
      return this.#reply({ ...closed, receipt: receiptOf(slipOf(last.slip), null) });
    }
    const { order } = last;
    // Reservations are no orders of this protocol.
    if (order === null || order.kind === 'preauthorization' || order.kind === 'capture')
      return this.#reply({ ...head, commandStatus: COMMAND_STATUS.noData });
    const changed = changedAmounts.get(this.#pad);
    const about =
      order.kind === 'refund' && changed !== undefined && changed.requestId === last.requestId
        ? { operation: OPERATION.void, transactionId: last.requestId, amountMinor: changed.amountMinor }
        : { operation: operationOf(order.kind), transactionId: last.requestId, amountMinor: order.amountMinor };
    const reply = answerFields(last.answer, about);
    return this.#reply(
      last.readable ? reply : { ...reply, status: STATUS.undefined, hostCode: null, text: null, receipt: null, rrn: null, authCode: null },
    );
  }

  #head(request: TerminalRequest): Pick<TerminalReply, 'operation' | 'transactionId' | 'terminalId'> {
    return { operation: request.operation ?? OPERATION.userCommand, transactionId: request.transactionId, terminalId: this.#pad.profile.tid };
  }

  #refuse(request: TerminalRequest, text: string): Promise<void> {
    return this.#reply({ ...this.#head(request), status: STATUS.declined, text });
  }

  async #reply(reply: TerminalReply): Promise<void> {
    await this.#line.send(replyFields(reply));
  }
}

/** A void that leaves a part of its original standing. */
const isChange = (request: TerminalRequest): request is TerminalRequest & { amountMinor: bigint; originalAmountMinor: bigint } =>
  request.kind === 'void' && request.amountMinor !== null && request.originalAmountMinor !== null;

/** What the device is told to do; null where its kernel has nothing to do with it. */
function commandOf(request: TerminalRequest): Command | null {
  const { kind, amountMinor, transactionId, rrn, authCode } = request;
  const own = { ...NO_SWITCHES, requestId: transactionId };
  if (isChange(request)) {
    const goesBackMinor = request.originalAmountMinor - request.amountMinor;
    return rrn === null || goesBackMinor <= 0n ? null : { kind: 'refund', amountMinor: goesBackMinor, rrn, withoutCard: true, ...own };
  }
  switch (kind) {
    case 'sale':
      return amountMinor === null ? null : { kind: 'sale', amountMinor, ...own };
    case 'refund':
      return amountMinor === null ? null : { kind: 'refund', amountMinor, rrn, withoutCard: rrn !== null, ...own };
    case 'void':
      return amountMinor === null || rrn === null ? null : { kind: 'cancel', amountMinor, rrn, withoutCard: true, ...own };
    case 'emergency_reversal':
      return amountMinor === null ? null : { kind: 'rollback', amountMinor, authCode, ...own };
    case 'settlement':
      return { kind: 'close_day', ...own };
    case 'short_report':
    case 'full_report':
      return { kind: 'control_tape', full: kind === 'full_report', ...own };
    default:
      return null;
  }
}
