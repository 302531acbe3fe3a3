import type { PaymentSort } from '@payport/contracts';
import { outcomeOf, type PaymentId, type PaymentKind, type PaymentOutcome, type PaymentStatus, type PropertyId } from '@payport/domain';
import { createPool } from '@payport/persistence';
import { testDatabase, type TestDatabase } from '@payport/testing';
import fc from 'fast-check';
import pg, { type Pool } from 'pg';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import type { PaymentListFilter } from '../src/modules/portal-payments/payment-list-filter.ts';
import { paymentListStatement } from '../src/modules/portal-payments/payment-list-sql.ts';
import { fold, words } from '../src/modules/portal-payments/search/fold.ts';
import { mainTerm } from '../src/modules/portal-payments/search/main-term.ts';
import { parseSearch } from '../src/modules/portal-payments/search/parse-search.ts';
import { groupStatement } from '../src/modules/portal-payments/search/search.repository.ts';
import type { Condition, DayRef, Meaning, SearchQuery } from '../src/modules/portal-payments/search/search-terms.ts';

const NOW = Date.parse('2026-11-25T12:00:00Z');
const DAY = 86_400_000;
const ROWS = 400;

interface Row {
  readonly id: string;
  readonly hotel: string;
  readonly guest: string | null;
  readonly room: string | null;
  readonly booking: string;
  readonly card: string;
  readonly amount: number;
  readonly kind: PaymentKind;
  readonly status: PaymentStatus;
  readonly terminal: string;
  readonly atMs: number;
}

const HOTELS = [1, 2, 3].map((n) => `00000000-0000-7000-8000-00000000000${n}`);
/** By the clocks of each: half an hour beside the others, and behind them. */
const ZONES = ['Europe/Moscow', 'Asia/Kolkata', 'America/New_York'];
const NAMES = [
  'Иванов',
  'ИВАНОВА',
  'Иваницкий',
  'иван',
  'Иванович',
  'Ив',
  'И',
  'Фёдоров',
  'федорова',
  'Алёна',
  'Александр',
  'Алекс',
  'Müller',
  'Çelik',
];
const OTHERS = ["O'Neil", 'Анна-Мария', 'Li', 'Smith', '100%_x', '#552', '552', 'Дмитрий', '«Гость»', '№ 7', '李 小龙'];
const ROOMS = ['552', '553', '9000', '12А', '12A', '12 а', '№ 7', '#552', 'Люкс', null];
const GAPS = [' ', '  ', '-', ', ', '.'];
const STATUSES: readonly PaymentStatus[] = ['approved', 'approved', 'declined', 'failed', 'reversed', 'unknown', 'manual_review'];
const KINDS: readonly PaymentKind[] = ['sale', 'sale', 'sale', 'refund', 'void'];

/** The same rows each time. */
const rows: readonly Row[] = fc
  .sample(
    fc.record({
      hotel: fc.constantFrom(...HOTELS),
      guest: fc.option(
        fc
          .array(fc.tuple(fc.constantFrom(...NAMES, ...OTHERS), fc.constantFrom(...GAPS)), { minLength: 1, maxLength: 4 })
          .map((parts) => parts.map(([name, gap], at) => (at === 0 ? name : gap + name)).join('')),
        { freq: 10 },
      ),
      room: fc.constantFrom(...ROOMS),
      card: fc.constantFrom('0552', '9000', '1234'),
      amount: fc.constantFrom(552, 1234, 9000, 100, 5000),
      kind: fc.constantFrom(...KINDS),
      status: fc.constantFrom(...STATUSES),
      terminal: fc.nat(1),
      hours: fc.nat(40 * 24),
    }),
    { numRuns: ROWS, seed: 51 },
  )
  .map(({ hours, terminal, ...row }, n) => {
    const atMs = NOW - hours * 3_600_000 - n;
    const hotel = HOTELS.indexOf(row.hotel) + 1;
    return {
      ...row,
      atMs,
      id: `${atMs
        .toString(16)
        .padStart(12, '0')
        .replace(/^(.{8})/, '$1-')}-7000-8000-${n.toString(16).padStart(12, '0')}`,
      booking: n % 5 === 0 ? 'Иванов' : n % 7 === 0 ? '552' : `RMS${n}`,
      terminal: `00000000-0000-7000-9000-0000000000${hotel}${terminal}`,
    };
  });

