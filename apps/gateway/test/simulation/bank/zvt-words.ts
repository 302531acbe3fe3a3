import type { ToldStatus } from '@payport/terminals-zvt';
import { PLANTED_CARD_NUMBER } from './pilot-program.ts';
import type { BankEntry } from './simulated-bank.ts';
import type { DeviceRecord } from './simulated-device.ts';

/** Result codes of the protocol. */
export const CODE = { cancelled: 0x6c, notPossible: 0x83, noConnection: 0xa3, alreadyReversed: 0xb4, reversalNotPossible: 0xb5 } as const;
const MASK = '220220eeeeee4611';
const RUBLES = '0643';

/** The device's own numbers, as this protocol has them; a host's refusal is the host's own code. */
const CODES: ReadonlyMap<number, number> = new Map([
  [2000, CODE.cancelled],
  [4119, CODE.noConnection],
  [4118, CODE.alreadyReversed],
  [4315, CODE.reversalNotPossible],
]);
const HOST_BASE = 4400;

export const resultCodeOf = (code: number): number => (code === 0 ? 0 : (CODES.get(code) ?? code - HOST_BASE));

export interface Told {
  readonly receipt: string;
  readonly tid: string;
  readonly wholeCard: boolean;
}

const stampOf = (wallMs: number): { readonly date: string; readonly time: string } => {
  const digits = new Date(wallMs).toISOString().replace(/\D/g, '');
  return { date: digits.slice(4, 8), time: digits.slice(8, 14) };
};

/** What the terminal tells of an order, and keeps as its last record. */
export function statusOf({ order, code, entry, wallMs }: DeviceRecord, { receipt, tid, wholeCard }: Told): ToldStatus {
  return {
    resultCode: resultCodeOf(code),
    amountMinor: order.amountMinor,
    currency: RUBLES,
    receipt,
    trace: receipt.padStart(6, '0'),
    ...stampOf(wallMs),
    terminalId: tid,
    pan: wholeCard ? PLANTED_CARD_NUMBER : MASK,
    cardName: 'MIR',
    ...(entry ? { authCode: entry.authCode } : {}),
  };
}

/** A terminal that was just set up has the record of its first start. */
export const firstRecord = (tid: string): ToldStatus => ({
  resultCode: 0,
  amountMinor: 0n,
  receipt: '0000',
  trace: '000000',
  date: '0101',
  time: '000000',
  terminalId: tid,
});

export const slipLines = ({ amountMinor, kind }: Pick<BankEntry, 'amountMinor' | 'kind'>): readonly string[] => [
  'ГРАНД ОТЕЛЬ',
  kind,
  `${amountMinor / 100n}.${String(amountMinor % 100n).padStart(2, '0')}`,
];
