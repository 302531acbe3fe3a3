import { CONTRADICTED, type Contradiction, type PaymentId, type PaymentStatus } from '@payport/domain';
import assert from 'node:assert/strict';
import { AT_MS, move, newIntent, walk, type StoreBench, type StoreRule } from './store-bench.ts';

const EVIDENCE = { ru: 'Реестр банка: деньги прошли', en: 'The registry: the money moved' };

/** Shows a contradiction, with its event where `told`. */
async function contradict(
  bench: StoreBench,
  id: PaymentId,
  { seq, status = 'declined', told = true, ...over }: { seq: number; status?: PaymentStatus; told?: boolean } & Partial<Contradiction>,
): Promise<Contradiction> {
  const contradiction: Contradiction = { source: 'registry', evidence: EVIDENCE, atMs: AT_MS + seq, provenMinor: 150_000n, ...over };
  const { source, atMs, provenMinor } = contradiction;
  await bench.store.transaction([], async (tx) => {
    const evidence = { source, provenMinor: provenMinor.toString() };
    await tx.append({ ...move(id, seq, status, status, atMs), type: 'note', cause: told ? CONTRADICTED : 'rule', evidence });
    await tx.saveContradiction(id, contradiction);
  });
  return contradiction;
}

const violates =
  (constraint: string) =>
  (error: unknown): boolean => {
    assert.equal((error as { constraint?: unknown }).constraint, constraint, String(error));
    return true;
  };

/** What the bank says against a final state. */
export const CONTRADICTION_RULES: readonly StoreRule[] = [
  {
    title: 'a contradiction is shown beside the final state, and a later one takes its place, never an earlier one',
    run: async (bench) => {
      const id = await walk(bench, newIntent(bench), 'dispatched', 'declined');
      const first = await contradict(bench, id, { seq: 4 });
      const seen = await bench.other.find(id);
      assert.deepEqual([seen?.status, seen?.contradiction], ['declined', first]);
      const later = await contradict(bench, id, { seq: 5, provenMinor: 0n, source: 'acquirer_api' });
      assert.deepEqual((await bench.other.find(id))?.contradiction, later);
      await assert.rejects(contradict(bench, id, { seq: 6, atMs: AT_MS }), violates('payment_contradiction_kept'));
      assert.deepEqual((await bench.other.find(id))?.contradiction, later);
    },
  },
  {
    title: 'nothing is contradicted before it is final, and never without its event',
    run: async (bench) => {
      const open = await walk(bench, newIntent(bench), 'dispatched');
      await assert.rejects(contradict(bench, open, { seq: 3, status: 'dispatched' }), violates('payment_contradiction_final'));
      const id = await walk(bench, newIntent(bench), 'dispatched', 'declined');
      await assert.rejects(contradict(bench, id, { seq: 4, told: false }), violates('payment_contradiction_by_event'));
      assert.equal((await bench.other.find(id))?.contradiction, null);
    },
  },
  {
    title: 'money back that was thought to have failed counts against its original once the bank shows it',
    run: async (bench) => {
      const sale = await walk(bench, newIntent(bench), 'dispatched', 'approved');
      const link = { paymentId: sale, rrn: null, authCode: null, date: null, linkedBy: 'payment_id' as const, kind: 'sale' as const };
      const refund = await walk(bench, newIntent(bench, { kind: 'refund', amountMinor: -100n, original: link }), 'dispatched', 'declined');
      assert.equal((await bench.other.find(sale))?.refundClaimsMinor, 0n);
      await contradict(bench, refund, { seq: 4, provenMinor: 100n });
      const seen = await bench.other.find(sale);
      assert.deepEqual([seen?.refundedMinor, seen?.refundClaimsMinor], [0n, 100n]);
    },
  },
];
