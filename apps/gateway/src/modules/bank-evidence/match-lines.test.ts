import type { BankLine, CardResult, LinePayment, PaymentId, PaymentRecord, PropertyId } from '@payport/domain';
import { describe, expect, it } from 'vitest';
import { NOTHING_SAID } from '../payments/index.ts';
import { matchLines } from './match-lines.ts';

const RRN = '601512345678';
const OTHER = '601587654321';
let made = 0;

const line = (over: Partial<BankLine> = {}): BankLine => ({
  id: String((made += 1)),
  propertyId: 'hotel' as PropertyId,
  source: 'file',
  sourceLine: String(made),
  kind: 'sale',
  state: 'captured',
  amountMinor: 150_000n,
  currency: 'RUB',
  tid: '00459991',
  mid: null,
  rrn: null,
  authCode: null,
  cardMask: null,
  businessDay: '2026-01-15',
  ...over,
});
type Own = Partial<Omit<PaymentRecord, 'result'>> & { readonly result?: Partial<CardResult>; readonly day?: string; readonly tid?: string | null };
const subject = (id: string, { day = '2026-01-15', tid = '00459991', result, ...over }: Own = {}): LinePayment => ({
  tid,
  day,
  payment: {
    id: id as PaymentId,
    kind: 'sale',
    amountMinor: 150_000n,
    currency: 'RUB',
    status: 'manual_review',
    unknownSinceMs: 1,
    original: null,
    ...over,
    result: result ? { ...NOTHING_SAID, ...result } : null,
  } as PaymentRecord,
});
const match = (lines: readonly BankLine[], payments: readonly LinePayment[], asked = lines.map(({ id }) => id)) =>
  Object.fromEntries([...matchLines({ asked, lines, payments })].map(([id, { says, matchedBy }]) => [id, `${says} ${matchedBy}`]));

describe('by the bank’s reference', () => {
  it('a line is about the payment that carries it, whatever day and terminal it leaves out', () => {
    const own = subject('p', { result: { rrn: RRN } });
    expect(match([line({ rrn: RRN, tid: null, businessDay: '2026-02-01' })], [own, subject('q')])).toEqual({ p: 'captured rrn' });
  });

  it('another terminal, currency or kind under it is about nobody', () => {
    const own = subject('p', { result: { rrn: RRN } });
    for (const wrong of [{ tid: '00459992' }, { currency: 'EUR' }, { kind: 'refund' as const }])
      expect(match([line({ rrn: RRN, ...wrong })], [own])).toEqual({});
  });

  it('a reversal of the whole takes the sale back, in whichever order the lists came; of a part proves nothing', () => {
    const own = subject('p', { result: { rrn: RRN } });
    const back = line({ rrn: RRN, kind: 'reversal' });
    expect(match([line({ rrn: RRN }), back], [own])).toEqual({ p: 'reversed rrn' });
    expect(match([back], [own])).toEqual({ p: 'reversed rrn' });
    expect(match([line({ rrn: RRN, state: 'reversed' }), line({ rrn: RRN })], [own])).toEqual({ p: 'reversed rrn' });
    expect(match([line({ rrn: RRN }), line({ rrn: RRN, kind: 'reversal', amountMinor: 50_000n })], [own])).toEqual({});
  });

  it('two amounts prove neither, and the same operation in two lists is one', () => {
    const own = subject('p', { result: { rrn: RRN } });
    expect(match([line({ rrn: RRN }), line({ rrn: RRN, amountMinor: 1n })], [own])).toEqual({});
    expect(match([line({ rrn: RRN }), line({ rrn: RRN, source: 'another file' })], [own])).toEqual({ p: 'captured rrn' });
  });

  it('two payments of one kind under it: nobody can say which', () => {
    expect(match([line({ rrn: RRN })], [subject('p', { result: { rrn: RRN } }), subject('q', { result: { rrn: RRN } })])).toEqual({});
  });

  it('a void ran where its original was reversed', () => {
    const original = subject('sale', { status: 'approved', result: { rrn: RRN } });
    const link = { paymentId: 'sale' as PaymentId, rrn: RRN, authCode: null, date: null, linkedBy: 'payment_id' as const, kind: 'sale' as const };
    const ofVoid = subject('void', { kind: 'void', amountMinor: -150_000n, original: link });
    expect(match([line({ rrn: RRN }), line({ rrn: RRN, kind: 'reversal' })], [original, ofVoid])).toEqual({
      sale: 'reversed rrn',
      void: 'captured rrn',
    });
    expect(match([line({ rrn: RRN })], [original, ofVoid])).toEqual({ sale: 'captured rrn' });
  });

  it('a line without numbers may be that of a sale whose reversal alone carries the reference, and proves nothing of another', () => {
    const voided = subject('voided', { status: 'approved', result: { rrn: RRN } });
    const lines = [line(), line({ rrn: RRN, kind: 'reversal' })];
    expect(match(lines, [voided, subject('other')])).toEqual({ voided: 'reversed rrn' });
    expect(match(lines, [voided])).toEqual({ voided: 'reversed rrn' });
  });

  it('of two voids of one sale nobody can say which of them the reversal is', () => {
    const original = subject('sale', { status: 'approved', result: { rrn: RRN } });
    const link = { paymentId: 'sale' as PaymentId, rrn: RRN, authCode: null, date: null, linkedBy: 'payment_id' as const, kind: 'sale' as const };
    const ofVoid = { kind: 'void' as const, amountMinor: -150_000n, original: link };
    const refused = subject('refused', { ...ofVoid, status: 'declined' });
    const made = subject('made', { ...ofVoid, status: 'approved', result: { rrn: OTHER } });
    expect(match([line({ rrn: RRN }), line({ rrn: RRN, kind: 'reversal' })], [original, refused, made])).toEqual({ sale: 'reversed rrn' });
  });
});

