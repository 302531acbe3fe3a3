import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Moment, OperationKind, PostingLine, RegistryLine, StatementEntry } from '../file-lines.ts';
import { readAcquiringCredit } from '../statement/acquiring-credit.ts';
import { readAll } from '../testing/read-all.ts';
import { FILE_ENCODINGS } from '../text/encoding.ts';
import {
  acquiringPurpose,
  encodeText,
  oneCStatement,
  PURPOSE_WORDINGS,
  sberbankText,
  sberbankWorkbook,
  settleRegistry,
  sonataJournalText,
  tochkaText,
  type PostingDraft,
  type RegistryDraft,
  type SberbankVersion,
  type StatementDraft,
} from './index.ts';

const PLACE = { legalEntity: 'ООО «Гранд Отель»', address: 'Москва; "центр"', account: '40702810684444445555' };
const digits = (length: number) => fc.stringMatching(new RegExp(`^[0-9]{${length}}$`));
const day = fc.date({ min: new Date('2026-01-01'), max: new Date('2027-12-31'), noInvalidDate: true }).map((date) => date.toISOString().slice(0, 10));
/** Midnight apart: a workbook writes it as a day without a time. */
const moment: fc.Arbitrary<Moment> = fc
  .record({ day, second: fc.integer({ min: 1, max: 86_399 }) })
  .map(({ day: on, second }) => ({ day: on, time: new Date(second * 1000).toISOString().slice(11, 19), offsetMinutes: null }));
const minor = fc.bigInt({ min: 1n, max: 99_999_999_999n });

const registryLine = (kinds: readonly OperationKind[]): fc.Arbitrary<RegistryDraft> =>
  fc
    .record({
      kind: fc.constantFrom(...kinds),
      operatedAt: moment,
      gross: minor,
      percent: fc.bigInt({ min: 0n, max: 5n }),
      rrn: digits(12),
      auth: digits(6),
      tid: digits(8),
      posted: day,
    })
    .map(({ kind, operatedAt, gross, percent, rrn, auth, tid, posted }) => {
      const fee = kind.includes('purchase') ? (gross * percent) / 100n : 0n;
      const away = kind.includes('refund') || kind === 'void' || kind === 'chargeback';
      return {
        kind,
        state: 'completed',
        operatedAt,
        timeZone: 'Europe/Moscow',
        postedOn: posted,
        registryOn: null,
        settledOn: null,
        grossMinor: gross,
        feeMinor: fee,
        feeTaxMinor: null,
        netMinor: away ? -gross - fee : gross - fee,
        currency: 'RUB',
        legalEntityInn: '7700000016',
        mid: '684444445555',
        tid,
        outlet: 'Гранд Отель; ресторан "Ёлки"',
        rrn,
        authCode: auth,
        cardMask: '220070******0184',
        cardProduct: 'МИР Классик',
        paymentSystem: null,
        operationRef: `op-${rrn}`,
        orderRef: null,
        parentRef: null,
      };
    });

/** What is left of a line in a layout that has no column for the rest. */
const only = (line: RegistryDraft, fields: readonly (keyof RegistryLine)[]): Partial<RegistryLine> =>
  Object.fromEntries(fields.map((field) => [field, line[field as keyof RegistryDraft]]));
const COMMON = ['kind', 'state', 'operatedAt', 'timeZone', 'grossMinor', 'currency', 'rrn'] as const;
const KEPT: Readonly<Record<SberbankVersion | 'tochka', readonly (keyof RegistryLine)[]>> = {
  full: [...COMMON, 'postedOn', 'feeMinor', 'netMinor', 'legalEntityInn', 'tid', 'outlet', 'cardMask', 'cardProduct'],
  reimbursement: [...COMMON, 'mid', 'tid', 'outlet'],
  short: [...COMMON, 'tid'],
  tochka: [...COMMON, 'feeMinor', 'mid', 'outlet', 'authCode', 'cardMask', 'operationRef'],
};
const KINDS: Readonly<Record<SberbankVersion | 'tochka', readonly OperationKind[]>> = {
  full: ['purchase', 'refund', 'void', 'chargeback', 'completion', 'sbp_purchase', 'sbp_refund'],
  reimbursement: ['purchase', 'refund', 'sbp_purchase'],
  short: ['purchase', 'refund'],
  tochka: ['purchase', 'refund', 'sbp_purchase', 'sbp_refund'],
};

async function bytesOf(chunks: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const all: Uint8Array[] = [];
  for await (const chunk of chunks) all.push(chunk);
  return Buffer.concat(all);
}
async function expectSame(bytes: Uint8Array, lines: readonly RegistryDraft[], version: SberbankVersion | 'tochka'): Promise<void> {
  const read = await readAll(bytes);
  expect([read.refused, read.problems, read.found.map((part) => part.version)]).toEqual([null, [], [version === 'tochka' ? 'csv-sbp' : version]]);
  expect(read.bank.map((line) => only(line, KEPT[version]))).toEqual(lines.map((line) => only(line, KEPT[version])));
}

const RUNS = { numRuns: 15 };
const some = <T>(one: fc.Arbitrary<T>) => fc.array(one, { minLength: 1, maxLength: 8 });

