import { LAYOUTS } from '../layouts/index.ts';
import type { MappedField, MappingTarget } from './mapping-definition.ts';

type Hint = readonly [MappedField, RegExp];

/** Words in headers that files of other banks are seen to have, the more certain ones first. */
const BANK_HINTS: readonly Hint[] = [
  ['rrn', /\brrn\b|ррн|retrieval/],
  ['authCode', /код (?:авториз|подтвержд)|auth/],
  ['tid', /терминал|terminal|\btid\b/],
  ['mid', /мерчант|merchant|\bmid\b|торгов\S* точк/],
  ['feeTax', /ндс|\bvat\b/],
  ['fee', /комисс|\bfee\b|commission|удержан/],
  ['net', /к (?:перечислен|зачислен|выплат|возмещен)|возмещени|\bnet\b|payout/],
  ['gross', /сумма|amount|\bsum\b|оборот/],
  ['currency', /валюта|currency/],
  ['kind', /(?:тип|вид) операц|тип транзакц|^тип$|операция$|transaction type|^type$|operation/],
  ['reason', /причина/],
  ['state', /статус|состояние|status|state/],
  ['operatedTime', /^время|^time/],
  ['operatedAt', /дата (?:и время )?(?:операц|транзакц|платеж|оплат)|^дата|date|timestamp/],
  ['settledOn', /дата (?:зачислен|перечислен|возмещен|выплат)|settle/],
  ['postedOn', /дата (?:обработ|провод)|posting/],
  ['card', /карт|card|\bpan\b/],
  ['paymentSystem', /платежн\S* систем|payment system|brand/],
  ['orderRef', /заказ|order/],
  ['operationRef', /(?:номер|id|идентификатор) (?:операц|транзакц|платеж)|transaction id|operation id/],
  ['outlet', /наименование|outlet|store/],
  ['inn', /^инн|\binn\b/],
];

/** The same of statements of accounts, and of journals of other hotel systems. */
const STATEMENT_HINTS: readonly Hint[] = [
  ['counterpartyInn', /инн/],
  ['counterpartyAccount', /сч[её]т.*(?:контраг|плательщ|получат|коррес)|(?:контраг|плательщ|получат|коррес)\S*.*сч[её]т/],
  ['counterparty', /контрагент|плательщик|получатель|наименование|partner|payer|name/],
  ['credit', /кредит|приход|поступ|зачисл|credit/],
  ['debit', /дебет|расход|списан|debit/],
  ['amount', /сумма|amount|оборот/],
  ['kind', /направлен|тип|вид операц|признак|direction|type/],
  ['documentOn', /дата (?:док|плат)/],
  ['bookedOn', /дата|date/],
  ['purpose', /назначен|описание|основание|purpose|description|details/],
  ['documentNumber', /номер|№|number/],
  ['account', /сч[её]т|account/],
  ['currency', /валют|currency/],
];
const POSTING_HINTS: readonly Hint[] = [
  ['postingRef', /проводк|квитанц|чек|transaction|posting|№|номер операц|номер докум/],
  ['businessDay', /дата|day|date/],
  ['postedAt', /время|time/],
  ['amount', /сумма|оплат|amount|total/],
  ['kind', /тип|вид|операц|type/],
  ['rrn', /\brrn\b|ррн/],
  ['authCode', /авториз|auth/],
  ['card', /карт|card/],
  ['tid', /терминал|terminal|\btid\b/],
  ['room', /комнат|room/],
  ['guest', /гост|фио|guest/],
  ['folio', /сч[её]т|фолио|folio/],
  ['cashier', /кассир|пользоват|cashier|user/],
  ['currency', /валют|currency/],
];
const HINTS: Readonly<Record<MappingTarget, readonly Hint[]>> = { bank: BANK_HINTS, statement: STATEMENT_HINTS, posting: POSTING_HINTS };

/** Headers of the built-in layouts, each with what it means in the first of them that has it. */
const knownOf = (target: MappingTarget): ReadonlyMap<string, MappedField> =>
  new Map(
    LAYOUTS.flatMap((layout) => (layout.target === target ? (Object.entries(layout.columns) as [MappedField, readonly string[]][]) : []))
      .flatMap(([field, headers]) => headers.map((header) => [header, field] as const))
      .reverse(),
  );
const KNOWN: Readonly<Record<MappingTarget, ReadonlyMap<string, MappedField>>> = {
  bank: knownOf('bank'),
  statement: knownOf('statement'),
  posting: knownOf('posting'),
};

/** What the columns of a table seem to be; each field and each column once. */
export function guessColumns(headers: readonly string[], target: MappingTarget = 'bank'): Partial<Record<MappedField, string>> {
  const columns: Partial<Record<MappedField, string>> = {};
  const used = new Set<string>();
  const take = (field: MappedField, header: string | undefined): void => {
    if (header === undefined || field in columns || used.has(header)) return;
    columns[field] = header;
    used.add(header);
  };
  for (const header of headers) {
    const field = KNOWN[target].get(header);
    if (field !== undefined) take(field, header);
  }
  for (const [field, pattern] of HINTS[target])
    take(
      field,
      headers.find((header) => !used.has(header) && pattern.test(header)),
    );
  return columns;
}
