import type { OriginalOperation, RefundOrder } from '@payport/terminals-core';
import { describe, expect, it } from 'vitest';
import { keptNewAmount } from './partial-reversal.ts';
import { namedFields } from './parser.ts';
import { requestFields } from './serializer.ts';
import { answers, bench, fallsSilent, order, longAsked, recoveryQuery, refundOrder, RRN, type Bench } from './testing/bench.ts';

/** 50.00 of a payment of 123.45 that stands untouched in the open batch. */
const original: OriginalOperation = { rrn: RRN, authCode: '871341', amountMinor: 12_345n, givenBackMinor: 0n, inOpenBatch: true };
const part = (over: Partial<OriginalOperation> = {}, amountMinor = 5_000n): RefundOrder =>
  refundOrder({ amountMinor, original: { ...original, ...over } });
const refund = (made: Bench, what = part()) => made.clock.complete(made.driver.refund!(what, made.session));
const withParts = (): Bench => bench({ partialReversal: true });

describe('a refund of a part of a payment of the open batch', () => {
  it('goes as a change of the amount: operation 4 with what remains and what was paid', async () => {
    const made = withParts();
    expect(await refund(made)).toMatchObject({
      outcome: 'approved',
      result: { approvedAmountMinor: 5_000n, executedAs: 'void' },
      evidence: { operation: 4, answeredAmountMinor: '7345', transactionId: '123456789' },
    });
    expect(made.requests).toEqual([
      expect.objectContaining({ operation: 4, amountMinor: 7_345n, originalAmountMinor: 12_345n, rrn: RRN, authCode: '871341' }),
    ]);
  });

  it('has its fields in their order on the wire', () => {
    const fields = requestFields(
      { kind: 'partial_reversal', amountMinor: 7_345n, originalAmountMinor: 12_345n, rrn: '31116', authCode: '871341', transactionId: '123456789' },
      { terminalId: '00123456', cashTime: '20260115120000' },
    );
    expect(fields.map(({ number }) => number)).toEqual([0, 1, 4, 13, 14, 21, 25, 26, 27]);
    expect(namedFields(fields)).toMatchObject({ amount: '7345', originalAmount: '12345', rrn: '000000031116', operation: '4' });
  });

  it('does not exist without the setting', async () => {
    const made = bench();
    await refund(made);
    expect(made.requests).toEqual([expect.objectContaining({ operation: 29, amountMinor: 5_000n, originalAmountMinor: null })]);
  });

  it.each<[string, Partial<OriginalOperation>]>([
    ['its number is not known', { rrn: null }],
    ['its amount is not known', { amountMinor: null }],
    ['the batch is closed', { inOpenBatch: false }],
    ['nobody knows whether the batch is open', { inOpenBatch: null }],
    ['something of it went back before', { givenBackMinor: 1n }],
    ['nobody knows whether something went back before', { givenBackMinor: null }],
    ['all of it goes back', { amountMinor: 5_000n }],
    ['more than all of it goes back', { amountMinor: 4_999n }],
  ])('goes as a refund where %s', async (_why, over) => {
    const made = withParts();
    await refund(made, part(over));
    expect(made.requests).toEqual([expect.objectContaining({ operation: 29, amountMinor: 5_000n })]);
  });

  it('never goes to the wrong terminal, in another currency or under a number that could be anything else', async () => {
    const made = withParts();
    for (const what of [{ ...part(), tid: '00999999' }, { ...part(), currency: 'EUR' }, part({ rrn: '3111;6' })]) {
      expect(await refund(made, what)).toMatchObject({ outcome: 'not_sent' });
    }
    expect(made.requests).toEqual([]);
  });

  it('of another amount than what remains is no answer to it', async () => {
    const made = withParts();
    for (const amountMinor of [5_000n, 12_345n]) {
      made.script = [answers({ amountMinor })];
      expect(await refund(made)).toMatchObject({ outcome: 'unknown', evidence: { distrust: 'other_amount' } });
    }
    made.script = [answers({ operation: 29 })];
    expect(await refund(made)).toMatchObject({ outcome: 'unknown', evidence: { distrust: 'other_operation' } });
  });
});

describe('a partial reversal whose answer was lost', () => {
  it('is not sent before what a question about it needs is kept', async () => {
    const made = withParts();
    const kept: unknown[] = [];
    made.session.keep = (facts) => {
      kept.push(facts);
      expect(made.requests).toEqual([]);
      return Promise.resolve();
    };
    await refund(made);
    expect(kept).toEqual([{ partialReversal: true, newAmountMinor: '7345', originalAmountMinor: '12345' }]);
    made.session.keep = () => Promise.reject(new Error('no database'));
    expect(await refund(made)).toMatchObject({ outcome: 'not_sent', evidence: { kept: false } });
    expect(made.requests).toHaveLength(1);
  });

  const lost = { partialReversal: true, newAmountMinor: '7345', originalAmountMinor: '12345' };
  const ask = async (copy: object, kept: readonly object[] = [lost]) => {
    const made = withParts();
    const query = recoveryQuery(made.clock.now() - 400_000, { operation: 'refund', order: order({ amountMinor: 5_000n }), kept: kept as never });
    await longAsked(made, query);
    made.script = [answers({ operation: 4, transactionId: '123456789', amountMinor: 7_345n, ...copy })];
    return made.clock.complete(made.driver.recover(query, made.session));
  };

  it('is proven by a copy with what remains', async () => {
    expect(await ask({})).toMatchObject({ finding: 'approved', result: { approvedAmountMinor: 5_000n, executedAs: 'void' } });
    expect(await ask({ status: 16, hostCode: '12' })).toMatchObject({ finding: 'declined' });
  });

  it.each([
    ['the amount that went back', { amountMinor: 5_000n }],
    ['another code', { operation: 29 }],
    ['no amount', { amountMinor: null }],
    ['another number', { transactionId: '555555555' }],
  ])('is not proven by a copy with %s', async (_what, copy) => {
    expect(await ask(copy)).toMatchObject({ finding: 'cannot_tell', conclusive: true });
  });

  it('is told from a refund by what was kept', async () => {
    expect(await ask({}, [])).toMatchObject({ finding: 'cannot_tell', evidence: { distrust: 'other_amount' } });
    expect(await ask({ amountMinor: 5_000n }, [])).toMatchObject({ finding: 'approved' });
    expect(await ask({}, [{ partialReversal: true, newAmountMinor: '1' }, { note: 'x' }, lost])).toMatchObject({ finding: 'approved' });
  });

  it.each([
    [[]],
    [[{ partialReversal: false, newAmountMinor: '1' }]],
    [[{ partialReversal: true, newAmountMinor: 7 }]],
    [[{ partialReversal: true, newAmountMinor: 'x' }]],
  ])('has no new amount in %j', (kept) => expect(keptNewAmount(kept)).toBeNull());

  it('stays open while nothing is said', async () => {
    const made = withParts();
    made.script = [fallsSilent];
    expect(await refund(made)).toMatchObject({ outcome: 'unknown', runEnded: false });
  });
});
