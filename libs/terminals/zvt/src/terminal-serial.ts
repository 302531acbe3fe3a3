import type { Clock } from '@payport/domain';
import { ACK, NAK, SENDS, T1_MS, T2_MS } from './constants.ts';
import { FrameReader, writeFrame, type LineEvent } from './serial-frame.ts';

/** The same frame again within this is its repetition, ms. */
const REPEAT_WINDOW_MS = SENDS * T2_MS;

/** Bytes as they come and go, for whoever plays a terminal. */
export interface ByteLine {
  send(bytes: Uint8Array): void;
  listen(listener: (bytes: Uint8Array) => void): void;
}

/** A terminal's end of a serial line: each frame is acknowledged, and repeated until it is. */
export class TerminalSerialEnd {
  readonly #reader = new FrameReader();
  #answered: ((word: 'ack' | 'nak' | 'late') => void) | null = null;
  #tail: Promise<unknown> = Promise.resolve();
  #stopGap: () => void = () => undefined;
  #last: { readonly hex: string; readonly atMs: number } | null = null;
  #over = false;

  constructor(
    private readonly line: ByteLine,
    private readonly clock: Clock,
    private readonly received: (apdu: Uint8Array) => void,
  ) {
    line.listen((bytes) => {
      this.#stopGap();
      for (const event of this.#reader.push(bytes)) this.#take(event);
      if (this.#reader.inFrame) this.#stopGap = clock.after(T1_MS, () => (this.#reader.reset(), line.send(Uint8Array.of(NAK))));
    });
  }

  send(apdu: Uint8Array): void {
    this.#tail = this.#tail.then(() => this.#sendFrame(writeFrame(apdu)));
  }

  end(): void {
    this.#over = true;
    this.#stopGap();
    this.#answered?.('late');
  }

  async #sendFrame(frame: Uint8Array): Promise<void> {
    for (let left = SENDS; left > 0 && !this.#over; left -= 1) {
      const word = new Promise<'ack' | 'nak' | 'late'>((resolve) => {
        const cancel = this.clock.after(T2_MS, () => this.#answered?.('late'));
        this.#answered = (heard) => {
          cancel();
          this.#answered = null;
          resolve(heard);
        };
      });
      this.line.send(frame);
      if ((await word) === 'ack') return;
    }
  }

  #take(event: LineEvent): void {
    if (event.kind === 'damaged') return this.line.send(Uint8Array.of(NAK));
    if (event.kind !== 'frame') return this.#answered?.(event.kind);
    this.line.send(Uint8Array.of(ACK));
    const hex = Buffer.from(event.apdu).toString('hex');
    const nowMs = this.clock.monotonic();
    const repeated = this.#last?.hex === hex && nowMs - this.#last.atMs < REPEAT_WINDOW_MS && this.#answered !== null;
    this.#last = { hex, atMs: nowMs };
    if (!repeated) this.received(event.apdu);
  }
}
