import type { Clock, PaymentId } from '@payport/domain';
import type { Pool } from 'pg';
import type { DeadGateways } from '../instance/index.ts';
import type { EngineLog, PaymentFeed } from '../payments/index.ts';
import type { TerminalSessions } from '../terminal-sessions/index.ts';
import type { TwoPhase } from '../two-phase/index.ts';

/** How late a caller hears of a payment that runs at another gateway, and a device of a stop that was asked for there, ms. */
const LOOK_MS = 300;
/** How soon another gateway is noticed, ms. */
const ROLL_CALL_MS = 3_000;

export interface PeerNewsPorts {
  readonly pool: Pool;
  readonly gateways: Pick<DeadGateways, 'othersLive'>;
  readonly feed: PaymentFeed;
  readonly sessions: Pick<TerminalSessions, 'stop'>;
  readonly isLocal: (id: PaymentId) => boolean;
  readonly running: () => readonly PaymentId[];
  readonly held: Pick<TwoPhase, 'waiting' | 'wake'>;
  readonly clock: Clock;
  readonly log: EngineLog;
}

/**
 * What other gateways did to payments that matter here: callers who wait at this one for a payment of another, and stops
 * that were asked for at another one. A gateway that is alone on its database asks nothing but whether it still is.
 */
export class PeerNews {
  private stopped = false;
  private alone = true;
  private lookedAt = -Infinity;
  private cancel = (): void => undefined;
  private readonly seen = new Map<PaymentId, number>();

  constructor(private readonly ports: PeerNewsPorts) {}

  start(): void {
    if (this.stopped) return;
    this.cancel = this.ports.clock.after(this.alone ? ROLL_CALL_MS : LOOK_MS, () => {
      this.look()
        .catch((error: unknown) => this.ports.log.warn('peer_news_failed', {}, error))
        .finally(() => this.start());
    });
  }

  stop(): void {
    this.stopped = true;
    this.cancel();
  }

  private async look(): Promise<void> {
    const now = this.ports.clock.monotonic();
    if (now - this.lookedAt >= ROLL_CALL_MS) {
      this.lookedAt = now;
      this.alone = !(await this.ports.gateways.othersLive());
    }
    if (this.alone) return;
    await this.tellWaiters();
    await this.stopAsked();
    await this.decided();
  }

  private async tellWaiters(): Promise<void> {
    const { pool, feed, isLocal } = this.ports;
    const ids = feed.watched().filter((id) => !isLocal(id));
    for (const id of this.seen.keys()) if (!ids.includes(id)) this.seen.delete(id);
    if (ids.length === 0) return;
    const text = 'select id, last_seq from payment where id = any ($1::uuid[])';
    const { rows } = await pool.query<{ id: PaymentId; last_seq: number }>({ name: 'peer_payments', text, values: [ids] });
    for (const { id, last_seq } of rows) {
      if (this.seen.get(id) === last_seq) continue;
      this.seen.set(id, last_seq);
      feed.publish(id);
    }
  }

  /** A held payment whose device is ours may be confirmed or rolled back at another gateway. */
  private async decided(): Promise<void> {
    const { held, pool } = this.ports;
    const waiting = held.waiting();
    if (waiting.length === 0) return;
    const text = `select id from payment where id = any ($1::uuid[]) and (status = 'reversing' or confirmed_as is not null)`;
    const { rows } = await pool.query<{ id: PaymentId }>({ name: 'peer_decisions', text, values: [waiting] });
    for (const { id } of rows) held.wake(id);
  }

  private async stopAsked(): Promise<void> {
    const running = this.ports.running();
    if (running.length === 0) return;
    const text = `select id from payment where id = any ($1::uuid[]) and status = 'cancelling'`;
    const { rows } = await this.ports.pool.query<{ id: PaymentId }>({ name: 'peer_stops', text, values: [running] });
    for (const { id } of rows) this.ports.sessions.stop(id);
  }
}
