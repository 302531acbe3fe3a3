import { LiveLine, type LiveLinePorts } from './live-line.ts';
import { STALE_MS, type LiveNews, type LiveStatus } from './live-state.ts';

/** A tab that holds the connection and is not heard for so long is asleep: another takes over, ms. */
const ASLEEP_MS = 45_000;
/** So many changes are kept for pages that were read on the server a moment before they began to listen. */
const LATELY_KEPT = 200;

type Message =
  | { readonly kind: 'news'; readonly news: LiveNews }
  | { readonly kind: 'status'; readonly status: LiveStatus; readonly place: string | null }
  | { readonly kind: 'hello' };

/** What the tabs of one browser share. A browser without locks (a page without https) has none: each tab then connects. */
export interface TabPorts {
  readonly channel: Pick<BroadcastChannel, 'postMessage' | 'close' | 'onmessage'> | null;
  readonly locks: Pick<LockManager, 'request'> | null;
  readonly connect: LiveLinePorts['connect'];
  readonly chance: () => number;
  readonly now: () => number;
}

/**
 * One connection for all tabs of a browser: the tab that holds the lock connects and passes on what it hears; the others
 * know the last place too, so whoever comes next goes on from there.
 */
export class LiveTabs {
  private status: LiveStatus = { state: 'connecting', since: null };
  private place: string | null = null;
  private line: LiveLine | null = null;
  private leave: (() => void) | null = null;
  private heardAt: number;
  private changes: { readonly at: number; readonly news: LiveNews }[] = [];
  private readonly watchers = new Set<() => void>();
  private readonly hearers = new Set<(news: LiveNews) => void>();
  private readonly timer: ReturnType<typeof setInterval>;
  private stopped = false;

  constructor(
    private readonly ports: TabPorts,
    private readonly lockName: string,
  ) {
    this.heardAt = ports.now();
    if (ports.channel) ports.channel.onmessage = ({ data }: MessageEvent) => this.receive(data as Message);
    this.send({ kind: 'hello' });
    this.wait(false);
    this.timer = setInterval(() => this.watch(), 5_000);
  }

  readonly current = (): LiveStatus => this.status;

  readonly subscribe = (watcher: () => void): (() => void) => {
    this.watchers.add(watcher);
    return () => this.watchers.delete(watcher);
  };

  onNews(hear: (news: LiveNews) => void): () => void {
    this.hearers.add(hear);
    return () => this.hearers.delete(hear);
  }

  /** Changes that were told within so many ms. */
  lately(withinMs: number): readonly LiveNews[] {
    const from = this.ports.now() - withinMs;
    return this.changes.filter(({ at }) => at > from).map(({ news }) => news);
  }

  /** The network is gone. */
  offline(): void {
    this.line?.drop();
  }

  /** The network is back, or the tab is looked at again. */
  wake(): void {
    this.line?.now();
    this.watch();
  }

  stop(): void {
    this.stopped = true;
    clearInterval(this.timer);
    this.line?.stop();
    this.leave?.();
    this.ports.channel?.close();
  }

  private wait(steal: boolean): void {
    const { locks, channel } = this.ports;
    if (locks === null || channel === null) {
      this.lead();
      return;
    }
    locks
      .request(this.lockName, steal ? { steal } : {}, () => {
        if (this.stopped) return undefined;
        this.lead();
        return new Promise<void>((resolve) => {
          this.leave = resolve;
        });
      })
      .catch(() => {
        // Another tab took over while this one slept.
        this.line?.stop();
        this.line = null;
        this.leave = null;
        this.heardAt = this.ports.now();
        if (!this.stopped) this.wait(false);
      });
  }

  private lead(): void {
    const { connect, chance } = this.ports;
    this.line = new LiveLine(
      {
        connect,
        chance,
        onNews: (news) => {
          this.take(news);
          this.send({ kind: 'news', news });
        },
        onLost: () => this.lost(),
        onOver: (state) => this.tell({ state, since: this.ports.now() }),
      },
      this.place,
    );
    void this.line.run();
  }

  private lost(): void {
    const now = this.ports.now();
    const since = this.status.since ?? now;
    this.tell({ state: now - since >= STALE_MS ? 'stale' : 'reconnecting', since });
  }

  /** Being lost grows into being stale; a leader that is not heard is replaced. */
  private watch(): void {
    const { state } = this.status;
    if (this.line !== null) {
      if (state === 'reconnecting') this.lost();
    } else if (this.ports.now() - this.heardAt > ASLEEP_MS && state !== 'ended' && state !== 'off') {
      this.heardAt = this.ports.now();
      this.wait(true);
    }
  }

  private receive(message: Message): void {
    if (message.kind === 'hello') {
      if (this.line !== null) this.send({ kind: 'status', status: this.status, place: this.place });
      return;
    }
    // Two that both believe to lead: each hears itself, and what the other heard is the same.
    if (this.line !== null) return;
    this.heardAt = this.ports.now();
    if (message.kind === 'news') this.take(message.news);
    else {
      const { place } = message;
      const first = this.status.state === 'connecting' && message.status.state === 'live';
      this.place = place ?? this.place;
      this.set(message.status);
      // This page was read before it began to listen.
      if (first) for (const hear of [...this.hearers]) hear({ event: 'ready', place: place ?? '', topic: '', subject: '' });
    }
  }

  private take(news: LiveNews): void {
    this.place = news.place;
    if (news.event !== 'ended') this.set({ state: 'live', since: null });
    if (news.event === 'change') this.changes = [...this.changes.slice(1 - LATELY_KEPT), { at: this.ports.now(), news }];
    for (const hear of [...this.hearers]) hear(news);
  }

  private tell(status: LiveStatus): void {
    this.set(status);
    this.send({ kind: 'status', status, place: this.place });
  }

  private set(status: LiveStatus): void {
    if (status.state === this.status.state && status.since === this.status.since) return;
    this.status = status;
    for (const watcher of [...this.watchers]) watcher();
  }

  private send(message: Message): void {
    this.ports.channel?.postMessage(message);
  }
}
