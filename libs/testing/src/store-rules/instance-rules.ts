import type { ClaimRecord, InstanceStore, LeaseHolder, LeaseSession, PaymentId, StepLimits } from '@payport/domain';
import assert from 'node:assert/strict';
import { newIntent, walk, type StoreBench } from './store-bench.ts';

/** Two gateways' views of one database, in which no gateway is registered yet. The second terminal is reached by `tcp:`. */
export interface InstanceBench extends StoreBench {
  readonly instances: InstanceStore;
  readonly others: InstanceStore;
  /** The gateway's lease ran out so long ago, by the database's clock. */
  readonly expire: (instanceId: string, agoMs: number) => Promise<void>;
}

export interface InstanceRule {
  readonly title: string;
  readonly run: (bench: InstanceBench) => Promise<void>;
}

const LEASE_MS = 20_000;
const STEPS: StepLimits = { of: () => Promise.resolve(200_000), longest: 300_000 };
const A: LeaseHolder = { instanceId: 'a', machine: 'one' };
const B: LeaseHolder = { instanceId: 'b', machine: 'one' };
const FAR: LeaseHolder = { instanceId: 'far', machine: 'two' };

const quiet = (): void => undefined;

async function live(instances: InstanceStore, holder: LeaseHolder): Promise<{ readonly session: LeaseSession; readonly epoch: string }> {
  const session = await instances.session(quiet);
  const epoch = await session.take(holder, LEASE_MS);
  assert.ok(epoch !== null, `${holder.instanceId} is taken`);
  return { session, epoch };
}

/** A payment of gateway `a` that is on its device. */
async function onDevice(bench: InstanceBench, terminal: 0 | 1): Promise<PaymentId> {
  const terminalId = bench.terminalIds[terminal];
  const id = await walk(bench, newIntent(bench, { terminalId, instanceId: A.instanceId }), 'dispatched');
  const claim = { address: bench.addresses[terminal], terminalId, holder: 'payment' as const, paymentId: id, commandId: null, cashier: null };
  await bench.store.transaction([], (tx) => tx.takeClaim({ ...claim, instanceId: A.instanceId, takenAtMs: 0 }));
  return id;
}

const claimOf = (bench: InstanceBench, id: PaymentId): Promise<ClaimRecord | null> => bench.store.transaction([], (tx) => tx.claimOfPayment(id));

async function closing(sessions: readonly LeaseSession[], work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } finally {
    for (const session of sessions) await session.end();
  }
}

