import type { PaymentId } from '@payport/domain';
import { ManualClock } from '@payport/testing';
import type { Pool } from 'pg';
import { describe, expect, it } from 'vitest';
import type { PaymentFeed } from '../payments/index.ts';
import { PeerNews, type PeerPulse } from './peer-news.ts';

interface Row {
  readonly last_seq: number;
  readonly status: string;
  readonly confirmed: boolean;
}

/** A gateway beside another one, with one payment that it watches, one that it runs and one that it holds. */
class Desk {
  readonly clock = new ManualClock();
  readonly rows = new Map<string, Row>();
  readonly queries: (readonly string[])[] = [];
  readonly said: string[] = [];
  watched: string[] = [];
  running: string[] = [];
  held: string[] = [];
  alone = false;
  readonly news: PeerNews;

  constructor(pulse?: PeerPulse) {
    const query = (asked: { readonly values: readonly [readonly string[]] }) => {
      const [ids] = asked.values;
      this.queries.push(ids);
      return Promise.resolve({ rows: ids.flatMap((id) => (this.rows.has(id) ? [{ id, ...this.rows.get(id) }] : [])) });
    };
    const ids = (which: readonly string[]) => which as readonly PaymentId[];
    this.news = new PeerNews({
      pool: { query } as unknown as Pool,
      gateways: { othersLive: () => Promise.resolve(!this.alone) },
      feed: {
        watched: () => ids([...this.watched, ...this.running]),
        publish: (id: PaymentId) => this.said.push(`publish ${id}`),
      } as unknown as PaymentFeed,
      sessions: { stop: (id) => this.said.push(`stop ${id}`) > 0 },
      isLocal: (id) => this.running.includes(id),
      running: () => ids(this.running),
      held: { waiting: () => ids(this.held), wake: (id) => this.said.push(`wake ${id}`) },
      clock: this.clock,
      pulse,
      log: { warn: () => undefined, alert: () => undefined },
    });
  }

  put(id: string, row: Partial<Row>): void {
    this.rows.set(id, { last_seq: 1, status: 'in_progress', confirmed: false, ...this.rows.get(id), ...row });
  }

  async look(): Promise<readonly string[]> {
    this.said.length = 0;
    await this.clock.advance(3_300);
    return [...new Set(this.said)].sort();
  }
}

describe('what another gateway did', () => {
  it('is told to whom it concerns: the caller who waits, the device that is to stop, the held payment that was decided', async () => {
    const desk = new Desk();
    desk.watched = ['theirs'];
    desk.running = ['ours'];
    desk.held = ['held'];
    for (const id of ['theirs', 'ours', 'held']) desk.put(id, {});
    desk.news.start();
    expect(await desk.look()).toEqual(['publish theirs']);
    expect(await desk.look()).toEqual([]);
    desk.put('theirs', { last_seq: 2, status: 'cancelling' });
    desk.put('ours', { last_seq: 2, status: 'cancelling' });
    desk.put('held', { last_seq: 2, confirmed: true });
    expect(await desk.look()).toEqual(['publish theirs', 'stop ours', 'wake held']);
    desk.put('held', { status: 'reversing', confirmed: false });
    desk.running = [];
    expect(await desk.look()).toEqual(['wake held']);
    desk.news.stop();
  });

  it('is looked at when the pulse says so, and no sooner', async () => {
    const due: { readonly withinMs: number; readonly look: () => void }[] = [];
    const desk = new Desk({ next: (withinMs, look) => (due.push({ withinMs, look }), () => undefined) });
    desk.watched = ['theirs'];
    desk.put('theirs', {});
    desk.news.start();
    expect(await desk.look()).toEqual([]);
    due.shift()?.look();
    expect(await desk.look()).toEqual(['publish theirs']);
    expect(due.map(({ withinMs }) => withinMs)).toEqual([300]);
    desk.news.stop();
  });

  it('is asked in one statement, and not at all where nothing waits or nobody else lives', async () => {
    const desk = new Desk();
    desk.news.start();
    await desk.look();
    expect(desk.queries).toEqual([]);
    desk.watched = ['theirs'];
    desk.running = ['ours'];
    await desk.look();
    expect(desk.queries.every((ids) => ids.join() === 'theirs,ours')).toBe(true);
    expect(desk.queries.length).toBeGreaterThan(5);
    desk.alone = true;
    await desk.look();
    desk.queries.length = 0;
    await desk.look();
    expect(desk.queries).toEqual([]);
    desk.news.stop();
  });
});
