import { formatAmount } from '@payport/domain';
import { ONE_C_MARK } from '../one-c/one-c-reader.ts';
import type { FileEncoding } from '../text/encoding.ts';
import { russianDay, type StatementDraft } from './drafts.ts';

export interface OneCStatement {
  /** Our account, 20 digits, and whose it is. */
  readonly account: string;
  readonly owner: string;
  readonly ownerInn: string | null;
  readonly bankBic: string | null;
  readonly from: string;
  readonly to: string;
  readonly openingMinor: bigint;
  readonly entries: readonly StatementDraft[];
  /** Day and time at which the bank made the file: `2026-11-28`, `09:15:00`. */
  readonly createdOn: string;
  readonly createdAt: string;
}

const CURRENCY = 'RUB';
const EOL = '\r\n';

/** A bank's statement as 1C takes it, `1CClientBankExchange` 1.03. The header names DOS for cp866 and Windows for all others. */
export function oneCStatement(statement: OneCStatement, encoding: FileEncoding): string {
  const { account, from, to, openingMinor, entries } = statement;
  const sum = (direction: StatementDraft['direction']): bigint =>
    entries.filter((entry) => entry.direction === direction).reduce((total, entry) => total + entry.amountMinor, 0n);
  const [came, went] = [sum('credit'), sum('debit')];
  const amount = (minor: bigint): string => formatAmount(minor, CURRENCY);
  const period = [`ДатаНачала=${russianDay(from)}`, `ДатаКонца=${russianDay(to)}`, `РасчСчет=${account}`];
  return [
    ONE_C_MARK,
    'ВерсияФормата=1.03',
    `Кодировка=${encoding === 'cp866' ? 'DOS' : 'Windows'}`,
    'Отправитель=',
    'Получатель=',
    `ДатаСоздания=${russianDay(statement.createdOn)}`,
    `ВремяСоздания=${statement.createdAt}`,
    ...period,
    'СекцияРасчСчет',
    ...period,
    `НачальныйОстаток=${amount(openingMinor)}`,
    `ВсегоПоступило=${amount(came)}`,
    `ВсегоСписано=${amount(went)}`,
    `КонечныйОстаток=${amount(openingMinor + came - went)}`,
    'КонецРасчСчет',
    ...entries.flatMap((entry) => documentOf(entry, statement)),
    'КонецФайла',
    '',
  ].join(EOL);
}

function documentOf(entry: StatementDraft, { owner, ownerInn, bankBic }: OneCStatement): string[] {
  const credit = entry.direction !== 'debit';
  const [ours, theirs] = credit ? (['Получатель', 'Плательщик'] as const) : (['Плательщик', 'Получатель'] as const);
  const optional = (key: string, value: string | null): string[] => (value === null ? [] : [`${key}=${value}`]);
  return [
    `СекцияДокумент=${entry.documentKind ?? ''}`,
    `Номер=${entry.documentNumber ?? ''}`,
    ...optional('Дата', entry.documentOn === null ? null : russianDay(entry.documentOn)),
    `Сумма=${formatAmount(entry.amountMinor, CURRENCY)}`,
    `${theirs}Счет=${entry.counterpartyAccount ?? ''}`,
    `${theirs}=${entry.counterparty ?? ''}`,
    ...optional(`${theirs}ИНН`, entry.counterpartyInn),
    `${credit ? 'ДатаПоступило' : 'ДатаСписано'}=${russianDay(entry.bookedOn)}`,
    `${ours}Счет=${entry.account}`,
    `${ours}=${owner}`,
    ...optional(`${ours}ИНН`, ownerInn),
    ...optional(`${ours}БИК`, bankBic),
    'ВидОплаты=01',
    `НазначениеПлатежа=${entry.purpose}`,
    'КонецДокумента',
  ];
}
