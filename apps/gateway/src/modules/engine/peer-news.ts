import type { Clock, PaymentId, PaymentStatus } from '@payport/domain';
import type { Pool } from 'pg';
import type { DeadGateways } from '../instance/index.ts';
import type { EngineLog, PaymentFeed } from '../payments/index.ts';
import type { TerminalSessions } from '../terminal-sessions/index.ts';
import type { TwoPhase } from '../two-phase/index.ts';

/** How late a caller hears of a payment that runs at another gateway, and a device of a stop that was asked for there, ms. */
const LOOK_MS = 300;
/** How soon another gateway is noticed, ms. */
export const ROLL_CALL_MS = 3_000;

const PEER_NEWS = 'select id, last_seq, status, confirmed_as is not null as confirmed from payment where id = any ($1::uuid[])';

interface PeerRow {
  readonly id: PaymentId;
  readonly last_seq: number;
  readonly status: PaymentStatus;
  readonly confirmed: boolean;
}

interface Asked {
  readonly watched: readonly PaymentId[];
  readonly running: readonly PaymentId[];
  readonly held: readonly PaymentId[];
}

const isNothing = ({ watched, running, held }: Asked): boolean => watched.length + running.length + held.length === 0;

/** Says when it is time to look at what other gateways did. */
export interface PeerPulse {
  /**
   * Calls back once, `withinMs` from now, or earlier, when something has changed. Where every change is sure to be told, it
   * may be silent for longer than that while nothing changes, but never for longer than a roll call.
   */
  next(withinMs: number, look: () => void): () => void;
}

export interface PeerNewsPorts {
  readonly pool: Pool;
  readonly gateways: Pick<DeadGateways, 'othersLive'>;
  readonly feed: PaymentFeed;
  readonly sessions: Pick<TerminalSessions, 'stop'>;
  readonly isLocal: (id: PaymentId) => boolean;
  readonly running: () => readonly PaymentId[];
  readonly held: Pick<TwoPhase, 'waiting' | 'wake'>;
  readonly clock: Clock;
  /** Absent: it is looked at regular times. */
  readonly pulse?: PeerPulse | undefined;
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

  private readonly pulse: PeerPulse;

  constructor(private readonly ports: PeerNewsPorts) {
    const { clock, pulse } = ports;
    this.pulse = pulse ?? { next: (withinMs, look) => clock.after(withinMs, look) };
  }

  start(): void {
    if (!this.stopped) this.cancel = this.pulse.next(this.alone ? ROLL_CALL_MS : LOOK_MS, this.look);
  }

  stop(): void {
    this.stopped = true;
    this.cancel();
  }

  private readonly look = (): void => {
    const now = this.ports.clock.monotonic();
    const rollCall = now - this.lookedAt >= ROLL_CALL_MS;
    // Where nobody waits for anything, a look costs nothing but its timer.
    if (!rollCall && (this.alone || isNothing(this.asked()))) return this.start();
    if (rollCall) this.lookedAt = now;
    this.ask(rollCall)
      .catch((error: unknown) => this.ports.log.warn('peer_news_failed', {}, error))
      .finally(() => this.start());
  };

  private async ask(rollCall: boolean): Promise<void> {
    if (rollCall) this.alone = !(await this.ports.gateways.othersLive());
    if (this.alone) return;
    const asked = this.asked();
    if (isNothing(asked)) return;
    const ids = [...asked.watched, ...asked.running, ...asked.held];
    const { rows } = await this.ports.pool.query<PeerRow>({ name: 'peer_news', text: PEER_NEWS, values: [ids] });
    for (const row of rows) this.tell(row, asked);
  }

  /** What matters here: what callers wait for that runs elsewhere, what runs here, and what is held for a decision here. */
  private asked(): Asked {
    const { feed, isLocal, running, held } = this.ports;
    const watched = feed.watched().filter((id) => !isLocal(id));
    for (const id of this.seen.keys()) if (!watched.includes(id)) this.seen.delete(id);
    return { watched, running: running(), held: held.waiting() };
  }

  private tell({ id, last_seq, status, confirmed }: PeerRow, { watched, running, held }: Asked): void {
    if (watched.includes(id) && this.seen.get(id) !== last_seq) {
      this.seen.set(id, last_seq);
      this.ports.feed.publish(id);
    }
    if (status === 'cancelling' && running.includes(id)) this.ports.sessions.stop(id);
    // A held payment whose device is ours may be confirmed or rolled back at another gateway.
    if ((status === 'reversing' || confirmed) && held.includes(id)) this.ports.held.wake(id);
  }
}
