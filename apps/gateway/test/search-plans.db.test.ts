import type { PropertyId } from '@payport/domain';
import { createPool } from '@payport/persistence';
import { testDatabase, type TestDatabase } from '@payport/testing';
import type { Pool } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PaymentListFilter } from '../src/modules/portal-payments/payment-list-filter.ts';
import { paymentListStatement } from '../src/modules/portal-payments/payment-list-sql.ts';
import { parseSearch } from '../src/modules/portal-payments/search/parse-search.ts';
import type { SearchQuery } from '../src/modules/portal-payments/search/search-terms.ts';
import { groupStatement } from '../src/modules/portal-payments/search/search.repository.ts';
import { insertManyPayments, type ManyPayments } from './many-payments.ts';

/** More of them show how long it takes, too: SEARCH_ROWS=1000000. */
const ROWS = Number(process.env['SEARCH_ROWS'] ?? 60_000);
const NOW = Date.parse('2026-11-25T12:00:00Z');

let database: TestDatabase;
let pool: Pool;
let many: ManyPayments;
beforeAll(async () => {
  database = await testDatabase();
  many = await insertManyPayments(database, ROWS);
  pool = createPool(database.appUrl, {
    applicationName: 'plans-test',
    onError: (error) => {
      throw error;
    },
  });
}, 900_000);
afterAll(async () => {
  await pool.end();
  await database.close();
});

function search(text: string): SearchQuery {
  const query = parseSearch(text, NOW);
  if (query === null || query === 'card-number') throw new Error(text);
  return query;
}
const filter = (more: Partial<PaymentListFilter> = {}): PaymentListFilter => ({
  propertyIds: many.propertyIds as PropertyId[],
  limit: 51,
  nowMs: NOW,
  ...more,
});

interface Plan {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Index Name'?: string;
  /** What the index does not answer. */
  readonly Filter?: string;
  readonly Plans?: readonly Plan[];
}
const nodes = (plan: Plan): readonly Plan[] => [plan, ...(plan.Plans ?? []).flatMap(nodes)];

/** Whole tables that the statement would read, but for the small ones. */
async function wholeTables({ text, values }: { readonly text: string; readonly values: readonly unknown[] }): Promise<readonly string[]> {
  const { rows } = await pool.query<{ 'QUERY PLAN': [{ Plan: Plan }] }>({ text: `explain (format json) ${text}`, values: [...values] });
  const found = rows.flatMap(({ 'QUERY PLAN': [{ Plan: plan }] }) => nodes(plan));
  return found.filter((node) => node['Node Type'].includes('Seq Scan')).flatMap((node) => node['Relation Name'] ?? []);
}

/** Every step of the plan. */
async function steps({ text, values }: { readonly text: string; readonly values: readonly unknown[] }): Promise<readonly Plan[]> {
  const { rows } = await pool.query<{ 'QUERY PLAN': [{ Plan: Plan }] }>({ text: `explain (format json) ${text}`, values: [...values] });
  return rows.flatMap(({ 'QUERY PLAN': [{ Plan: plan }] }) => nodes(plan));
}

/** Slowest but one of a hundred, ms; told where there are many payments. */
async function told(name: string, { text, values }: { readonly text: string; readonly values: readonly unknown[] }): Promise<void> {
  if (ROWS < 1_000_000) return;
  const took: number[] = [];
  for (let run = 0; run < 100; run += 1) {
    const start = performance.now();
    await pool.query({ text, values: [...values] });
    took.push(performance.now() - start);
  }
  took.sort((a, b) => a - b);
  console.log(`${name.padEnd(34)} p50 ${took[50]?.toFixed(1)} ms, p99 ${took[98]?.toFixed(1)} ms`);
}

const BIG = ['payment', 'payment_word'];
const bare = (tables: readonly string[]): readonly string[] => tables.filter((table) => BIG.includes(table));

