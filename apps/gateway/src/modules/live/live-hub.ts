import { LIVE_PERMISSIONS, mayDo, type LiveEventName, type Role } from '@payport/contracts';
import type { Clock, PropertyId } from '@payport/domain';
import type { Logger } from '@payport/logging';
import { writePlace, type LivePlace } from './live-place.ts';
import type { Audience, LiveBatch, LiveStore, ToldChange } from './live-store.ts';

/** How soon a change is noticed while somebody listens, ms. */
const LOOK_MS = 150;
/** So that proxies and half-open connections are noticed, ms. */
const BEAT_MS = 15_000;
/** How soon a stream ends after its session, where nothing changes; before a change it is always looked at, ms. */
const SESSIONS_MS = 5_000;
/** Streams of one session: a browser needs one. More are tabs of a browser that cannot share it; the oldest gives way. */
const PER_SESSION = 12;

/** Where events go. */
export interface LiveOut {
  send(event: LiveEventName, place: string, data: unknown): void;
  end(): void;
  /** Takes the reader nothing any more: it will come back and go on from its place. */
  readonly clogged: () => boolean;
}

export interface LiveHubPorts {
  readonly store: Pick<LiveStore, 'place' | 'after' | 'audience'>;
  readonly clock: Clock;
  readonly log: Pick<Logger, 'warn'>;
  readonly sessionIdleMs: number;
}

interface Listener {
  readonly sessionId: string;
  readonly out: LiveOut;
  place: LivePlace;
  beatAt: number;
}

/** Tells open pages what has changed. All who are at the same place share one look, however many they are. */
export class LiveHub {
  private readonly listeners = new Set<Listener>();
  private cancel: (() => void) | null = null;
  private looking: Promise<void> = Promise.resolve();
  private sessionsAt = 0;
  private stopped = false;

  constructor(private readonly ports: LiveHubPorts) {}

  /** Begins to tell; the returned function ends it from the reader's side. @throws where the database cannot be asked */
  async open(sessionId: string, named: LivePlace | null, out: LiveOut): Promise<() => void> {
    const { place, lost } = await this.ports.store.place(named);
    const listener: Listener = { sessionId, out, place, beatAt: this.ports.clock.monotonic() + BEAT_MS };
    out.send(lost ? 'stale' : 'ready', writePlace(place), {});
    this.listeners.add(listener);
    const own = [...this.listeners].filter((other) => other.sessionId === sessionId);
    for (const oldest of own.slice(0, Math.max(0, own.length - PER_SESSION))) this.close(oldest);
    if (this.stopped) this.close(listener);
    else this.plan();
    return () => this.listeners.delete(listener);
  }

  /** What is there now, told once. @throws where the database cannot be asked */
  async once(sessionId: string, named: LivePlace | null, out: LiveOut): Promise<void> {
    const { place, lost } = await this.ports.store.place(named);
    out.send(lost ? 'stale' : 'ready', writePlace(place), {});
    const listener: Listener = { sessionId, out, place, beatAt: Infinity };
    for (let full = true; full;) full = (await this.tell([listener], await this.ports.store.after(listener.place))).full;
    out.send('beat', writePlace(listener.place), {});
  }

  /** Ends all streams: the gateway stops. Their readers come back to whoever answers then. */
  async stop(): Promise<void> {
    this.stopped = true;
    this.cancel?.();
    await this.looking;
    for (const listener of [...this.listeners]) this.close(listener);
  }

  private plan(): void {
    if (this.cancel !== null || this.stopped || this.listeners.size === 0) return;
    this.cancel = this.ports.clock.after(LOOK_MS, () => {
      this.looking = this.look()
        .catch((error: unknown) => {
          // Readers must not take silence for "nothing new".
          this.ports.log.warn({ err: error, streams: this.listeners.size }, 'live_changes_not_read');
          for (const listener of [...this.listeners]) this.close(listener);
        })
        .finally(() => {
          this.cancel = null;
          this.plan();
        });
    });
  }

  private async look(): Promise<void> {
    for (const group of this.byPlace()) {
      const batch = await this.ports.store.after(group[0].place);
      if (batch.tooOld) await this.startAnew(group);
      else await this.tell(group, batch);
    }
    await this.lookAtSessions();
    this.beat();
  }

  private byPlace(): readonly (readonly [Listener, ...Listener[]])[] {
    const groups = new Map<string, [Listener, ...Listener[]]>();
    for (const listener of this.listeners) {
      const key = writePlace(listener.place);
      const group = groups.get(key);
      if (group) group.push(listener);
      else groups.set(key, [listener]);
    }
    return [...groups.values()];
  }

  private async startAnew(group: readonly Listener[]): Promise<void> {
    const { place } = await this.ports.store.place(null);
    for (const listener of group) {
      listener.place = place;
      listener.out.send('stale', writePlace(place), {});
    }
  }

  /** Tells each what it may see; rights and sessions are those of this moment. */
  private async tell(group: readonly Listener[], { changes, next, full }: LiveBatch): Promise<LiveBatchEnd> {
    const audience = changes.length === 0 ? null : await this.audience(group);
    for (const listener of group) {
      const roles = audience?.get(listener.sessionId);
      if (audience !== null && roles === undefined) {
        this.end(listener);
        continue;
      }
      for (const change of changes) if (roles && mayHear(roles, change)) this.pass(listener, change);
      listener.place = next;
      if (listener.out.clogged()) this.close(listener);
    }
    return { full };
  }

  private pass({ out, place }: Listener, { txid, id, topic, subject, property }: ToldChange): void {
    out.send('change', writePlace({ server: place.server, txid, id }), { topic, subject, property });
  }

  private audience(group: Iterable<Listener>): Promise<Audience> {
    const { store, clock, sessionIdleMs } = this.ports;
    return store.audience([...new Set([...group].map(({ sessionId }) => sessionId))], clock.now(), sessionIdleMs);
  }

  private async lookAtSessions(): Promise<void> {
    const now = this.ports.clock.monotonic();
    if (now < this.sessionsAt || this.listeners.size === 0) return;
    this.sessionsAt = now + SESSIONS_MS;
    const known = [...this.listeners];
    const audience = await this.audience(known);
    for (const listener of known) if (!audience.has(listener.sessionId)) this.end(listener);
  }

  /** Beats carry the place too: who hears nothing of their own hotel still goes on from here. */
  private beat(): void {
    const now = this.ports.clock.monotonic();
    for (const listener of this.listeners) {
      if (now < listener.beatAt) continue;
      listener.beatAt = now + BEAT_MS;
      listener.out.send('beat', writePlace(listener.place), {});
    }
  }

  private end(listener: Listener): void {
    listener.out.send('ended', writePlace(listener.place), {});
    this.close(listener);
  }

  private close(listener: Listener): void {
    this.listeners.delete(listener);
    listener.out.end();
  }
}

type LiveBatchEnd = Pick<LiveBatch, 'full'>;

const mayHear = (roles: ReadonlyMap<PropertyId, Role>, { topic, property }: ToldChange): boolean =>
  mayDo(roles.get(property as PropertyId), LIVE_PERMISSIONS[topic]);
