import type { DeviceReference } from '@payport/domain';
import type { CleanFrame, DriverAlert, DriverSession, PaymentOrder, RecoveryQuery, RefundOrder, TerminalIo } from '@payport/terminals-core';
import { ManualClock, ScriptedProgramHost, ScriptedWireHost, SeededRandom, type DeviceLine } from '@payport/testing';
import { OPERATION } from '../constants.ts';
import { InpasDriver } from '../driver.ts';
import type { ReadMessage } from '../messages.ts';
import { inpasSettings, type InpasSettings } from '../settings.ts';
import { TerminalLine } from '../terminal-line.ts';
import { readRequest, receiptOf, replyFields, type TerminalReply, type TerminalRequest } from '../terminal-messages.ts';

export const PLACE = { host: '10.0.0.5', port: 8888 };
export const TID = '00123456';
export const REFERENCE = '123456789' as DeviceReference;
export const RRN = '331116000321';

/** A session that remembers everything it was told. */
export class RecordedSession implements DriverSession {
  readonly controller = new AbortController();
  readonly frames: CleanFrame[] = [];
  readonly alerts: DriverAlert[] = [];
  /** The calls that matter for "nothing leaves before", in order. */
  readonly calls: string[] = [];
  mayNotSend = false;

  get abort(): AbortSignal {
    return this.controller.signal;
  }

  async beforeFirstByte(): Promise<void> {
    this.calls.push('beforeFirstByte');
    await Promise.resolve();
    if (this.mayNotSend) throw new Error('the lease is lost');
  }

  /** What happens to what the driver wants kept; a test may change it. */
  keep: DriverSession['keep'] = () => Promise.resolve();

  dispatched(): void {
    this.calls.push('dispatched');
  }

  stage(): void {
    this.calls.push('stage');
  }

  frame(frame: CleanFrame): void {
    this.frames.push(frame);
  }

  alert(alert: DriverAlert): void {
    this.alerts.push(alert);
  }

  get alertKinds(): string[] {
    return this.alerts.map(({ kind }) => kind);
  }
}

/** What a scripted terminal has in its hands while it answers. */
export interface Asked {
  readonly request: TerminalRequest;
  readonly read: ReadMessage;
  readonly terminal: TerminalLine;
  readonly line: DeviceLine;
  readonly clock: ManualClock;
  /** Sends the reply with what is usual, changed by `over`. */
  reply(over?: Partial<TerminalReply>): Promise<boolean>;
}

export type Script = (asked: Asked) => unknown;

export const SLIP = 'ГРАНД ОТЕЛЬ\nОПЛАТА\nСумма (Руб): 123.45\nОДОБРЕНО';

/** What an approving terminal says to a request. */
export const approvalOf = (request: TerminalRequest, over: Partial<TerminalReply> = {}): TerminalReply => ({
  operation: request.operation ?? OPERATION.sale,
  transactionId: request.transactionId,
  terminalId: TID,
  status: 1,
  amountMinor: request.amountMinor,
  hostTime: '20260115120005',
  card: '411111******1111',
  expiry: '2712',
  authCode: '871341',
  rrn: RRN,
  hostCode: '00',
  text: 'ОДОБРЕНО',
  merchantId: '684444445555',
  receipt: receiptOf(SLIP, 'VISA'),
  ...over,
});

export const approves: Script = ({ reply }) => reply();
export const answers =
  (over: Partial<TerminalReply>): Script =>
  ({ reply }) =>
    reply(over);
/** Takes the order and says nothing more. */
export const fallsSilent: Script = () => undefined;

export interface Bench {
  readonly clock: ManualClock;
  readonly wires: ScriptedWireHost;
  readonly session: RecordedSession;
  readonly driver: InpasDriver;
  /** Every request that reached the terminal, in order. */
  readonly requests: TerminalRequest[];
  /** What the terminal does next; the last one stays. */
  script: Script[];
  /** How often the cash desk ended an exchange. */
  eots: number;
  driverWith(over: Partial<InpasSettings>): InpasDriver;
}

export function bench(over: Partial<InpasSettings> = {}): Bench {
  const clock = new ManualClock();
  const wires = new ScriptedWireHost(clock);
  const io: TerminalIo = { clock, random: new SeededRandom(7), programs: new ScriptedProgramHost(clock), wires };
  const driverWith = (more: Partial<InpasSettings>): InpasDriver =>
    new InpasDriver({ ...inpasSettings.parse({ ...PLACE, terminalId: TID }), ...over, ...more }, io);
  const made: Bench = { clock, wires, session: new RecordedSession(), driver: driverWith({}), requests: [], script: [approves], eots: 0, driverWith };
  wires.attach(PLACE, (line) => {
    const terminal: TerminalLine = new TerminalLine(line, clock, {
      request: (read) => {
        const request = readRequest(read.message);
        made.requests.push(request);
        const script = made.script.length > 1 ? made.script.shift() : made.script[0];
        const reply = (change: Partial<TerminalReply> = {}): Promise<boolean> => terminal.send(replyFields(approvalOf(request, change)));
        void script?.({ request, read, terminal, line, clock, reply });
      },
      eot: () => (made.eots += 1),
    });
    void line.ended.then(() => terminal.end());
  });
  return made;
}

export const order = (over: Partial<PaymentOrder> = {}): PaymentOrder => ({
  reference: REFERENCE,
  amountMinor: 12345n,
  currency: 'RUB',
  tid: TID,
  ...over,
});

export const refundOrder = (over: Partial<RefundOrder> = {}): RefundOrder => ({ ...order(), original: { rrn: RRN, authCode: '871341' }, ...over });

export const recoveryQuery = (dispatchedAtMs: number, over: Partial<RecoveryQuery> = {}): RecoveryQuery => ({
  operation: 'sale',
  order: order(),
  dispatchedAtMs,
  memoryIntact: true,
  kept: [],
  alike: [],
  ...over,
});

/** The driver has known of the order so long that the terminal has provably finished with it. */
export async function longAsked({ clock, driver }: Pick<Bench, 'clock' | 'driver'>, query: RecoveryQuery): Promise<void> {
  const mute = new RecordedSession();
  mute.mayNotSend = true;
  await clock.complete(driver.recover(query, mute), 900_000);
  await clock.advance(400_000);
}
