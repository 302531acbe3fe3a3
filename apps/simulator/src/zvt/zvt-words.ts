import { CURRENCIES, writeStatus, writeTotals, type ToldStatus } from '@payport/terminals-zvt';
import type { LedgerEntry } from '../bank/ledger-entry.ts';
import type { DeviceAnswer } from '../pinpad/answer.ts';
import type { LastOperation, LastWork } from '../pinpad/device-memory.ts';
import { CODE, isHostAnswer } from '../pinpad/result-codes.ts';
import type { TerminalProfile } from '../pinpad/terminal-profile.ts';

/** Host answers are the host's own code plus this, in the device's numbering. */
const HOST_BASE = 4400;
/** Result codes of the protocol. */
const CANCELLED = 0x6c;
const NOT_POSSIBLE = 0x83;
const NO_CONNECTION = 0xa3;
const REVERSAL_NOT_POSSIBLE = 0xb5;
const AMOUNT_WRONG = 0xb7;
/** "Turnover record defective": the record exists and cannot be read. */
export const RECORD_DEFECTIVE = 0xfb;

const STOPPED: ReadonlySet<number> = new Set([CODE.cancelledByGuest, CODE.cancelledByTill, CODE.timedOut, CODE.cardPulledOut]);
/** Not found; batch closed; cannot be cancelled. */
const WITHOUT_ORIGINAL: ReadonlySet<number> = new Set([4118, 4315, 4156]);
const ABOVE_ORIGINAL = 4363;

/** The device's result as this protocol has it. */
export function resultCodeOf(code: number): number {
  if (code === CODE.approved) return 0;
  if (isHostAnswer(code)) return code - HOST_BASE;
  if (STOPPED.has(code)) return CANCELLED;
  if (code === CODE.noLink) return NO_CONNECTION;
  if (WITHOUT_ORIGINAL.has(code)) return REVERSAL_NOT_POSSIBLE;
  return code === ABOVE_ORIGINAL ? AMOUNT_WRONG : NOT_POSSIBLE;
}

/** What the guest reads on the device. */
export const DISPLAY: Readonly<Record<string, number>> = { waiting_card: 0x0a, enter_pin: 0x01, authorizing: 0x04 };

/** What the device tells of an order. */
export function statusOf(profile: TerminalProfile, answer: DeviceAnswer, amountMinor: bigint | null): ToldStatus {
  const currency = CURRENCIES[profile.currency];
  const [, date = '0101', time = '000000'] = /^....(....)(......)$/.exec(answer.localTime) ?? [];
  return {
    resultCode: resultCodeOf(answer.code),
    amountMinor,
    date,
    time,
    terminalId: profile.tid,
    merchantId: profile.mid,
    ...(currency === undefined ? {} : { currency }),
    ...(answer.operationNumber === '' ? {} : { receipt: answer.operationNumber, trace: answer.rrn.slice(-6) }),
    ...(answer.authCode === '' ? {} : { authCode: answer.authCode }),
    ...(answer.cardMask === '' ? {} : { pan: answer.cardMask.replaceAll('*', 'e'), cardName: answer.cardName }),
    ...(answer.cardExpiry === '' ? {} : { expiry: answer.cardExpiry.replace(/^(..)\/(..)$/, '$2$1') }),
  };
}

/** The protocol's row of brands, by the names on the device's cards; what is none of them is the last, "other". */
const BRAND_PLACES: Readonly<Record<string, number>> = { JCB: 1, MasterCard: 2, Visa: 4 };
const OTHER_PLACE = 6;

/** Sums of the open batch by brand, net: what was given back is taken off. What was undone is in none of them. */
export function openTotals(profile: TerminalProfile, entries: readonly LedgerEntry[]): ToldStatus {
  const brands = Array.from({ length: OTHER_PLACE + 1 }, () => ({ count: 0, amountMinor: 0n }));
  const standing = entries.filter(({ kind, state }) => kind !== 'void' && state !== 'reversed');
  for (const { cardName, kind, amountMinor } of standing) {
    const brand = brands[BRAND_PLACES[cardName] ?? OTHER_PLACE];
    if (brand === undefined) continue;
    brand.count += 1;
    brand.amountMinor += kind === 'refund' ? -amountMinor : amountMinor;
  }
  // The field has no sign.
  const told = brands.map(({ count, amountMinor }) => ({ count, amountMinor: amountMinor < 0n ? 0n : amountMinor }));
  const numbers = entries.map(({ operationNumber }) => operationNumber);
  const receipt = (number: number): string => String(number).padStart(4, '0');
  const range = numbers.length === 0 ? ['0000', '0000'] : [receipt(Math.min(...numbers)), receipt(Math.max(...numbers))];
  return { resultCode: 0, terminalId: profile.tid, totals: writeTotals(range[0] ?? '0000', range[1] ?? '0000', told) };
}

const endOfDay = (profile: TerminalProfile): ToldStatus => ({
  resultCode: 0,
  terminalId: profile.tid,
  totals: writeTotals('0000', '0000', []),
});

/** The last record, as "repeat receipt" tells it; null: it cannot be read. A new device has the record of its installation. */
export function lastStatus(profile: TerminalProfile, last: LastWork | null, operation: LastOperation | null): Uint8Array | null {
  const installed = { resultCode: 0, amountMinor: 0n, receipt: '0000', trace: '000000', date: '0101', time: '000000', terminalId: profile.tid };
  if (last === null) return writeStatus(installed);
  if (last.work === 'close') return writeStatus(endOfDay(profile));
  if (!last.readable) return null;
  const status = statusOf(profile, last.answer, last.order?.amountMinor ?? null);
  // What was undone, because nobody took its result, is told as a cancel.
  const undone = operation !== null && operation.rrn === last.answer.rrn && operation.phase === 'rolled_back';
  return writeStatus(undone ? { ...status, resultCode: CANCELLED } : status);
}

const SERVICE_TITLES = { diagnosis: 'ДИАГНОСТИКА', initialisation: 'ИНИЦИАЛИЗАЦИЯ' } as const;

/** What the device prints of a service operation. */
export const serviceLines = ({ tid, mid }: TerminalProfile, kind: keyof typeof SERVICE_TITLES): readonly string[] => [
  'УЧЕБНЫЙ БАНК',
  SERVICE_TITLES[kind],
  `Терминал ${tid}`,
  `Мерчант ${mid}`,
  'Связь с хостом: есть',
];

const CUT = '\u0001';

/** The first copy of a slip, line by line. */
export const slipLines = (slip: string): readonly string[] =>
  (slip.split(CUT)[0] ?? '').replaceAll('\r\n', '\n').replace('ПАО СБЕРБАНК', 'УЧЕБНЫЙ БАНК').trimEnd().split('\n');
