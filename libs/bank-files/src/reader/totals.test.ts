import { describe, expect, it } from 'vitest';
import { readAll } from '../testing/read-all.ts';
import { oneCStatement, type StatementDraft } from '../write/index.ts';

const OURS = '40702810900000000001';
const warnings = async (text: string): Promise<readonly string[]> =>
  (await readAll(text)).parts.flatMap((part) => (part.type === 'warned' ? [`${part.problem.code} ${part.problem.detail}`] : []));

describe('what a statement says of itself is held against its entries', () => {
  const entry: StatementDraft = {
    account: OURS, direction: 'credit', amountMinor: 10_000n, currency: 'RUB', bookedOn: '2026-01-04', documentNumber: '1', documentOn: '2026-01-04', documentKind: 'Ордер',
    counterparty: 'Банк', counterpartyInn: null, counterpartyAccount: '30232810000000000001', purpose: 'Оплата', bankRef: null,
  }; // prettier-ignore
  const text = oneCStatement(
    { account: OURS, owner: 'ООО', ownerInn: null, bankBic: null, from: '2026-01-04', to: '2026-01-04', openingMinor: 500n, entries: [entry, { ...entry, direction: 'debit', amountMinor: 2_500n }], createdOn: '2026-01-05', createdAt: '09:00:00' },
    'utf-8',
  ); // prettier-ignore

  it('one that agrees says nothing', async () => expect(await warnings(text)).toEqual([]));

  it.each([
    ['ВсегоПоступило=100.00', 'ВсегоПоступило=100.01', ['ВсегоПоступило 100.01 ≠ 100.00', 'КонечныйОстаток 80.00 ≠ 80.01']],
    ['ВсегоСписано=25.00', 'ВсегоСписано=0.00', ['ВсегоСписано 0.00 ≠ 25.00', 'КонечныйОстаток 80.00 ≠ 105.00']],
    ['КонечныйОстаток=80.00', 'КонечныйОстаток=8000.00', ['КонечныйОстаток 8000.00 ≠ 80.00']],
    ['Сумма=100.00', 'Сумма=90.00', ['ВсегоПоступило 100.00 ≠ 90.00']],
  ])('1C: %s as %s', async (right, wrong, told) => {
    expect(await warnings(text.replace(right, wrong))).toEqual(told.map((line) => `totals_differ ${OURS}: ${line}`));
  });

  const camt = (closing: string): string => {
    const balance = (kind: string, amount: string) => `<Bal><Tp><CdOrPrtry><Cd>${kind}</Cd></CdOrPrtry></Tp><Amt Ccy="RUB">${amount}</Amt><CdtDbtInd>CRDT</CdtDbtInd></Bal>`;
    const move = (amount: string, direction: string) => `<Ntry><Amt Ccy="RUB">${amount}</Amt><CdtDbtInd>${direction}</CdtDbtInd><BookgDt><Dt>2026-01-04</Dt></BookgDt></Ntry>`;
    return `<Document><BkToCstmrStmt><Stmt><Acct><Id><Othr><Id>${OURS}</Id></Othr></Id><Ccy>RUB</Ccy></Acct>${balance('OPBD', '5.00')}${balance('CLAV', '1.00')}${balance('CLBD', closing)}${move('100.00', 'CRDT')}${move('25.00', 'DBIT')}</Stmt></BkToCstmrStmt></Document>`;
  }; // prettier-ignore

  it('camt.053: the balance that the day ends with', async () => {
    expect(await warnings(camt('80.00'))).toEqual([]);
    expect(await warnings(camt('81.00'))).toEqual([`totals_differ ${OURS}: CLBD 81.00 ≠ 80.00`]);
  });
});

describe('a registry’s row of totals is held against its rows', () => {
  const HEADER = 'Номер терминала;RRN;Дата операции;Тип операции;Сумма операции;Сумма комиссии';
  const row = (rrn: number, kind: string, amount: string, fee: string) => `00459991;${600_000_000_000 + rrn};04.01.2026;${kind};${amount};${fee}`;
  const rows = [row(1, 'Покупка', '100,00', '1,80'), row(2, 'Возврат', '30,00', '0,00')];

  it.each([
    ['with the sign of the money', 'Итого;;;;70,00;1,80'],
    ['without it', 'Итого;;;;130,00;1,80'],
    ['with words for amounts', 'Всего строк: 2;;;;два;'],
  ])('sums %s agree', async (_case, totals) => expect(await warnings([HEADER, ...rows, totals].join('\n'))).toEqual([]));

  it('subtotals are of the rows since the one before, the last one of all', async () => {
    const text = [
      HEADER,
      ...rows,
      'Итого по ТСТ;;;;70,00;1,80',
      row(3, 'Покупка', '50,00', '0,90'),
      'Итого по ТСТ;;;;50,00;0,90',
      'Всего;;;;120,00;2,70',
    ];
    expect(await warnings(text.join('\n'))).toEqual([]);
  });

  it('a difference is told by its column, and the rows are read all the same', async () => {
    const text = [HEADER, ...rows, 'Итого;;;;71,00;1,80'].join('\n');
    expect(await warnings(text)).toEqual(['totals_differ Сумма операции 71.00 ≠ 70.00']);
    expect((await readAll(text)).bank).toHaveLength(2);
  });
});
