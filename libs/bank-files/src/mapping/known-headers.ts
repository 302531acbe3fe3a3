import { LAYOUTS } from '../layouts/index.ts';
import type { BankField } from '../layouts/table-layout.ts';

/** Words in headers that files of other banks are seen to have, the more certain ones first. */
const HINTS: readonly (readonly [BankField, RegExp])[] = [
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

/** Headers of the built-in layouts, each with what it means in the first of them that has it. */
const KNOWN: ReadonlyMap<string, BankField> = new Map(
  LAYOUTS.flatMap((layout) => (layout.target === 'bank' ? (Object.entries(layout.columns) as [BankField, readonly string[]][]) : []))
    .flatMap(([field, headers]) => headers.map((header) => [header, field] as const))
    .reverse(),
);

/** What the columns of a table seem to be; each field and each column once. */
export function guessColumns(headers: readonly string[]): Partial<Record<BankField, string>> {
  const columns: Partial<Record<BankField, string>> = {};
  const used = new Set<string>();
  const take = (field: BankField, header: string | undefined): void => {
    if (header === undefined || field in columns || used.has(header)) return;
    columns[field] = header;
    used.add(header);
  };
  for (const header of headers) {
    const field = KNOWN.get(header);
    if (field !== undefined) take(field, header);
  }
  for (const [field, pattern] of HINTS)
    take(
      field,
      headers.find((header) => !used.has(header) && pattern.test(header)),
    );
  return columns;
}