let database: TestDatabase;
let pool: Pool;
beforeAll(async () => {
  database = await testDatabase();
  const url = new URL(inject('database').adminUrl);
  url.pathname = new URL(database.ownerUrl).pathname;
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  await client.query('set session_replication_role = replica');
  await client.query('alter table payment enable always trigger payment_words_made');
  await client.query(`insert into gateway_instance values ('truth', 1, now(), now(), now())`);
  for (const [at, hotel] of HOTELS.entries()) {
    await client.query(`insert into property (id, name, time_zone, currency, currencies) values ($1, $2, $3, 'RUB', '{RUB}')`, [
      hotel,
      `Hotel ${at}`,
      ZONES[at],
    ]);
    for (const n of [0, 1])
      await client.query(
        `insert into terminal (id, property_id, name, driver, settings, device_address, tid) values ($1, $2, $3, 'sberbank', '{}', $3, $4)`,
        [`00000000-0000-7000-9000-0000000000${at + 1}${n}`, hotel, `T${at}${n}`, `0000000${at}`],
      );
  }
  for (const [n, row] of rows.entries())
    await client.query(
      `insert into payment (id, property_id, terminal_id, kind, amount_minor, currency, status, last_seq, idempotency_key, params, params_hash, pms_transaction_number,
         confirmation_number, guest_name, room, device_reference, instance_id, card_mask, created_at, updated_at)
       values ($1, $2, $3, $4, $5, 'RUB', $6, 1, $7, '{}', '\\x00', $8, $9, $10, $11, $7, 'truth', $12, $13, $13)`,
      [
        row.id,
        row.hotel,
        row.terminal,
        row.kind,
        (row.kind === 'sale' ? 100 : -100) * row.amount,
        row.status,
        `key ${n}`,
        `P${n}`,
        row.booking,
        row.guest,
        row.room,
        `220220******${row.card}`,
        new Date(row.atMs),
      ],
    );
  await client.query('analyze payment');
  await client.query('analyze payment_word');
  await client.end();
  pool = createPool(database.appUrl, {
    applicationName: 'truth-test',
    onError: (error) => {
      throw error;
    },
  });
}, 120_000);
afterAll(async () => {
  await pool.end();
  await database.close();
});

/** What a search means, read row after row, without any index. */
function means(row: Row, meaning: Meaning): boolean {
  switch (meaning.field) {
    case 'guest':
      return meaning.variants.some((typed) => typed.every((word) => words(row.guest ?? '').some((one) => one.startsWith(word))));
    case 'room':
      return row.room !== null && meaning.values.includes(fold(row.room));
    case 'card':
      return meaning.values[0] === row.card;
    case 'booking':
      return meaning.values.includes(row.booking);
    case 'amount':
      return (meaning.min === null || BigInt(row.amount) * 100n >= meaning.min) && (meaning.max === null || BigInt(row.amount) * 100n <= meaning.max);
    case 'id':
      return row.id >= meaning.min && row.id <= meaning.max;
    case 'terminal':
      return meaning.values.includes(row.terminal);
    case 'rrn':
    case 'auth':
    case 'pms':
      return false;
  }
}

const CLOCKS = ZONES.map((timeZone) => new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' }));
/** Day and minute of the day by the hotel's clocks: `2026-11-25 14:05`. */
const localOf = (atMs: number, hotel: string): readonly [string, number] => {
  const [day = '', clock = ''] = (CLOCKS[HOTELS.indexOf(hotel)]?.format(atMs) ?? '').split(' ');
  return [day, Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3))];
};

/** What the hotel's calendar and clocks say to a condition. */
function holds({ hotel, atMs }: Row, condition: Condition): boolean {
  const [day, minute] = localOf(atMs, hotel);
  if (condition.on === 'time') {
    const { from, to } = condition;
    return from <= to ? from <= minute && minute <= to : minute >= from || minute <= to;
  }
  if (condition.on !== 'date') throw new Error(`No query here asks for ${condition.on}`);
  const dayOf = (ref: DayRef): string => ('day' in ref ? ref.day : (localOf(NOW - ref.daysAgo * DAY, hotel)[0] ?? ''));
  return (condition.from === null || day >= dayOf(condition.from)) && (condition.to === null || day <= dayOf(condition.to));
}

function fits(row: Row, { propertyIds, statuses, outcomes, kinds, terminalIds, fromMs, toMs, search }: PaymentListFilter): boolean {
  const terms = search?.terms ?? [];
  return (
    propertyIds.includes(row.hotel as PropertyId) &&
    (statuses?.includes(row.status) ?? true) &&
    (outcomes?.includes(outcomeOf(row.status)) ?? true) &&
    (kinds?.includes(row.kind) ?? true) &&
    (terminalIds?.includes(row.terminal) ?? true) &&
    (fromMs === undefined || row.atMs >= fromMs) &&
    (toMs === undefined || row.atMs < toMs) &&
    terms.every(({ meanings, not }) => meanings.some((meaning) => means(row, meaning)) !== not) &&
    (search?.conditions ?? []).every(({ condition, not }) => holds(row, condition) !== not)
  );
}

const byId = (a: Row, b: Row): number => (a.id < b.id ? -1 : 1);
const SORTS: Readonly<Record<PaymentSort, (a: Row, b: Row) => number>> = {
  newest: (a, b) => byId(b, a),
  oldest: byId,
  largest: (a, b) => b.amount - a.amount || byId(a, b),
  smallest: (a, b) => a.amount - b.amount || byId(b, a),
};

