import type { Clock } from '@payport/domain';
import { ACK, type EOT, NAK, OPERATION } from './constants.ts';
import { FrameReader } from './frame-reader.ts';
import type { RawField, ReadMessage } from './messages.ts';
import { readMessage } from './parser.ts';
import { PartJoiner } from './parts.ts';
import { serializeFields, serializePacket, serializePart } from './serializer.ts';

/** A byte line as a terminal sees it. */
export interface TerminalPort {
  send(bytes: Uint8Array): void;
  listen(listener: (bytes: Uint8Array) => void): void;
}

/** A packet that nobody acknowledges is sent again after this, ms, and so often. */
const RESEND_AFTER_MS = 5_000;
const TRIES = 3;
/** A cash desk that has no more of a packet to send is not waited for longer, ms. */
const BYTE_TIMEOUT_MS = 5_000;

type Acknowledgement = 'ack' | 'nak' | 'silence' | 'over';

/** A terminal's end of the line: packets out until they are acknowledged, messages in. */
export class TerminalLine {
  readonly #reader = new FrameReader();
  readonly #parts = new PartJoiner();
  #settle: ((what: Acknowledgement) => void) | null = null;
  #reply: ((read: ReadMessage | null) => void) | null = null;
  #stopBytes: () => void = () => undefined;
  #over = false;

  constructor(
    private readonly port: TerminalPort,
    private readonly clock: Clock,
    private readonly handlers: {
      /** A message that answers no wish of ours. */
      readonly request: (read: ReadMessage) => void;
      /** The cash desk ended the exchange. While an order runs it is its wish to stop. */
      readonly eot: () => void;
    },
  ) {
    port.listen((bytes) => {
      this.#stopBytes();
      this.#take(this.#reader.push(bytes));
      if (this.#reader.waiting) this.#stopBytes = clock.after(BYTE_TIMEOUT_MS, () => this.#take(this.#reader.giveUp()));
    });
  }

  /** Sends a message, in parts of `partBytes` where given, each until it is acknowledged. False: nobody took it. */
  async send(fields: readonly RawField[], partBytes?: number): Promise<boolean> {
    for (const packet of packets(fields, partBytes)) if (!(await this.#sendOne(packet))) return false;
    return true;
  }

  /** Sends a message that nobody acknowledges. */
  tell(fields: readonly RawField[]): void {
    if (!this.#over) this.port.send(serializePacket(fields));
  }

  /** Sends a wish and waits for its reply. Null: it was not served. */
  async wish(fields: readonly RawField[]): Promise<ReadMessage | null> {
    const reply = new Promise<ReadMessage | null>((resolve) => (this.#reply = resolve));
    if (!(await this.send(fields))) this.#reply?.(null);
    const cancel = this.clock.after(RESEND_AFTER_MS * TRIES, () => this.#reply?.(null));
    const read = await reply;
    cancel();
    this.#reply = null;
    return read;
  }

  /** The line is gone: nothing is waited for any more. */
  end(): void {
    this.#over = true;
    this.#stopBytes();
    this.#settle?.('over');
    this.#reply?.(null);
  }

  async #sendOne(packet: Uint8Array): Promise<boolean> {
    for (let tries = 0; tries < TRIES && !this.#over; tries += 1) {
      const answer = this.#acknowledgement();
      this.port.send(packet);
      if ((await answer) === 'ack') return true;
    }
    return false;
  }

  #acknowledgement(): Promise<Acknowledgement> {
    return new Promise((resolve) => {
      const cancel = this.clock.after(RESEND_AFTER_MS, () => this.#settle?.('silence'));
      this.#settle = (what) => {
        cancel();
        this.#settle = null;
        resolve(what);
      };
    });
  }

  #take(received: ReturnType<FrameReader['push']>): void {
    for (const item of received) {
      if (item.what === 'ack' || item.what === 'nak') this.#settle?.(item.what);
      else if (item.what === 'eot') this.handlers.eot();
      else if (item.what === 'damaged') this.#say(NAK);
      else if (item.what === 'packet') this.#join(this.#parts.accept(item.packet));
    }
  }

  #join(joined: ReturnType<PartJoiner['accept']>): void {
    this.#say(joined.joined === 'broken' ? NAK : ACK);
    if (joined.joined !== 'whole') return;
    const read = readMessage(joined.data);
    if (read === null) return;
    if (this.#reply !== null && read.message.operation === OPERATION.userCommand) this.#reply(read);
    else this.handlers.request(read);
  }

  #say(byte: typeof ACK | typeof NAK | typeof EOT): void {
    if (!this.#over) this.port.send(Uint8Array.of(byte));
  }
}

function packets(fields: readonly RawField[], partBytes: number | undefined): readonly Uint8Array[] {
  if (partBytes === undefined) return [serializePacket(fields)];
  const data = serializeFields(fields);
  const count = Math.ceil(data.length / partBytes);
  return Array.from({ length: count }, (_unused, index) =>
    serializePart(count - 1 - index, data.subarray(index * partBytes, (index + 1) * partBytes)),
  );
}
