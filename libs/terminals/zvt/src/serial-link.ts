import type { Clock } from '@payport/domain';
import type { Wire } from '@payport/terminals-core';
import { toHex } from './bcd.ts';
import { ACK, NAK, SENDS, T1_MS, T2_MS } from './constants.ts';
import { Inbox, LinkBroken, type Link, type Record } from './link.ts';
import { FrameReader, writeFrame, type LineEvent } from './serial-frame.ts';

/** So long after a frame the same bytes again are its repetition, not a second message, ms: three sends and their waits. */
const REPEAT_WINDOW_MS = SENDS * T2_MS;

/**
 * Frames with checksums, each acknowledged by one byte and repeated up to twice. A frame that comes again because our
 * acknowledgement was lost is acknowledged again and goes no further.
 */
export class SerialLink implements Link {
  readonly #inbox: Inbox;
  readonly #reader = new FrameReader();
  #acknowledged: ((word: 'ack' | 'nak' | 'broken' | 'late') => void) | null = null;
  /** A message of the terminal, while an order waits to be acknowledged. */
  #onMessage: (() => void) | null = null;
  #stopGap: () => void = () => undefined;
  #last: { readonly apdu: string; readonly atMs: number } | null = null;
  /** Messages leave one after the other: an acknowledgement names none. */
  #tail: Promise<void> = Promise.resolve();

  constructor(
    private readonly wire: Wire,
    private readonly clock: Clock,
    private readonly record: Record,
  ) {
    this.#inbox = new Inbox(clock);
    wire.listen((bytes) => this.#received(bytes));
    void wire.ended.then(({ reason, detail }) => {
      this.#stopGap();
      this.#inbox.break(detail ?? reason);
      this.#acknowledged?.('broken');
    });
  }

  send(apdu: Uint8Array, { once } = { once: false }): Promise<void> {
    const sent = this.#tail.then(() => this.#sendFrame(apdu, once));
    this.#tail = sent.catch(() => undefined);
    return sent;
  }

  next(limitMs: number): Promise<Uint8Array | null> {
    return this.#inbox.next(limitMs);
  }

  get waiting(): number {
    return this.#inbox.waiting;
  }

  forget(): void {
    this.#inbox.forget();
  }

  async close(): Promise<void> {
    this.wire.close();
    await this.wire.ended;
  }

  /**
   * An order is never repeated on the line: its acknowledgement may be what was lost, a refusal may be noise, and then the
   * guest would be asked twice. What the terminal says next tells whether it has the order.
   */
  async #sendFrame(apdu: Uint8Array, once: boolean): Promise<void> {
    const frame = writeFrame(apdu);
    this.record('outbound', apdu, true);
    // Something else of us may be the last word now: the same message of the terminal counts as a new one.
    this.#last = null;
    for (let left = SENDS; left > 0; left -= 1) {
      const answer = this.#answer();
      // The terminal's next word acknowledges the order too, where the acknowledgement itself was lost.
      if (once) this.#onMessage = () => this.#acknowledged?.('late');
      await this.#write(frame);
      const word = await answer;
      this.#onMessage = null;
      if (word === 'ack') return;
      if (word === 'broken') throw new LinkBroken(this.#inbox.broken ?? 'the line is over');
      if (once) return;
    }
    throw new LinkBroken('the terminal acknowledges no frame');
  }

  /** Listened for before the frame leaves. */
  #answer(): Promise<'ack' | 'nak' | 'broken' | 'late'> {
    return new Promise((resolve) => {
      if (this.#inbox.broken !== null) return resolve('broken');
      const done = (word: 'ack' | 'nak' | 'broken' | 'late'): void => {
        cancel();
        this.#acknowledged = null;
        resolve(word);
      };
      const cancel = this.clock.after(T2_MS, () => done('late'));
      this.#acknowledged = done;
    });
  }

  async #write(bytes: Uint8Array): Promise<void> {
    try {
      await this.wire.send(bytes);
    } catch (error) {
      throw new LinkBroken('the line is over', { cause: error });
    }
  }

  #received(bytes: Uint8Array): void {
    for (const event of this.#reader.push(bytes)) this.#take(event);
    this.#stopGap();
    if (this.#reader.inFrame) {
      this.#stopGap = this.clock.after(T1_MS, () => {
        this.#reader.reset();
        this.#signal(NAK);
      });
    }
  }

  #take(event: LineEvent): void {
    if (event.kind === 'damaged') return this.#signal(NAK);
    if (event.kind !== 'frame') return this.#acknowledged?.(event.kind);
    this.#signal(ACK);
    const apdu = toHex(event.apdu);
    const nowMs = this.clock.monotonic();
    const repeated = this.#last?.apdu === apdu && nowMs - this.#last.atMs < REPEAT_WINDOW_MS;
    this.#last = { apdu, atMs: nowMs };
    if (repeated) return;
    this.record('inbound', event.apdu, true);
    this.#inbox.put(event.apdu);
    this.#onMessage?.();
  }

  /** A single byte that nobody acknowledges. A line that is over says so by itself. */
  #signal(byte: number): void {
    this.wire.send(Uint8Array.of(byte)).catch(() => undefined);
  }
}
