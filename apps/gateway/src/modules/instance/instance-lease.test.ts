import { ConnectionLost, ManualClock, MemoryDatabase, MemoryInstanceStore, type StoreConditions } from '@payport/testing';
import { expect, it } from 'vitest';
import { InstanceLease, LEASE_MS } from './instance-lease.ts';

const HOLDER = { instanceId: 'a', machine: 'one' };
const LOG = { warn: () => undefined, alert: () => undefined };

/** A lease on a server whose statements fail as long as they are listed. */
function aLease() {
  const clock = new ManualClock(Date.UTC(2026, 0, 15));
  const failing = new Set<string>();
  const conditions: StoreConditions = {
    statement: (name) => (failing.has(name) ? Promise.reject(new ConnectionLost('not now')) : undefined),
    commit: () => 'done',
  };
  const store = new MemoryInstanceStore(new MemoryDatabase(), () => clock.now(), conditions);
  return { clock, failing, store, lease: new InstanceLease(HOLDER, store, clock, LOG) };
}

it('a lease that could not be taken does not keep its own name from the next try', async () => {
  const { clock, failing, store, lease } = aLease();
  await lease.acquire();
  failing.add('lease_take');
  store.cutSessions();
  await clock.advance(5_000);
  await expect(lease.assertHeld()).rejects.toThrow('lost its lease');
  failing.clear();
  await clock.advance(5_000);
  await lease.assertHeld();
  await lease.release();
});

it('what began before the lease was lost must not be sent after it was taken anew', async () => {
  const { clock, store, lease } = aLease();
  await lease.acquire();
  const old = lease.permit();
  store.cutSessions();
  await clock.advance(5_000);
  await expect(old()).rejects.toThrow('lost its lease');
  await lease.permit()();
  await lease.release();
});

it('a sleeper looks before it sends, and finds that its lease ran out', async () => {
  const { clock, lease } = aLease();
  await lease.acquire();
  const old = lease.permit();
  clock.jump(LEASE_MS + 1);
  await expect(old()).rejects.toThrow('lost its lease');
  await lease.release();
});

it('a gateway that stops while it still waits for its name takes it no more', async () => {
  const { clock, store, lease } = aLease();
  const former = await store.session(() => undefined);
  await former.take(HOLDER, LEASE_MS);
  const waiting = lease.acquire();
  const refused = expect(waiting).rejects.toThrow('stops');
  await lease.release();
  await former.end();
  await clock.advance(20_000);
  await refused;
});
