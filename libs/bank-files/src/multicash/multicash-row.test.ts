import { describe, expect, it } from 'vitest';
import { encodePage } from '../testing/encode-page.ts';
import { readAll } from '../testing/read-all.ts';

function movement(
  amount: string,
  { day = '04.01.26', note = 'Зачисление средств по операциям эквайринга.', more = 'Мерчант №100000000001.' } = {},
): string {
  const cells = Array.from({ length: 32 }, () => '');
  Object.assign(cells, {
    0: '044525225',
    1: '40702810900000000001',
    2: '12',
    3: day,
    4: '77',
    5: note,
    6: 'ПЛ.ПОРУЧ',
    10: amount,
    13: '05.01.26',
    16: more,
    29: 'ПАО СБЕРБАНК',
  });
  return cells.join(';');
}

describe('a MultiCash statement', () => {
  it('has no header, and debits below zero', async () => {
    const read = await readAll(encodePage([movement('1485.00'), movement('-500,00'), ''].join('\r\n'), 'windows-1251'));
    expect(read.refused).toBeNull();
    expect(read.found[0]).toMatchObject({ content: 'statement', layout: 'multicash', encoding: 'cp1251' });
    expect(read.entries.map((entry) => [entry.direction, entry.amountMinor, entry.bookedOn, entry.account, entry.documentNumber])).toEqual([
      ['credit', 148500n, '2026-01-05', '40702810900000000001', '77'],
      ['debit', 50000n, '2026-01-05', '40702810900000000001', '77'],
    ]);
    expect(read.entries[0]).toMatchObject({
      purpose: 'Зачисление средств по операциям эквайринга. Мерчант №100000000001.',
      counterparty: 'ПАО СБЕРБАНК',
    });
  });

  it('tells a row with an error once the format is known', async () => {
    const rows = [...Array.from({ length: 45 }, () => movement('1.00')), movement('x'), movement('2.00')];
    const { entries, problems } = await readAll(rows.join('\n'));
    expect(entries).toHaveLength(46);
    expect(problems).toEqual([{ row: 46, code: 'not_an_amount', column: '№ 11', value: 'x' }]);
  });
});
