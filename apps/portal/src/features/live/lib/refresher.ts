import type { LiveNews } from './live-state.ts';

/** What comes together is read together; while much happens, a page is read anew once in so long, ms. */
const [TOGETHER_MS, BETWEEN_MS] = [80, 1_000];

export interface RefresherPorts {
  /** Has what fits read anew. */
  readonly refresh: (fits: (key: readonly unknown[]) => boolean) => void;
  readonly isLive: (key: readonly unknown[]) => boolean;
  readonly isStaleBy: (news: LiveNews, key: readonly unknown[]) => boolean;
  /** Changes that a page which opens now may have been read before. */
  readonly lately: () => readonly LiveNews[];
  readonly now: () => number;
}

/** Turns what the stream tells into reading anew: soon, and never more than a page can bear. */
export class Refresher {
  private waiting: LiveNews[] = [];
  private all = false;
  private timer: ReturnType<typeof setTimeout> | null = null;
  private ranAt = -BETWEEN_MS;

  constructor(private readonly ports: RefresherPorts) {}

  hear(news: LiveNews): void {
    if (news.event === 'beat' || news.event === 'ended') return;
    // `ready` too: the page was read a moment before the stream began.
    if (news.event !== 'change') this.all = true;
    else this.waiting.push(news);
    this.plan();
  }

  /** Something is shown that was not before. */
  opened(key: readonly unknown[]): void {
    if (!this.ports.isLive(key)) return;
    const missed = this.ports.lately().filter((news) => this.ports.isStaleBy(news, key));
    if (missed.length === 0) return;
    this.waiting.push(...missed);
    this.plan();
  }

  stop(): void {
    if (this.timer !== null) clearTimeout(this.timer);
  }

  private plan(): void {
    this.timer ??= setTimeout(() => this.run(), Math.max(TOGETHER_MS, this.ranAt + BETWEEN_MS - this.ports.now()));
  }

  private run(): void {
    const { waiting, all } = this;
    this.timer = null;
    this.waiting = [];
    this.all = false;
    this.ranAt = this.ports.now();
    this.ports.refresh((key) => this.ports.isLive(key) && (all || waiting.some((news) => this.ports.isStaleBy(news, key))));
  }
}
