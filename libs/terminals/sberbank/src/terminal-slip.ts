import { formatAmount } from '@payport/domain';
import { CURRENCY } from './constants.ts';

/** Who prints: the head of every slip and report. */
export interface SlipHead {
  /** Shop name, city, street, phone: one line each, centred. */
  readonly header: readonly string[];
  readonly terminalId: string;
  readonly merchant: string;
  /** `YYYYMMDDhhmmss`, the terminal's own clock. */
  readonly printedAt: string;
}

export type SlipOperation = 'Оплата' | 'Возврат' | 'Отмена' | 'Преавторизация';

export interface SlipFields extends SlipHead {
  readonly operation: SlipOperation;
  /** Number of the operation within the day: `0005`. */
  readonly number: string;
  readonly cardType: string;
  /** Application id of the chip, empty for a magnetic stripe. */
  readonly aid: string;
  /** At most the last four digits: `************8943`. */
  readonly cardMask: string;
  readonly entryMode: string;
  readonly cardholder: string | null;
  readonly amountMinor: bigint;
  /** Refunds have none. */
  readonly authCode: string | null;
  readonly rrn: string;
  /** 40 or 32 hex digits; null: no such line. */
  readonly checkLine: string | null;
}

export interface TapeEntry {
  /** `YYYYMMDDhhmmss` */
  readonly at: string;
  readonly number: string;
  readonly cardMask: string;
  readonly entryMode: string;
  readonly cardType: string;
  readonly authCode: string;
  readonly amountMinor: bigint;
}

export interface TapeFields extends SlipHead {
  readonly sections: readonly { readonly operation: SlipOperation; readonly entries: readonly TapeEntry[] }[];
  /** The short form names no single operation. */
  readonly full: boolean;
}

export interface SlipLayout {
  /** Columns: 32 to 40. */
  readonly width?: number;
  readonly copies?: 1 | 2;
  /** Put after each copy; set by `PrinterEnd` in `pinpad.ini`. */
  readonly cutMark?: string;
}

const DEFAULT_WIDTH = 40;
/** `PrinterEnd=01` */
export const DEFAULT_CUT_MARK = '\u0001';

const centre = (text: string, width: number): string => ' '.repeat(Math.max(0, Math.floor((width - text.length) / 2))) + text;
const spread = (left: string, right: string, width: number): string => left + ' '.repeat(Math.max(1, width - left.length - right.length)) + right;
const rubles = (amountMinor: bigint): string => formatAmount(amountMinor, CURRENCY);
const dateOf = (stamp: string): string => `${stamp.slice(6, 8)}.${stamp.slice(4, 6)}.${stamp.slice(2, 4)}`;
const timeOf = (stamp: string): string => `${stamp.slice(8, 10)}:${stamp.slice(10, 12)}`;

/** Narrow paper has no room for both numbers in one line. */
const terminalLines = (head: SlipHead, width: number): string[] =>
  width >= 40
    ? [`Терминал: ${head.terminalId} Мерчант: ${head.merchant}`]
    : [spread('Терминал:', head.terminalId, width), spread('Мерчант:', head.merchant, width)];

function copyOf(slip: SlipFields, width: number): string[] {
  const approval = slip.authCode === null ? [] : [centre('ОДОБРЕНО', width), spread('Код авторизации:', slip.authCode, width)];
  const foot =
    slip.operation === 'Возврат'
      ? [centre('_'.repeat(width - 8), width), centre('подпись клиента', width), 'Срок возврата до 5 дней.']
      : [centre('Подпись клиента не требуется', width)];
  return [
    ...slip.header.map((line) => centre(line, width)),
    spread(`${dateOf(slip.printedAt)}     ${timeOf(slip.printedAt)}`, `ЧЕК   ${slip.number}`, width),
    spread('ПАО СБЕРБАНК', slip.operation, width),
    ...terminalLines(slip, width),
    spread(slip.cardType, slip.aid, width),
    spread(`Карта:(${slip.entryMode})`, slip.cardMask, width),
    spread('Клиент:', slip.cardholder ?? '/', width),
    spread('Сумма (Руб):', rubles(slip.amountMinor), width),
    'Комиссия за операцию - 0 Руб.',
    ...approval,
    spread('Номер ссылки:', slip.rrn, width),
    ...foot,
    ...(slip.checkLine === null ? [] : [slip.checkLine]),
    '='.repeat(width),
  ];
}

/** The text of `p` for one operation, with CRLF line ends; encode it with `encodeText`. */
export function renderSlip(slip: SlipFields, layout: SlipLayout = {}): string {
  const lines = copyOf(slip, layout.width ?? DEFAULT_WIDTH);
  const copy = lines.map((line) => `${line}\r\n`).join('') + (layout.cutMark ?? DEFAULT_CUT_MARK);
  return copy.repeat(layout.copies ?? 1);
}

function entryLines(entry: TapeEntry, width: number): string[] {
  const inner = width - 8;
  return [
    `   ${spread(`${dateOf(entry.at)} ${timeOf(entry.at)}`, entry.number, inner)}`,
    `   ${spread('Kарта:', `${entry.cardMask} (${entry.entryMode})`, inner)}`, // with a Latin K, as real tapes have it
    `   ${spread('Тип карты:', entry.cardType, inner)}`,
    `   ${spread('Код авторизации:', entry.authCode, inner)}`,
    `   ${spread('Сумма:', rubles(entry.amountMinor), inner)}`,
    '',
  ];
}

/** The text of `p` for the control tape. */
export const renderControlTape = (tape: TapeFields, layout: SlipLayout = {}): string => renderReport(tape, 'Контрольная лента', [], layout);

/** The text of `p` for a close of the day: totals under the host's verdict. */
export const renderSettlementSlip = (tape: Omit<TapeFields, 'full'>, hostAgrees: boolean, layout: SlipLayout = {}): string =>
  renderReport(
    { ...tape, full: false },
    'Сверка итогов',
    [hostAgrees ? 'Итоги совпали' : 'Итоги не совпали', '-'.repeat(layout.width ?? DEFAULT_WIDTH)],
    layout,
  );

function renderReport(tape: TapeFields, title: string, verdict: readonly string[], layout: SlipLayout): string {
  const width = layout.width ?? DEFAULT_WIDTH;
  const inner = width - 9;
  const sections = tape.sections.flatMap(({ operation, entries }) => [
    ` ${operation}`,
    '',
    ...(tape.full ? entries.flatMap((entry) => entryLines(entry, width)) : []),
    ` ${spread('Всего операций:', String(entries.length), inner)}`,
    ` ${spread('  на сумму:', rubles(entries.reduce((sum, entry) => sum + entry.amountMinor, 0n)), inner)}`,
    '',
  ]);
  const lines = [
    ...tape.header.map((line) => centre(line, width)),
    spread(dateOf(tape.printedAt), timeOf(tape.printedAt), width),
    spread('ПАО СБЕРБАНК', title, width),
    ...terminalLines(tape, width),
    '-'.repeat(width),
    ...verdict,
    '',
    spread('Валюта    :', 'Руб', width),
    '',
    ...sections,
    '-'.repeat(width),
    centre('***  Отчет закончен  ***', width),
    '='.repeat(width),
  ];
  return lines.map((line) => `${line}\r\n`).join('') + (layout.cutMark ?? DEFAULT_CUT_MARK);
}
