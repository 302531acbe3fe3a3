import { formatAmount } from '@payport/domain';
import type { Language } from '../../../http/language.ts';
import type { Cell } from '@payport/table-files';
import type { RegistryOperation } from './day-pack.ts';

/**
 * The acquirer's report for bookkeeping ("Отчёт эквайера" of 1C): an operation a line with gross, fee and net. 1C loads it as
 * a table (“Загрузить из табличного документа”); its columns are found by their heads, which are Russian in every language.
 */
export const ACQUIRER_REPORT_HEADS = [
  'Дата операции',
  'Время операции',
  'Дата зачисления',
  'Вид операции',
  'Номер терминала',
  'Номер мерчанта',
  'Номер карты',
  'Платёжная система',
  'RRN',
  'Код авторизации',
  'Сумма операции',
  'Сумма комиссии',
  'Сумма к зачислению',
  'Валюта',
  'Пришло после закрытия дня',
  'Убрано после закрытия дня',
  'Поправка комиссии после закрытия дня',
] as const;

export const ACQUIRER_REPORT_WIDTHS = [14, 14, 15, 20, 16, 16, 20, 18, 15, 16, 16, 15, 18, 8, 24, 24, 28] as const;

const KINDS: Readonly<Record<string, string>> = {
  purchase: 'Оплата',
  sbp_purchase: 'Оплата СБП',
  completion: 'Оплата',
  refund: 'Возврат',
  sbp_refund: 'Возврат СБП',
  void: 'Отмена',
  reversal: 'Отмена',
  chargeback: 'Опротестование',
  representment: 'Отмена опротестования',
  fee: 'Комиссия',
};

const text = (value: string | null): Cell => ({ type: 'text', text: value ?? '' });
const day = (value: string | null): Cell => (value === null ? text('') : { type: 'day', day: value });

export const acquirerReportCells = (row: RegistryOperation): readonly Cell[] => [
  day(row.day),
  text(row.time),
  day(row.settledOn),
  text(KINDS[row.kind] ?? row.kind),
  text(row.terminal),
  text(row.merchant),
  text(row.card),
  text(row.brand),
  text(row.rrn),
  text(row.authCode),
  { type: 'number', decimal: formatAmount(row.grossMinor, row.currency) },
  { type: 'number', decimal: formatAmount(row.feeMinor, row.currency) },
  { type: 'number', decimal: formatAmount(row.netMinor, row.currency) },
  text(row.currency),
  day(row.cameOn),
  day(row.goneOn),
  row.feeLaterMinor === 0n ? text('') : { type: 'number', decimal: formatAmount(row.feeLaterMinor, row.currency) },
];

/** 1C reads a table by the language of its own database, which is Russian: numbers with a comma. */
export const ACQUIRER_REPORT_LANGUAGE: Language = 'ru';
