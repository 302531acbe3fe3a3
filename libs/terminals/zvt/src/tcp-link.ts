import type { Clock } from '@payport/domain';
import { ReceiveOverflow, type Wire } from '@payport/terminals-core';
import { ApduReader } from './apdu.ts';
import { Inbox, LinkBroken, type Link, type Record } from './link.ts';

/** Messages as they are, one after the other: TCP splits and joins them as it likes. */
export class TcpLink implements Link {
  readonly #inbox: Inbox;
  readonly #reader = new ApduReader();

  constructor(
    private readonly wire: Wire,
    clock: Clock,
    private readonly record: Record,
  ) {
    this.#inbox = new Inbox(clock);
    wire.listen((bytes) => this.#received(bytes));
    void wire.ended.then(({ reason, detail }) => this.#inbox.break(detail ?? reason));
  }

  async send(apdu: Uint8Array): Promise<void> {
    this.record('outbound', apdu);
    try {
      await this.wire.send(apdu);
    } catch (error) {
      throw new LinkBroken('the connection is over', { cause: error });
    }
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

  #received(bytes: Uint8Array): void {
    try {
      for (const apdu of this.#reader.push(bytes)) {
        this.record('inbound', apdu);
        this.#inbox.put(apdu);
      }
    } catch (error) {
      if (!(error instanceof ReceiveOverflow)) throw error;
      this.#inbox.break('overflow');
      this.wire.close();
    }
  }
}
