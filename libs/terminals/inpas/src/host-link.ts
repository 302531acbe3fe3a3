import type { Clock } from '@payport/domain';
import { ReceiveBuffer, ReceiveOverflow, WireOver, WireRefused, type Evidence, type Wire, type WireHost } from '@payport/terminals-core';
import { COMMAND, COMMAND_STATUS, CONNECT_TIMEOUT_MS, HOST_MESSAGE_LIMIT, HOST_WAIT_MS, KEEP_ALIVE_MS, MODE } from './constants.ts';
import type { HostReply, RawField, ReadMessage } from './messages.ts';
import { hostReplyFields, type Sender } from './serializer.ts';
import type { InpasSettings } from './settings.ts';

/** `ip;port`, sometimes with a zero byte behind it. */
const PLACE = /^([A-Za-z0-9][A-Za-z0-9.-]{0,252});([1-9][0-9]{0,4})\0*$/;

const { done, noData, failed } = COMMAND_STATUS;

/**
 * The terminal's way to its bank through us: it asks to open a connection, to hand bytes on and to hand the answer back. Only
 * to places that the settings allow. The bytes are never looked at, logged or kept.
 */
export class HostLink {
  #wire: Wire | null = null;
  #buffer = new ReceiveBuffer();
  #arrived: () => void = () => undefined;
  #broken = false;
  #history: string | null = null;
  #toHost = 0;
  #toTerminal = 0;

  constructor(
    private readonly wires: WireHost,
    private readonly clock: Clock,
    private readonly settings: Pick<InpasSettings, 'bankHosts' | 'hostMessages'>,
    private readonly sender: () => Sender,
  ) {}

  /** Does what the terminal wants and gives our reply. Never rejects: what fails is told to the terminal. */
  async serve({ message, passing }: ReadMessage): Promise<readonly RawField[]> {
    const command = message.command ?? COMMAND.hostConnection;
    const { status, data } = await this.#perform(command, message.commandMode, passing ?? new Uint8Array());
    return hostReplyFields({ command, status, data }, this.sender());
  }

  close(): void {
    this.#wire?.close();
    this.#wire = null;
  }

  /** What became of the terminal's wishes; nothing where it had none. */
  evidence(): Evidence {
    return this.#history === null ? {} : { bankLink: this.#history, bytesToBank: this.#toHost, bytesFromBank: this.#toTerminal };
  }

  async #perform(command: number, mode: number | null, bytes: Uint8Array): Promise<Pick<HostReply, 'status' | 'data'>> {
    if (command === COMMAND.hostConnection) {
      if (mode === MODE.openConnection) return { status: await this.#open(bytes), data: null };
      this.close();
      return { status: mode === MODE.closeConnection ? done : failed, data: null };
    }
    if (mode === MODE.toHost) return { status: await this.#send(bytes), data: null };
    if (mode === MODE.toTerminal) return this.#receive();
    return { status: failed, data: null };
  }

  async #open(bytes: Uint8Array): Promise<number> {
    this.close();
    const [, host, port] = PLACE.exec(Buffer.from(bytes).toString('latin1')) ?? [];
    if (host === undefined || port === undefined) return this.#tell(failed, 'no place named');
    const place = `${host.toLowerCase()}:${port}`;
    if (!this.settings.bankHosts.some((allowed) => allowed.toLowerCase() === place)) return this.#tell(failed, `${place} not allowed`);
    try {
      const wire = await this.wires.connectTcp(
        { host, port: Number(port) },
        { connectTimeoutMs: CONNECT_TIMEOUT_MS, idleTimeoutMs: null, keepAliveMs: KEEP_ALIVE_MS },
      );
      this.#use(wire);
      return this.#tell(done, `${place} connected`);
    } catch (error) {
      return this.#tell(failed, `${place} ${error instanceof WireRefused ? error.message : 'failed'}`);
    }
  }

  #use(wire: Wire): void {
    this.#wire = wire;
    this.#buffer = new ReceiveBuffer();
    this.#broken = false;
    wire.listen((bytes) => {
      try {
        if (!this.#broken && wire === this.#wire) this.#buffer.push(bytes);
      } catch (error) {
        if (!(error instanceof ReceiveOverflow)) throw error;
        this.#break();
      }
      this.#arrived();
    });
    void wire.ended.then(() => {
      if (wire === this.#wire) this.#break();
    });
  }

  #break(): void {
    this.#broken = true;
    this.#wire?.close();
    this.#arrived();
  }

  async #send(bytes: Uint8Array): Promise<number> {
    if (this.#wire === null || this.#broken) return failed;
    try {
      await this.#wire.send(bytes);
      this.#toHost += bytes.length;
      return done;
    } catch (error) {
      if (error instanceof WireOver) return this.#tell(failed, 'broken while sending');
      throw error;
    }
  }

  async #receive(): Promise<Pick<HostReply, 'status' | 'data'>> {
    if (this.#wire === null) return { status: failed, data: null };
    const first = this.#take();
    if (first === null && !this.#broken) await this.#wait();
    const data = first ?? this.#take();
    if (data !== null) {
      this.#toTerminal += data.length;
      return { status: done, data };
    }
    return { status: this.#broken ? this.#tell(failed, 'broken') : noData, data: null };
  }

  /** Something arrived, or waiting any longer is the terminal's own business. */
  #wait(): Promise<void> {
    return new Promise((resolve) => {
      const cancel = this.clock.after(HOST_WAIT_MS, resolve);
      this.#arrived = () => {
        if (!this.#broken && !this.#isWhole()) return;
        cancel();
        resolve();
      };
    });
  }

  #isWhole(): boolean {
    return this.#length() !== null;
  }

  /** Length of the message in front, its own two bytes included; null while it is not whole. */
  #length(): number | null {
    const bytes = this.#buffer.peek();
    if (this.settings.hostMessages === 'stream') return bytes.length === 0 ? null : Math.min(bytes.length, HOST_MESSAGE_LIMIT);
    if (bytes.length < 2) return null;
    const length = 2 + ((bytes[0] ?? 0) | ((bytes[1] ?? 0) << 8));
    if (length > HOST_MESSAGE_LIMIT) {
      this.#broken = true;
      return null;
    }
    return bytes.length < length ? null : length;
  }

  #take(): Uint8Array | null {
    const length = this.#length();
    return length === null ? null : this.#buffer.take(length);
  }

  #tell(status: number, history: string): number {
    this.#history = history;
    return status;
  }
}
