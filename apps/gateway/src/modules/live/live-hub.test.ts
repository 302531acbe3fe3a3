import type { PropertyId } from '@payport/domain';
import { ManualClock } from '@payport/testing';
import { describe, expect, it, vi } from 'vitest';
import { LiveHub } from './live-hub.ts';
import type { Audience, LiveBatch, ToldChange } from './live-store.ts';
import type { LivePlace } from './live-place.ts';

const HOTEL = 'hotel' as PropertyId;
const START: LivePlace = { server: '1', txid: 100n, id: 0n };
const change = (txid: bigint): ToldChange => ({ txid, id: txid, topic: 'payment', subject: `p${txid}`, property: HOTEL });

/** A database by script, whose transactions are numbered as a test commits them. */
class ScriptedStore {
  readonly log: ToldChange[] = [];
  readonly sessions = new Set(['s']);
  broken = false;
  looks = 0;
  upto = 100n;

  commit(): void {
    this.log.push(change(this.upto));
    this.upto += 1n;
  }

  place(named: LivePlace | null): Promise<{ place: LivePlace; lost: boolean }> {
    return Promise.resolve({ place: named ?? { ...START, txid: this.upto }, lost: false });
  }

  after(place: LivePlace): Promise<LiveBatch> {
    this.looks += 1;
    if (this.broken) return Promise.reject(new Error('connection terminated'));
    const changes = this.log.filter(({ txid, id }) => txid > place.txid || (txid === place.txid && id > place.id));
    return Promise.resolve({ tooOld: false, changes, full: false, next: this.upto > place.txid ? { ...START, txid: this.upto } : place });
  }

  audience(ids: readonly string[]): Promise<Audience> {
    return Promise.resolve(new Map(ids.filter((id) => this.sessions.has(id)).map((id) => [id, new Map([[HOTEL, 'support' as const]])])));
  }
}

function bench() {
  const clock = new ManualClock();
  const store = new ScriptedStore();
  const warn = vi.fn();
  const hub = new LiveHub({ store, clock, log: { warn }, sessionIdleMs: 60_000 });
  const listen = async (session = 's') => {
    const told: string[] = [];
    const stream = { told, ended: false, waiting: false };
    const leave = await hub.open(session, null, {
      send: (event, place) => told.push(`${event} ${place}`),
      end: () => (stream.ended = true),
      clogged: () => stream.waiting,
    });
    return Object.assign(stream, { leave });
  };
  return { clock, store, warn, hub, listen };
}

describe('the hub of live streams', () => {
  it('tells all who are at the same place by one look, however many they are', async () => {
    const { clock, store, listen } = bench();
    const streams = [await listen(), await listen(), await listen()];
    store.commit();
    await clock.advance(150);
    expect(store.looks).toBe(1);
    for (const { told } of streams) expect(told).toEqual(['ready 1.100.0', 'change 1.100.100']);
  });

  it('looks at nothing while nobody listens', async () => {
    const { clock, store, listen } = bench();
    const { leave } = await listen();
    leave();
    await clock.advance(1_000);
    expect([store.looks <= 1, clock.pendingTimers]).toEqual([true, 0]);
  });

  it('beats every 15 s, with the place so far', async () => {
    const { clock, store, listen } = bench();
    const { told } = await listen();
    store.upto = 700n;
    await clock.advance(31_000);
    expect(told.slice(1)).toEqual(['beat 1.700.0', 'beat 1.700.0']);
  });

  it('lets go who takes nothing any more, and tells the others', async () => {
    const { clock, store, listen } = bench();
    const [slow, quick] = [await listen(), await listen()];
    slow.waiting = true;
    store.commit();
    await clock.advance(150);
    store.commit();
    await clock.advance(150);
    expect([slow.ended, quick.told.length]).toEqual([true, 3]);
  });

  it('ends a stream within 5 s of its session, where nothing happens', async () => {
    const { clock, store, listen } = bench();
    const stream = await listen();
    await clock.advance(1_000);
    store.sessions.clear();
    await clock.advance(5_100);
    expect([stream.ended, stream.told.at(-1)]).toEqual([true, 'ended 1.100.0']);
  });

  it('ends all streams where the database is away: silence must not look like peace', async () => {
    const { clock, store, warn, listen } = bench();
    const stream = await listen();
    store.broken = true;
    await clock.advance(150);
    expect([stream.ended, stream.told, warn.mock.calls.length]).toEqual([true, ['ready 1.100.0'], 1]);
  });

  it('ends all streams when the gateway stops', async () => {
    const { hub, clock, listen } = bench();
    const streams = [await listen(), await listen()];
    await hub.stop();
    expect([...streams.map(({ ended }) => ended), clock.pendingTimers]).toEqual([true, true, 0]);
  });

  it('keeps twelve streams of one session and lets the oldest go', async () => {
    const { listen } = bench();
    const streams = [];
    for (let opened = 0; opened < 13; opened += 1) streams.push(await listen());
    expect(streams.map(({ ended }) => ended)).toEqual([true, ...Array<boolean>(12).fill(false)]);
  });
});
