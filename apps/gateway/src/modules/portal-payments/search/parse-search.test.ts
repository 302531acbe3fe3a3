import { describe, expect, it } from 'vitest';
import { fold, words } from './fold.ts';
import { codeVariants, otherLayout } from './keyboard-layout.ts';
import { mainTerm } from './main-term.ts';
import { parseSearch } from './parse-search.ts';
import { narrowed } from './search-text.ts';
import type { SearchQuery } from './search-terms.ts';

const NOW = Date.parse('2026-11-25T12:00:00Z');
function parsed(text: string): SearchQuery {
  const query = parseSearch(text, NOW);
  if (query === null || query === 'card-number') throw new Error(String(query));
  return query;
}
const fields = (text: string): string[] => parsed(text).terms.flatMap(({ meanings }) => meanings.map(({ field }) => field));

describe('the search box', () => {
  it('looks for nothing when it is empty or blank', () => {
    expect(parseSearch('', NOW)).toBeNull();
    expect(parseSearch(' \u00a0\t ', NOW)).toBeNull();
  });

  it.each(['4111111111111111', 'rrn:4111111111111111', 'гость:"4111 1111 1111 1111"', '-карта:4111-1111-1111-1111'])(
    'refuses the card number in %s',
    (text) => expect(parseSearch(text, NOW)).toBe('card-number'),
  );

  it.each([
    ['432112345678', ['rrn', 'room', 'booking', 'pms', 'id']],
    ['12ab5f', ['auth', 'room', 'guest', 'booking', 'pms']],
    ['4617', ['card', 'room', 'booking', 'pms', 'amount']],
    ['552', ['room', 'booking', 'pms', 'amount']],
    ['Иванов', ['room', 'guest', 'booking', 'pms']],
    ['01a20d50-6095-7b8a-b106-a105ecc78623', ['guest', 'booking', 'pms', 'id']],
    ['00459993', ['room', 'booking', 'pms', 'amount', 'terminal', 'id']],
    ['номер:552', ['room']],
    ['КАРТА:*4617', ['card']],
    ['yjvth:552', ['room']],
    ['ррн:432112345678', ['rrn']],
    ['кщщьЖ552', ['room']],
    ['yjvth^552', ['room']],
    ['-сфквЖ4617', ['card']],
  ])('takes %s for %j', (text, expected) => expect(fields(text)).toEqual(expected));

  it('joins words by and, keeps quoted ones together, and turns one round with a minus', () => {
    const { terms, texts } = parsed('гость:"Иванов Иван" -номер:552 1500');
    expect(texts).toEqual(['гость:"Иванов Иван"', '-номер:552', '1500']);
    expect(terms.map(({ not }) => not)).toEqual([false, true, false]);
    expect(terms[0]?.meanings).toEqual([
      {
        field: 'guest',
        variants: [
          ['иванов', 'иван'],
          ['bdfyjd', 'bdfy'],
        ],
      },
    ]);
  });

  it.each([
    ['сумма:1500', 150_000n, 150_000n],
    ['сумма:1500,5', 150_050n, 150_050n],
    ['amount:>1000', 100_001n, null],
    ['amount:>=1000', 100_000n, null],
    ['amount:<99.90', null, 9_989n],
    ['сумма:2000-1000', 100_000n, 200_000n],
    ['1 500,00', 150_000n, 150_000n],
    ['1\u00a0500\u00a0000', 150_000_000n, 150_000_000n],
    ['1\u00a0500,00\u00a0₽', 150_000n, 150_000n],
    ['1500 руб.', 150_000n, 150_000n],
    ['сумма:1500 ₽', 150_000n, 150_000n],
    ['\u22121\u00a0500,00\u00a0₽', 150_000n, 150_000n],
    ['\u2212₽1,500.00', 150_000n, 150_000n],
    ['$1,234,500.00', 123_450_000n, 123_450_000n],
  ])('reads the amount in %s', (text, min, max) =>
    expect(parsed(text).terms.flatMap(({ meanings }) => meanings.filter(({ field }) => field === 'amount'))).toEqual([{ field: 'amount', min, max }]),
  );

  it.each([
    ['№ 552', ['552']],
    ['Иванов · № 552 / - &', ['Иванов', '552']],
    ['1\u00a0500,00\u00a0₽ · Рубин', ['1500,00', 'Рубин']],
    ['100 рублевых', ['100', 'рублевых']],
    ['МЖК 12', ['МЖК', '12']],
    ['гость:ХаЖин', ['гость:ХаЖин']],
  ])('takes signs between words for none in %s', (text, texts) => {
    expect(parsed(text).texts).toEqual(texts);
    expect(parsed(text).unclear).toEqual([]);
    expect(parsed(text).terms.every(({ meanings }) => meanings.length > 0)).toBe(true);
  });

  it.each(['%', '№', '₽ -'])('tells that signs alone (%s) say nothing', (text) => {
    expect(parsed(text).terms).toEqual([]);
    expect(parsed(text).unclear).toEqual(text.split(' ').map((sign) => ({ text: sign, problem: 'value' })));
  });

  it('tells the words that are too many instead of dropping them', () => {
    const eleven = 'а1 а2 а3 а4 а5 а6 а7 а8 а9 б1 б2';
    expect(parsed(eleven).terms).toHaveLength(10);
    expect(parsed(eleven).unclear).toEqual([{ text: 'б2', problem: 'many' }]);
  });

  it('takes two numbers with a plain space for two words', () => expect(parsed('1 500').texts).toEqual(['1', '500']));

  it.each([
    ['дата:25.11', { day: '2026-11-25' }, { day: '2026-11-25' }],
    ['дата:30.12', { day: '2025-12-30' }, { day: '2025-12-30' }],
    ['date:2026-02-28', { day: '2026-02-28' }, { day: '2026-02-28' }],
    ['дата:01.11-15.11', { day: '2026-11-01' }, { day: '2026-11-15' }],
    ['дата:2026-11-15..2026-11-01', { day: '2026-11-01' }, { day: '2026-11-15' }],
    ['дата:>28.02.2024', { day: '2024-02-29' }, null],
    ['дата:<=01.03.24', null, { day: '2024-03-01' }],
    ['вчера', { daysAgo: 1 }, { daysAgo: 1 }],
    ['date:week', { daysAgo: 6 }, { daysAgo: 0 }],
  ])('reads the days in %s', (text, from, to) =>
    expect(parsed(text).conditions.map(({ condition }) => condition)).toEqual([{ on: 'date', from, to }]),
  );

  it.each([
    ['время:14', 14 * 60, 14 * 60 + 59],
    ['час:9ч', 9 * 60, 9 * 60 + 59],
    ['time:14:30', 870, 870],
    ['время:14.30', 870, 870],
    ['время:14-16', 840, 959],
    ['hour:14:30..15:10', 870, 910],
    ['время:22-3', 1320, 179],
    ['время:23-0', 1380, 1439],
    ['время:18-24', 1080, 1439],
    ['время:18-24:00', 1080, 1439],
    ['время:14-14', 840, 899],
    ['время:0-0', 0, 59],
    ['время:>14:30', 871, 1439],
    ['время:>=14', 840, 1439],
    ['время:<9', 0, 539],
    ['время:<=9', 0, 599],
    ['dhtvz:14', 840, 899],
  ])('reads the hours in %s', (text, from, to) =>
    expect(parsed(text).conditions.map(({ condition }) => condition)).toEqual([{ on: 'time', from, to }]),
  );

  it.each(['время:24', 'время:12:60', 'время:>23', 'время:<0', 'время:скоро', 'время:9-25', 'время:14:30-14', 'время:24-3', 'время:9-24:30'])(
    'says that %s is no time of day',
    (text) => expect(parsed(text).unclear).toEqual([{ text, problem: 'value' }]),
  );

  it.each([
    ['статус:одобрен', { on: 'outcome', values: ['approved'] }],
    ['status:declined,failed', { on: 'outcome', values: ['declined', 'failed'] }],
    ['статус:неизв', { on: 'outcome', values: ['unknown'] }],
    ['status:manual_review', { on: 'status', values: ['manual_review'] }],
    ['вид:возврат,отмена', { on: 'kind', values: ['refund', 'void'] }],
  ])('reads the condition %s', (text, condition) => expect(parsed(text).conditions[0]?.condition).toEqual(condition));

  it('takes a whole word for an outcome as what it says, a part of one or a surname as a name', () => {
    expect(parsed('552 отклонён -approved').conditions).toEqual([
      { text: 'отклонён', condition: { on: 'outcome', values: ['declined'] }, not: false },
      { text: '-approved', condition: { on: 'outcome', values: ['approved'] }, not: true },
    ]);
    expect(parsed('отказ').terms).toEqual([]);
    for (const name of ['Held', 'Откл', 'гость:отказ']) expect(parsed(name).conditions).toEqual([]);
  });

  it.each([
    ['комната 552 отклонён', ['room']],
    ['карта 4617', ['card']],
    ['номер 552 гость Иванов', ['room', 'guest']],
    ['код 12AB5F', ['auth']],
    ['карта', ['room', 'guest', 'booking', 'pms']],
    ['номер комната', ['room', 'guest', 'booking', 'pms', 'room', 'guest', 'booking', 'pms']],
    ['Иванов 552', ['room', 'guest', 'booking', 'pms', 'room', 'booking', 'pms', 'amount']],
  ])('hears %s as it is said', (text, expected) => {
    expect(fields(text)).toEqual(expected);
    expect(parsed(text).unclear).toEqual([]);
  });

  it.each([
    ['цвет:красный', 'operator'],
    ['сумма:много', 'value'],
    ['статус:оплачен', 'value'],
    ['дата:30.02.2026', 'value'],
    ['карта:46', 'value'],
    ['rrn:12ab', 'value'],
  ])('tells that it cannot read %s', (text, problem) => expect(parsed(`Иванов ${text}`).unclear).toEqual([{ text, problem }]));

  it('finds by the word that the fewest payments have', () => {
    expect(mainTerm(parsed('Иванов 432112345678 552'))?.text).toBe('432112345678');
    expect(mainTerm(parsed('сумма:>100 номер:552'))?.text).toBe('номер:552');
    expect(mainTerm(parsed('-номер:552'))).toBeNull();
    expect(mainTerm(parsed('сумма:>100'))).toBeNull();
  });

  it('writes a search of one meaning in the caller’s language', () => {
    const search = parsed('сегодня 4617');
    const main = mainTerm(search)!;
    expect(narrowed(search, main, 'card', 'ru')).toBe('сегодня карта:4617');
    expect(narrowed(search, main, 'room', 'en')).toBe('сегодня room:4617');
    const quoted = parsed('"Иванов Иван"');
    expect(narrowed(quoted, mainTerm(quoted)!, 'guest', 'ru')).toBe('гость:"Иванов Иван"');
  });
});

describe('letters', () => {
  it('fold: no case, no ё, no accents; punctuation separates', () => {
    expect(fold('  ФЁДОРОВ Müller ')).toBe('федоров muller');
    expect(words("Анна-Мария O'Brien")).toEqual(['анна', 'мария', 'o', 'brien']);
  });

  it('on the other keyboard are tried', () => {
    expect(otherLayout('ghbdtn')).toBe('привет');
    expect(otherLayout('Ыьшер')).toBe('Smith');
    expect(otherLayout('552')).toBeNull();
    expect(otherLayout('smith Ян')).toBeNull();
  });

  it('that look the same mean the same in a code', () => {
    expect(codeVariants('12А')).toContain('12A');
    expect(codeVariants('12A')).toContain('12А');
  });
});