/** What a lease promises, and what becomes of a dead gateway's work. */
export const INSTANCE_RULES: readonly InstanceRule[] = [
  {
    title: 'a name has one session, and is free when that one ends',
    run: async (bench) => {
      const first = await live(bench.instances, A);
      const second = await bench.others.session(quiet);
      await closing([second], async () => {
        assert.equal(await second.take(A, LEASE_MS), null);
        await first.session.end();
        assert.equal(await second.take(A, LEASE_MS), String(BigInt(first.epoch) + 1n));
      });
    },
  },
  {
    title: 'a lease is renewed under its own epoch, and never after it ran out',
    run: async (bench) => {
      const { session, epoch } = await live(bench.instances, A);
      await closing([session], async () => {
        assert.equal(await session.renew('a', epoch, LEASE_MS), true);
        assert.equal(await session.renew('a', String(BigInt(epoch) + 1n), LEASE_MS), false);
        await bench.expire('a', 1);
        assert.equal(await session.renew('a', epoch, LEASE_MS), false);
      });
    },
  },
  {
    title: 'only others whose lease holds are alive',
    run: async (bench) => {
      const { session } = await live(bench.instances, A);
      await closing([session], async () => {
        assert.equal(await bench.instances.othersLive('a'), false);
        assert.equal(await bench.others.othersLive('b'), true);
        await bench.expire('a', 1);
        assert.equal(await bench.others.othersLive('b'), false);
      });
    },
  },
  {
    title: 'what a living gateway works on is nobody else’s',
    run: async (bench) => {
      const [a, b] = [await live(bench.instances, A), await live(bench.others, B)];
      await closing([a.session, b.session], async () => {
        const id = await onDevice(bench, 1);
        assert.equal(await bench.others.leftByTheDead('b'), false);
        assert.deepEqual(await bench.others.adopt(B, STEPS), { payments: [], commands: [] });
        assert.equal((await bench.store.find(id))?.instanceId, 'a');
      });
    },
  },
  {
    title: 'a dead gateway’s open payment goes to its heir with its device, and its sleeper may not renew',
    run: async (bench) => {
      const [a, b] = [await live(bench.instances, A), await live(bench.others, B)];
      await closing([a.session, b.session], async () => {
        const id = await onDevice(bench, 0);
        const before = await claimOf(bench, id);
        await bench.expire('a', 1_000);
        assert.equal(await bench.others.leftByTheDead('b'), true);
        assert.deepEqual(await bench.others.adopt(B, STEPS), { payments: [{ id, from: 'a' }], commands: [] });
        const payment = await bench.store.find(id);
        assert.equal(payment?.instanceId, 'b');
        assert.ok(payment.absenceCountsAfterMs !== null);
        const claim = await claimOf(bench, id);
        assert.equal(claim?.instanceId, 'b');
        assert.ok((claim?.fencingToken ?? 0n) > (before?.fencingToken ?? 0n));
        assert.equal(await a.session.renew('a', a.epoch, LEASE_MS), false);
        assert.equal(await bench.others.leftByTheDead('b'), false);
      });
    },
  },
  {
    title: 'absence counts, by the store’s clock, after the end of the lease and the longest step of the device',
    run: async (bench) => {
      const [a, b] = [await live(bench.instances, A), await live(bench.others, B)];
      await closing([a.session, b.session], async () => {
        const ids = [await onDevice(bench, 0), await onDevice(bench, 1)];
        await bench.expire('a', 50_000);
        const limits = new Map(bench.terminalIds.map((terminal, i) => [terminal, (i + 1) * 100_000]));
        await bench.others.adopt(B, { ...STEPS, of: (terminal) => Promise.resolve(limits.get(terminal) ?? 0) });
        const [first, second] = await Promise.all(ids.map(async (id) => (await bench.store.find(id))?.absenceCountsAfterMs ?? 0));
        assert.equal((second ?? 0) - (first ?? 0), 100_000);
        // The lease ended 50 s ago, and the step takes 100 s.
        const leftMs = (first ?? 0) - (await bench.store.nowMs());
        assert.ok(leftMs > 0 && leftMs <= 50_000, `${leftMs} ms are left`);
      });
    },
  },
  {
    title: 'what hangs on another machine stays, what the network reaches does not, and what is over stays',
    run: async (bench) => {
      const [a, far] = [await live(bench.instances, A), await live(bench.others, FAR)];
      await closing([a.session, far.session], async () => {
        const [here, net] = [await onDevice(bench, 0), await onDevice(bench, 1)];
        const over = await walk(bench, newIntent(bench, { terminalId: bench.terminalIds[1], instanceId: 'a' }), 'dispatched', 'approved');
        await bench.expire('a', 1_000);
        assert.deepEqual((await bench.others.adopt(FAR, STEPS)).payments, [{ id: net, from: 'a' }]);
        assert.equal((await bench.store.find(here))?.instanceId, 'a');
        assert.equal((await bench.store.find(over))?.instanceId, 'a');
      });
    },
  },
  {
    title: 'two heirs at once adopt each payment once',
    run: async (bench) => {
      const gateways = [await live(bench.instances, A), await live(bench.instances, B), await live(bench.others, { ...FAR, machine: 'one' })];
      await closing(
        gateways.map(({ session }) => session),
        async () => {
          const id = await onDevice(bench, 1);
          await bench.expire('a', 1_000);
          const adopted = await Promise.all([bench.instances.adopt(B, STEPS), bench.others.adopt({ ...FAR, machine: 'one' }, STEPS)]);
          assert.deepEqual(
            adopted.flatMap(({ payments }) => payments.map((payment) => payment.id)),
            [id],
          );
        },
      );
    },
  },
  {
    title: 'a link test of the dead gives its device back only when no sleeper can be at it',
    run: async (bench) => {
      const [a, b] = [await live(bench.instances, A), await live(bench.others, B)];
      await closing([a.session, b.session], async () => {
        const claim = { terminalId: bench.terminalIds[0], holder: 'service' as const, paymentId: null, commandId: null, cashier: null };
        const address = bench.addresses[0];
        await bench.store.transaction([], (tx) => tx.takeClaim({ ...claim, address, instanceId: 'a', takenAtMs: 0 }));
        const held = async (): Promise<boolean> => (await bench.store.transaction([], (tx) => tx.claim(address))) !== null;
        await bench.expire('a', STEPS.longest - 60_000);
        await bench.others.adopt(B, STEPS);
        assert.equal(await held(), true);
        await bench.expire('a', STEPS.longest + 1_000);
        assert.equal(await bench.others.leftByTheDead('b'), true);
        await bench.others.adopt(B, STEPS);
        assert.equal(await held(), false);
      });
    },
  },
];