describe('by terminal, amount and day', () => {
  it('one line and one payment that are left over belong together, also when the bank’s day is the next', () => {
    expect(match([line()], [subject('p')])).toEqual({ p: 'captured terminal_amount_day' });
    expect(match([line({ rrn: RRN, businessDay: '2026-01-16' })], [subject('p')])).toEqual({ p: 'captured terminal_amount_day' });
    const refund = subject('p', { kind: 'refund', amountMinor: -150_000n });
    expect(match([line({ kind: 'refund' })], [refund])).toEqual({ p: 'captured terminal_amount_day' });
  });

  it.each([
    ['another amount', { amountMinor: 150_001n }],
    ['another terminal', { tid: '00459992' }],
    ['no terminal', { tid: null }],
    ['the day before', { businessDay: '2026-01-14' }],
    ['two days later', { businessDay: '2026-01-17' }],
    ['another kind', { kind: 'refund' as const }],
    ['a reversal', { kind: 'reversal' as const }],
    ['another currency', { currency: 'EUR' }],
  ])('%s is no match', (_, wrong) => {
    expect(match([line(wrong)], [subject('p')])).toEqual({});
  });

  it('never where two payments could be meant, whatever became of the other one', () => {
    for (const status of ['approved', 'declined', 'unknown', 'reversed'] as const)
      expect(match([line()], [subject('p'), subject('q', { status })]), status).toEqual({});
  });

  it('never where two lines could be meant', () => {
    expect(match([line(), line()], [subject('p')])).toEqual({});
    expect(match([line({ rrn: RRN }), line({ rrn: OTHER })], [subject('p')])).toEqual({});
    expect(match([line(), line({ businessDay: '2026-01-16' })], [subject('p')])).toEqual({});
  });

  it('what is spoken for by a reference is out of the way, on both sides', () => {
    const paid = subject('q', { status: 'approved', result: { rrn: OTHER } });
    expect(match([line({ rrn: OTHER }), line({ rrn: RRN })], [subject('p'), paid])).toEqual({ q: 'captured rrn', p: 'captured terminal_amount_day' });
  });

  it('a reference, a code or a card that differs speaks against it', () => {
    expect(match([line({ rrn: RRN })], [subject('p', { result: { rrn: OTHER } })])).toEqual({});
    expect(match([line({ authCode: 'AAAAAA' })], [subject('p', { result: { authCode: 'BBBBBB' } })])).toEqual({});
    expect(match([line({ cardMask: '411111******1111' })], [subject('p', { result: { cardMask: '************2222' } })])).toEqual({});
    expect(match([line({ authCode: 'AAAAAA' })], [subject('p'), subject('q', { status: 'approved', result: { authCode: 'BBBBBB' } })])).toEqual({
      p: 'captured terminal_amount_day',
    });
  });

  it('the same operation in two lists is one line, and only what was asked about is answered', () => {
    const [first, second] = [line({ authCode: 'AAAAAA' }), line({ authCode: 'AAAAAA', source: 'another file' })];
    expect(match([first, second], [subject('p')], [second.id])).toEqual({ p: 'captured terminal_amount_day' });
    expect(match([first, second], [subject('p')], [])).toEqual({});
  });

  it('a line whose reversal stands beside it by its reference was taken back, also where the reversal alone is new', () => {
    const [sale, back] = [line({ rrn: RRN }), line({ rrn: RRN, kind: 'reversal', businessDay: '2026-01-20' })];
    expect(match([sale, back], [subject('p')])).toEqual({ p: 'reversed terminal_amount_day' });
    expect(match([sale, back], [subject('p')], [back.id])).toEqual({ p: 'reversed terminal_amount_day' });
    expect(match([sale, { ...back, amountMinor: 1n }], [subject('p')])).toEqual({});
    expect(match([sale, { ...back, tid: '00459992' }], [subject('p')])).toEqual({ p: 'captured terminal_amount_day' });
  });

  it('a payment that provably never left is not meant; one that was only found to be absent can be', () => {
    expect(match([line()], [subject('p', { status: 'failed', unknownSinceMs: null })])).toEqual({});
    expect(match([line()], [subject('p', { status: 'failed' })])).toEqual({ p: 'captured terminal_amount_day' });
  });
});