describe('among very many payments no key reads a whole table', () => {
  it.each([
    'rrn:400000000123',
    '400000000123',
    'код:9E3779',
    'карта:1234',
    '1234',
    'номер:305',
    'гость:иванов',
    'фёд',
    'atl',
    'schm',
    'иванов 305',
    'бронь:RMS123',
    'RMS123',
    'sonata:P1234',
    'сумма:1500',
    '1500,00 номер:305',
    'id:018bd0bd-15b4',
    'номер:305 -статус:одобрен',
    'иванов вчера',
    'номер:305 дата:2023-12-01..2024-02-01',
  ])('%s', async (text) => {
    const typed = filter({ search: search(text) });
    expect(bare(await wholeTables(paymentListStatement(typed)))).toEqual([]);
    expect(bare(await wholeTables(groupStatement({ ...typed, limit: 101 }, 8)))).toEqual([]);
    await told(text, groupStatement({ ...typed, limit: 101 }, 8));
  });

  // Walking through a hotel's newest payments until enough of them fit reads no whole table either, and is as slow.
  it.each([
    ['rrn:400000000123', 'payment_rrn'],
    ['код:9E3779', 'payment_auth_code'],
    ['карта:1234', 'payment_card_newest'],
    ['номер:305', 'payment_word_key'],
    ['гость:иванов', 'payment_word_key'],
    ['гость:ив', 'payment_word_two'],
    ['гость:ива', 'payment_word_four'],
    ['бронь:RMS123', 'payment_folio'],
    ['sonata:P1234', 'payment_pms_number'],
    ['сумма:1500', 'payment_amount_newest'],
  ])('%s goes through its own index', async (text, index) => {
    const plan = await steps(groupStatement(filter({ search: search(text), limit: 101 }), 8));
    expect([...new Set(plan.flatMap((step) => step['Index Name'] ?? []))]).toEqual([index]);
    // The leaps through guests' words end at null; nothing else is left to hold against the rows.
    expect(plan.flatMap((step) => step.Filter ?? []).filter((left) => !left.includes('IS NOT NULL'))).toEqual([]);
  });

  // A payment that is read only to be thrown away costs as much as a hundred words.
  it.each([
    'гость:иванов номер:305',
    'гость:иванов гость:александр',
    'гость:ива сумма:>1500',
    'гость:иванов статус:сбой',
    'номер:305 статус:отклонен',
    'гость:иванов вид:возврат',
  ])('%s goes from no word to a payment', async (text) => {
    const plan = await steps(groupStatement(filter({ search: search(text), limit: 101 }), 8));
    const indexes = plan.flatMap((step) => step['Index Name'] ?? []);
    expect(indexes).toContain('payment_word_key');
    expect(indexes).not.toContain('payment_pkey');
    expect(new Set(plan.filter((step) => step['Index Name'] === 'payment_word_key').map((step) => step['Node Type']))).toEqual(
      new Set(['Index Only Scan']),
    );
  });

  const LISTS: readonly (readonly [string, () => Partial<PaymentListFilter>])[] = [
    ['newest', () => ({})],
    ['oldest', () => ({ sort: 'oldest' })],
    ['largest', () => ({ sort: 'largest' })],
    ['smallest', () => ({ sort: 'smallest' })],
    ['declined', () => ({ outcomes: ['declined'] })],
    ['reversed, of which there is none', () => ({ outcomes: ['reversed'] })],
    ['unknown', () => ({ outcomes: ['unknown'] })],
    ['failed and unknown', () => ({ outcomes: ['failed', 'unknown'] })],
    ['declined by word', () => ({ search: search('статус:отклонён') })],
    ['money back', () => ({ kinds: ['refund', 'void'] })],
    ['captures, of which there is none', () => ({ kinds: ['capture'] })],
    ['one terminal', () => ({ terminalIds: many.terminalIds.slice(0, 1) })],
    ['a period', () => ({ fromMs: 1_700_000_000_000, toMs: 1_700_100_000_000 })],
  ];
  it.each(LISTS)('the list: %s', async (name, more) => {
    const statement = paymentListStatement(filter(more()));
    expect(bare(await wholeTables(statement))).toEqual([]);
    await told(name, statement);
  });

  it('a plan that does read one would be seen', async () => {
    expect(await wholeTables({ text: `select 1 from payment p where p.guest_name like '%ван%'`, values: [] })).toEqual(['payment']);
  });
});