describe('what is written is read again, to the kopeck', () => {
  it.each(['full', 'reimbursement', 'short'] as const)('a workbook of Sberbank, %s', (version) =>
    fc.assert(
      fc.asyncProperty(some(registryLine(KINDS[version])), async (lines) =>
        expectSame(await bytesOf(sberbankWorkbook(lines, version, PLACE)), lines, version),
      ),
      RUNS,
    ),
  );

  it.each(FILE_ENCODINGS)('text tables and statements in %s', (encoding) =>
    fc.assert(
      fc.asyncProperty(some(registryLine(KINDS.full)), some(registryLine(KINDS.tochka)), async (full, tochka) => {
        const text = [...sberbankText(full, 'full', PLACE, { delimiter: ';', decimal: ',' })].join('');
        await expectSame(encodeText(text, encoding), full, 'full');
        await expectSame(encodeText([...tochkaText(tochka)].join(''), encoding), tochka, 'tochka');
      }),
      RUNS,
    ),
  );

  it('a journal of the hotel’s system', () => {
    const line: PostingDraft = {
      postingRef: 'P-100', businessDay: '2026-11-27', postedAt: { day: '2026-11-28', time: '01:02:03', offsetMinutes: null }, kind: 'refund', amountMinor: 123456n,
      currency: 'RUB', folio: 'F-7', room: '552', guest: 'Ёлкина; Анна', rrn: '600000000001', authCode: 'A1B2C3', cardMask: '220070******0184', tid: '00459991', paymentRef: null, cashier: 'Игорь',
    }; // prettier-ignore
    return readAll([...sonataJournalText([line, { ...line, kind: 'payment' }])].join('')).then(({ postings, problems }) => {
      expect(problems).toEqual([]);
      expect(postings.map(({ row: _row, ...rest }: PostingLine) => rest)).toEqual([line, { ...line, kind: 'payment' }]);
    });
  });
});

const entry = (more: Partial<StatementDraft>): StatementDraft => ({
  account: PLACE.account, direction: 'credit', amountMinor: 100n, currency: 'RUB', bookedOn: '2026-11-28', documentNumber: '12', documentOn: '2026-11-28',
  documentKind: 'Банковский ордер', counterparty: 'ПАО Сбербанк', counterpartyInn: '7707083893', counterpartyAccount: '30232810000000000001', purpose: 'Оплата', bankRef: null, ...more,
}); // prettier-ignore

it.each(FILE_ENCODINGS)('a 1C statement in %s is read again with its totals', async (encoding) => {
  const entries = [entry({ amountMinor: 1_234_567n }), entry({ direction: 'debit', amountMinor: 5_000n, documentNumber: '13' })];
  const statement = { account: PLACE.account, owner: 'ООО «Гранд»', ownerInn: '7700000016', bankBic: '044525225', from: '2026-11-28', to: '2026-11-28', openingMinor: 10_000n, entries, createdOn: '2026-11-28', createdAt: '09:00:00' }; // prettier-ignore
  const read = await readAll(encodeText(oneCStatement(statement, encoding), encoding));
  expect(read.refused).toBeNull();
  expect(read.entries.map(({ row: _row, ...rest }: StatementEntry) => rest)).toEqual(entries);
  expect(read.parts.find((part) => part.type === 'totals')).toMatchObject({
    totals: [{ account: PLACE.account, openingMinor: 10_000n, creditMinor: 1_234_567n, debitMinor: 5_000n, closingMinor: 1_239_567n }],
  });
});

describe('money for a registry', () => {
  const [sale, refund, declined] = (['purchase', 'refund', 'purchase'] as const).map((kind, at): RegistryDraft => ({
    ...fc.sample(registryLine([kind]), { numRuns: 1, seed: at })[0]!,
    operatedAt: { day: '2026-11-27', time: '10:00:00', offsetMinutes: null },
    state: at === 2 ? 'declined' : 'completed',
    grossMinor: kind === 'refund' ? 150_000n : 1_234_567n,
    feeMinor: kind === 'refund' ? 0n : 22_222n,
  }));

  it('is what came less what went back less fees; a declined operation is no money', () => {
    expect(settleRegistry([sale!, refund!, declined!])).toEqual([
      {
        mid: '684444445555',
        day: '2026-11-27',
        operations: 2,
        grossMinor: 1_234_567n,
        refundsMinor: 150_000n,
        feeMinor: 22_222n,
        netMinor: 1_062_345n,
      },
    ]);
  });

  it.each(PURPOSE_WORDINGS)('tells its fee and its refunds in words that are read again: %s', (wording) => {
    const [settled] = settleRegistry([sale!, refund!]);
    const told = readAcquiringCredit(acquiringPurpose(settled!, wording));
    expect(told).toMatchObject({ mid: '684444445555', feeMinor: 22_222n, refundsMinor: 150_000n });
    if (wording !== 'merchant') expect(told?.registryOn).toBe('2026-11-27');
    if (wording === 'reimbursement') expect(told).toMatchObject({ operations: 2, grossMinor: 1_234_567n });
  });
});