const idsOf = async ({ text, values }: { readonly text: string; readonly values: readonly unknown[] }): Promise<string[]> =>
  (await pool.query<{ id: string }>({ text, values: [...values] })).rows.map(({ id }) => id);

/** Page after page, to the end. */
async function pages(filter: PaymentListFilter): Promise<readonly string[]> {
  const seen: string[] = [];
  for (;;) {
    const before = seen.at(-1) as PaymentId | undefined;
    const page = await idsOf(paymentListStatement({ ...filter, before }));
    seen.push(...page);
    if (page.length < filter.limit) return seen;
  }
}

const beginning = fc
  .tuple(fc.constantFrom(...NAMES, ...OTHERS), fc.nat(9), fc.constantFrom('as it is', 'upper', 'lower'))
  .map(([name, length, letters]) => {
    const part = Array.from(name)
      .slice(0, length + 1)
      .join('');
    return letters === 'upper' ? part.toUpperCase() : letters === 'lower' ? part.toLowerCase() : part;
  });
const typedWord = fc.oneof(
  { weight: 4, arbitrary: beginning },
  beginning.map((word) => `гость:${word}`),
  fc.constantFrom('bdfy', 'bdfyjd', 'fktyf', 'ьгддук', 'ЫЬШЕР', '"Иванов Александр"', 'гость:"алекс ив"', 'щщщ'),
  fc.constantFrom('552', '9000', 'номер:552', 'номер:12а', 'номер:"12 А"', 'номер:люкс', 'номер:7777', '12a', 'карта:0552'),
  fc.constantFrom('сумма:552', 'сумма:>1000', '1234', 'бронь:Иванов', 'RMS3'),
  fc.constantFrom('время:9', 'час:22-3', 'время:14:30-16:05', 'time:<=7', 'вчера', 'неделя', 'дата:>10.11', 'дата:15.11'),
);
const query = fc
  .array(fc.tuple(fc.boolean(), fc.boolean(), typedWord), { minLength: 1, maxLength: 3 })
  .map((typed) => typed.map(([a, b, word]) => (a && b ? `-${word}` : word)).join(' '));
const narrowing = fc.record(
  {
    outcomes: fc.subarray<PaymentOutcome>(['declined', 'failed', 'reversed', 'unknown', 'approved'], { minLength: 1, maxLength: 3 }),
    kinds: fc.subarray<PaymentKind>(['sale', 'refund', 'void'], { minLength: 1, maxLength: 2 }),
    terminalIds: fc.subarray(
      HOTELS.flatMap((_, at) => [`00000000-0000-7000-9000-0000000000${at + 1}0`, `00000000-0000-7000-9000-0000000000${at + 1}1`]),
      { minLength: 1, maxLength: 2 },
    ),
    fromMs: fc.constantFrom(NOW - 30 * DAY, NOW - 7 * DAY),
    toMs: fc.constantFrom(NOW, NOW - 10 * DAY),
  },
  { requiredKeys: [] },
);

it('finds exactly what a reader of every row would, in the same order, page by page', async () => {
  const given = fc.record({
    query,
    more: fc.oneof(fc.constant({}), narrowing),
    hotels: fc.subarray(HOTELS, { minLength: 1 }),
    sort: fc.constantFrom<PaymentSort>('newest', 'newest', 'oldest', 'largest', 'smallest'),
    limit: fc.constantFrom(3, 20, 101),
  });
  let found = 0;
  await fc.assert(
    fc.asyncProperty(given, async ({ query: text, more, hotels, sort, limit }) => {
      const search = parseSearch(text, NOW);
      if (search === null || search === 'card-number' || search.unclear.length > 0) return;
      const filter: PaymentListFilter = { propertyIds: hotels as PropertyId[], search, sort, limit, nowMs: NOW, ...more };
      const expected = rows.filter((row) => fits(row, filter)).sort(SORTS[sort]);
      found += expected.length;
      expect(await pages(filter)).toEqual(expected.map(({ id }) => id));
      await groupsAgree({ ...filter, limit: ROWS }, search, expected);
    }),
    { numRuns: 120, seed: 52 },
  );
  expect(found).toBeGreaterThan(500);
}, 240_000);

/** Whatever the search box groups is found by the list, and nothing of it is missing there. */
async function groupsAgree(filter: PaymentListFilter, search: SearchQuery, expected: readonly Row[]): Promise<void> {
  // Without a word that finds them, the box has no groups.
  if (mainTerm(search) === null) return;
  const { text, values } = groupStatement(filter, ROWS);
  const { rows: groups } = await pool.query<{ field: string; count: number; ids: string[] }>({ text, values: [...values] });
  const grouped = [...new Set(groups.flatMap(({ ids }) => ids))].sort();
  expect(grouped).toEqual(expected.map(({ id }) => id).sort());
}
