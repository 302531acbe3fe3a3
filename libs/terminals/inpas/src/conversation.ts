import type { Clock } from '@payport/domain';
import type { DriverSession, Wire, WireEnd } from '@payport/terminals-core';
import { cleanField } from './clean.ts';
import { ACK, ACK_TIMEOUT_MS, EOT, ITEMS_LIMIT, NAK, NOISE_FRAMES, NOISE_LIMIT, RECEIVED_LIMIT } from './constants.ts';
import { FrameReader } from './frame-reader.ts';
import { controlFrame, messageFrame, noiseFrame, type FrameMark } from './frames.ts';
import type { RawField, ReadMessage, Received } from './messages.ts';
import { readMessage } from './parser.ts';
import { PartJoiner } from './parts.ts';
import { serializePacket } from './serializer.ts';

/** What the terminal did. `alive`: one part of a large message; `unreadable`: a whole message that is none of this protocol. */
export type Heard =
  | { readonly heard: 'ack' | 'nak' | 'eot' | 'alive' | 'unreadable' }
  | { readonly heard: 'message'; readonly read: ReadMessage }
  | { readonly heard: 'over'; readonly end: WireEnd };

export type Waited = Heard | { readonly heard: 'silence' | 'stop' };

/**
 * One connection to a terminal: tells bytes apart, joins parts, asks again for what was damaged, and writes everything down
 * cleaned. What the messages mean is not its business.
 */
export class Conversation {
  readonly #reader = new FrameReader();
  readonly #parts = new PartJoiner();
  readonly #heard: Heard[] = [];
  #wake: (() => void) | null = null;
  #leaveWait: () => void = () => undefined;
  #cancelByteTimer: () => void = () => undefined;
  #receivedBytes = 0;
  #items = 0;
  #noiseBytes = 0;
  #noiseFrames = 0;
  #flooded = false;
  #said = false;

  constructor(
    private readonly wire: Wire,
    private readonly clock: Clock,
    private readonly session: DriverSession,
    private readonly channel: FrameMark['channel'],
  ) {
    wire.listen((bytes) => this.#receive(bytes));
    void wire.ended.then((end) => this.#tell({ heard: 'over', end: this.#flooded ? { reason: 'broken', detail: 'noise' } : end }));
  }

  /** How the line ended, where it did already; null while it stands. */
  get over(): WireEnd | null {
    const over = this.#heard.find(({ heard }) => heard === 'over');
    return over?.heard === 'over' ? over.end : null;
  }

  /** Something that nobody waited for is on its way. */
  get saidSomething(): boolean {
    return this.#said;
  }

  /** Drops what was heard so far: it answers nothing that is asked from now on. */
  forget(): void {
    const over = this.#heard.find(({ heard }) => heard === 'over');
    this.#heard.splice(0, this.#heard.length, ...(over === undefined ? [] : [over]));
  }

  /** Sends one message. Rejects where the wire was over; whether a part of it left is not known then. */
  async send(fields: readonly RawField[]): Promise<void> {
    this.session.frame(
      messageFrame(
        fields.map((field) => cleanField(field).field),
        this.#mark('outbound'),
      ),
    );
    await this.wire.send(serializePacket(fields));
  }

  /** Single bytes are sent without waiting: where the wire is over, that is heard anyway. */
  say(control: 'ack' | 'nak' | 'eot'): void {
    const byte = { ack: ACK, nak: NAK, eot: EOT }[control];
    this.#said = true;
    this.session.frame(controlFrame(byte, this.#mark('outbound')));
    this.wire.send(Uint8Array.of(byte)).catch(() => undefined);
  }

  /** The next thing that is heard; silence after `waitMs`; `stop` as soon as somebody asked for it. */
  async next(waitMs: number, stop?: AbortSignal): Promise<Waited> {
    const ready = this.#heard.shift();
    if (ready !== undefined) return ready;
    if (stop?.aborted) return { heard: 'stop' };
    const why = await new Promise<'heard' | 'silence' | 'stop'>((resolve) => {
      const stopped = (): void => resolve('stop');
      stop?.addEventListener('abort', stopped, { once: true });
      const cancel = this.clock.after(waitMs, () => resolve('silence'));
      this.#wake = () => resolve('heard');
      this.#leaveWait = () => {
        cancel();
        stop?.removeEventListener('abort', stopped);
      };
    });
    this.#wake = null;
    this.#leaveWait();
    return this.#heard.shift() ?? { heard: why === 'stop' ? 'stop' : 'silence' };
  }

  /** Again is fine. Resolves when the line is over for the terminal too. */
  async close(): Promise<void> {
    this.#cancelByteTimer();
    this.wire.close();
    await this.wire.ended;
  }

  #receive(bytes: Uint8Array): void {
    if (this.#flooded) return;
    this.#cancelByteTimer();
    this.#receivedBytes += bytes.length;
    this.#take(this.#reader.push(bytes));
    if (this.#receivedBytes > RECEIVED_LIMIT || this.#items > ITEMS_LIMIT || this.#noiseBytes > NOISE_LIMIT) this.#drown();
    if (!this.#reader.waiting) return;
    this.#cancelByteTimer = this.clock.after(ACK_TIMEOUT_MS, () => this.#take(this.#reader.giveUp()));
  }

  #take(received: readonly Received[]): void {
    for (const item of received) {
      this.#items += 1;
      if (this.#items > ITEMS_LIMIT) return;
      if (item.what === 'packet') this.#join(item);
      else if (item.what === 'noise' || item.what === 'damaged') this.#noise(item);
      else {
        this.session.frame(controlFrame({ ack: ACK, nak: NAK, eot: EOT }[item.what], this.#mark('inbound')));
        this.#tell({ heard: item.what });
      }
    }
  }

  #join({ packet }: Received & { readonly what: 'packet' }): void {
    const joined = this.#parts.accept(packet);
    if (joined.joined === 'broken') return this.say('nak');
    if (joined.joined !== 'whole') {
      this.say('ack');
      return this.#tell({ heard: 'alive' });
    }
    const read = readMessage(joined.data);
    if (read === null) {
      this.session.frame(noiseFrame({ what: 'unreadable', size: joined.data.length }, this.#mark('inbound')));
      return this.#tell({ heard: 'unreadable' });
    }
    this.session.frame(messageFrame(read.kept, this.#mark('inbound')));
    if (read.fullCardNumber) this.session.alert({ kind: 'full_card_number', detail: 'the terminal sends whole card numbers' });
    this.#tell({ heard: 'message', read });
  }

  #noise({ what, bytes, size }: Received & { readonly what: 'noise' | 'damaged' }): void {
    this.#noiseBytes += size;
    this.#noiseFrames += 1;
    if (this.#noiseFrames <= NOISE_FRAMES) this.session.frame(noiseFrame({ what, size, bytes }, this.#mark('inbound')));
    if (what === 'damaged') this.say('nak');
  }

  /** Nothing on this line can be told apart any more. */
  #drown(): void {
    this.#flooded = true;
    void this.close();
  }

  #tell(heard: Heard): void {
    this.#heard.push(heard);
    this.#wake?.();
  }

  #mark(direction: FrameMark['direction']): FrameMark {
    return { direction, channel: this.channel, atMs: this.clock.now() };
  }
}
