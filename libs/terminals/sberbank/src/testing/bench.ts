import type { DeviceReference } from '@payport/domain';
import {
  NO_WIRES,
  type CleanFrame,
  type DriverAlert,
  type DriverSession,
  type PaymentOrder,
  type RecoveryQuery,
  type RefundOrder,
} from '@payport/terminals-core';
import { ManualClock, ScriptedProgramHost, SeededRandom, type RunScript, type ScriptedFolder } from '@payport/testing';
import { SberbankDriver } from '../driver.ts';
import { encodeText, type EncodingName } from '../encodings.ts';
import { sberbankSettings, type SberbankSettings } from '../settings.ts';
import { serializeResultFile, type ResultFields } from '../terminal-result.ts';
import { renderSlip, type SlipFields } from '../terminal-slip.ts';

export const FOLDER = '/opt/bank';
export const TID = '00459991';
export const REFERENCE = 'FB98B5D4' as DeviceReference;

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

  keep(): Promise<void> {
    return Promise.resolve();
  }

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

  text(channel: string): string[] {
    return this.frames.filter((frame) => frame.channel === channel).map((frame) => frame.text ?? '');
  }
}

export const APPROVED: ResultFields = {
  code: 0,
  cardMask: '546999******4617',
  expiry: '12/26',
  authCode: '10P425',
  operationNumber: '0030',
  cardType: 'MasterCard',
  ownCard: true,
  terminalId: TID,
  dateTime: '20260115120005',
  rrn: '159981153122',
  cardHash: '0123456789ABCDEF0123456789ABCDEF01234567',
  merchant: '684444445555',
  requestId: REFERENCE,
};

export const SLIP: SlipFields = {
  header: ['ГРАНД ОТЕЛЬ', 'Москва', 'ул. Тверская', 'т.8(800)350-01-23'],
  terminalId: TID,
  merchant: '684444445555',
  printedAt: '20260115120005',
  operation: 'Оплата',
  number: '0030',
  cardType: 'MasterCard',
  aid: 'A0000000041010',
  cardMask: '************4617',
  entryMode: 'E1',
  cardholder: 'SOKOLOVA/ANNA',
  amountMinor: 12345n,
  authCode: '10P425',
  rrn: '159981153122',
  checkLine: '113590E050AA564881B68D00ACAFBDC0161623D6',
};

export interface Answer {
  readonly fields: ResultFields;
  readonly slip?: Partial<SlipFields> | null;
  readonly encoding?: EncodingName;
  readonly lines?: number;
  readonly afterMs?: number;
  readonly exitCode?: number;
}

/** A run that takes a while, then leaves its files and ends. */
export const answers =
  ({ fields, slip = null, encoding = 'cp866', lines, afterMs = 1000, exitCode = 0 }: Answer): RunScript =>
  async ({ clock, folder, killed }) => {
    await clock.sleep(afterMs, killed);
    if (killed.aborted) return {};
    if (slip) folder.put('p', encodeText(renderSlip({ ...SLIP, ...slip }), encoding));
    folder.put('e', serializeResultFile(fields, { encoding, ...(lines === undefined ? {} : { lines }) }));
    return { exitCode };
  };

/** One line, as errors often are. */
export const says = (code: number, afterMs = 1000): RunScript => answers({ fields: { code }, lines: 1, afterMs });

/** A refusal of one line, and the device that knows nothing of the order when it is asked about it by its id. */
export function refuses(on: Bench, code: number): void {
  on.host.next(says(code));
  neverDone(on);
}
/** The device knows no such order. */
export const NEVER_DONE = 4311;

/** The device says so, prints a tape, and says so once more. */
export const neverDone = (on: Bench): void => void on.host.next(says(NEVER_DONE)).next(says(0)).next(says(NEVER_DONE));

/** Waits for a card until it is told to stop, as the reference says the program does. */
export const waitsForCard =
  (): RunScript =>
  async ({ clock, folder, killed }) => {
    while (!folder.has('POLLING.OFF') && !killed.aborted) await clock.sleep(200, killed);
    if (!killed.aborted) folder.put('e', serializeResultFile({ code: 2000 }, { encoding: 'cp866', lines: 1 }));
    return {};
  };

/** Never ends, whatever one asks. */
export const hangs = (): RunScript => () => new Promise(() => undefined);

export interface Bench {
  readonly clock: ManualClock;
  readonly host: ScriptedProgramHost;
  readonly folder: ScriptedFolder;
  readonly session: RecordedSession;
  readonly settings: SberbankSettings;
  readonly driver: SberbankDriver;
  /** A driver of another gateway process, on the same machine and folder. */
  restart(): SberbankDriver;
}

export function bench(over: Partial<SberbankSettings> = {}): Bench {
  const clock = new ManualClock();
  const host = new ScriptedProgramHost(clock);
  const settings = { ...sberbankSettings.parse({ program: 'sb_pilot', folder: FOLDER }), ...over };
  let seed = 1;
  const restart = (): SberbankDriver =>
    new SberbankDriver(settings, { clock, random: new SeededRandom((seed += 1)), programs: host, wires: NO_WIRES });
  return { clock, host, folder: host.folder(FOLDER), session: new RecordedSession(), settings, driver: restart(), restart };
}

export const order = (over: Partial<PaymentOrder> = {}): PaymentOrder => ({
  reference: REFERENCE,
  amountMinor: 12345n,
  currency: 'RUB',
  tid: TID,
  ...over,
});

export const refundOrder = (rrn: string | null = '159981153122'): RefundOrder => ({ ...order(), original: { rrn, authCode: null } });

export const recoveryQuery = (dispatchedAtMs: number, over: Partial<RecoveryQuery> = {}): RecoveryQuery => ({
  operation: 'sale',
  order: order(),
  dispatchedAtMs,
  memoryIntact: true,
  kept: [],
  alike: [],
  ...over,
});
