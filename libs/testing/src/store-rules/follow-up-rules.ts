import { FOLIO_POSTED, type Decline, type PaymentId } from '@payport/domain';
import assert from 'node:assert/strict';
import { AT_MS, DECLINE, move, newIntent, walk, type StoreRule } from './store-bench.ts';

/** What comes after a payment: voids, and postings of the hotel system. */
export const FOLLOW_UP_RULES: readonly StoreRule[] = [
  {
    title: 'a void refused for its closed batch closes it over all that ran before, one that is not found over itself only, a release over nothing',
    run: async (bench) => {
      let made = 0;
      // Ordered by time, as the gateway makes them.
      const nextId = (): PaymentId => `${String((made += 1)).padStart(8, '0')}-${bench.newId().slice(9)}` as PaymentId;
      const approved = (kind: 'sale' | 'preauthorization'): Promise<PaymentId> =>
        walk(bench, newIntent(bench, { id: nextId(), kind }), 'dispatched', 'approved');
      const sale = (): Promise<PaymentId> => approved('sale');
      const refuse = async (original: PaymentId, code: Decline['code']): Promise<void> => {
        const link = { paymentId: original, rrn: null, authCode: null, date: null, linkedBy: 'payment_id' as const, kind: null };
        const attempt = newIntent(bench, { id: nextId(), kind: 'void', amountMinor: -150_000n, original: link });
        await walk(bench, attempt, 'dispatched');
        await bench.store.transaction([], async (tx) => {
          await tx.saveOutcome(attempt.id, { result: null, decline: { ...DECLINE, code }, holdsTerminal: false });
          await tx.append(move(attempt.id, 3, 'dispatched', 'declined'));
        });
      };
      const closedOver = (id: PaymentId): Promise<boolean> =>
        bench.other.transaction([], async (tx) => {
          const payment = await tx.find(bench.propertyId, id);
          assert.ok(payment);
          return tx.batchClosedOver(payment);
        });
      const [older, gone, later] = [await sale(), await sale(), await sale()];
      await refuse(gone, 'original_not_found');
      await refuse(later, 'issuer_refused');
      assert.deepEqual([await closedOver(older), await closedOver(gone), await closedOver(later)], [false, true, false]);
      await refuse(await approved('preauthorization'), 'batch_closed');
      assert.equal(await closedOver(later), false, 'a release that was refused tells nothing of a batch');
      const [asked, younger] = [await sale(), await sale()];
      await refuse(asked, 'batch_closed');
      assert.deepEqual([await closedOver(older), await closedOver(asked), await closedOver(younger)], [true, true, false]);
    },
  },
  {
    title: 'captures are counted apart from refunds, and one that is not proven to have failed counts as a claim',
    run: async (bench) => {
      const reserved = await walk(bench, newIntent(bench, { kind: 'preauthorization' }), 'dispatched', 'approved');
      const link = { paymentId: reserved, rrn: null, authCode: null, date: null, linkedBy: 'payment_id' as const, kind: null };
      const take = (amountMinor: bigint, ...states: readonly ('approved' | 'unknown' | 'declined')[]): Promise<PaymentId> =>
        walk(bench, newIntent(bench, { kind: 'capture', amountMinor, original: link }), 'dispatched', ...states);
      await take(100n, 'approved');
      await take(20n, 'unknown');
      await take(3n, 'declined');
      const seen = await bench.other.find(reserved);
      assert.deepEqual([seen?.capturedMinor, seen?.captureClaimsMinor, seen?.refundedMinor, seen?.refundClaimsMinor], [100n, 120n, 0n, 0n]);
    },
  },
  {
    title: 'every posting that was reported is kept, and the one that was saved is shown',
    run: async (bench) => {
      const intent = newIntent(bench);
      await walk(bench, intent, 'dispatched');
      const posting = { postingNumber: 'F-1', postedAtMs: AT_MS - 5, folioWindow: '2', reportedAtMs: AT_MS + 3 };
      const { reportedAtMs: atMs, ...evidence } = posting;
      await bench.store.transaction([], async (tx) => {
        await tx.append({ ...move(intent.id, 3, 'dispatched', 'dispatched', atMs), type: 'note', cause: FOLIO_POSTED, evidence });
        await tx.savePosting(intent.id, posting);
        assert.deepEqual(await tx.postings(intent.id), [posting]);
      });
      assert.deepEqual((await bench.other.find(intent.id))?.posting, posting);
      assert.deepEqual(await bench.other.transaction([], (tx) => tx.postings(intent.id)), [posting]);
    },
  },
];
