import type { LiveNews } from './live-state.ts';
import { readNews } from './read-news.ts';

/** A gateway that is silent for longer is not there: it beats every 15 s, ms. */
const SILENCE_MS = 40_000;
/** First pause before another try, and the longest, ms. */
const [FIRST_PAUSE_MS, LONGEST_PAUSE_MS] = [500, 15_000];

export interface LiveLinePorts {
  readonly connect: (place: string | null, signal: AbortSignal) => Promise<Response>;
  readonly onNews: (news: LiveNews) => void;
  /** The connection is gone, and tried again. */
  readonly onLost: () => void;
  /** It will not come back by trying: signed out, or nothing to be told. */
  readonly onOver: (why: 'ended' | 'off') => void;
  /** Between 0 and 1: many browsers must not come back in one moment. */
  readonly chance: () => number;
}

/** One connection to the gateway, held for as long as it takes; goes on from the last place it heard of. */
export class LiveLine {
  private readonly over = new AbortController();
  private tries = 0;
  private hurry = (): void => undefined;
  private cut = (): void => undefined;

  constructor(
    private readonly ports: LiveLinePorts,
    private place: string | null,
  ) {}

  async run(): Promise<void> {
    while (!this.over.signal.aborted) {
      const end = await this.connection().catch(() => 'lost' as const);
      if (this.over.signal.aborted) return;
      if (end !== 'lost') {
        this.ports.onOver(end);
        return;
      }
      this.ports.onLost();
      await this.pause();
    }
  }

  stop(): void {
    this.over.abort();
    this.hurry();
  }

  /** The network is said to be gone: the connection may never say so itself. */
  drop(): void {
    this.cut();
  }

  /** The network is back, or the page is looked at again: no need to wait. */
  now(): void {
    this.tries = 0;
    this.hurry();
  }

  private async connection(): Promise<'lost' | 'ended' | 'off'> {
    const cut = new AbortController();
    const stop = (): void => cut.abort();
    this.cut = stop;
    this.over.signal.addEventListener('abort', stop);
    let silence = setTimeout(stop, SILENCE_MS);
    let ended = false;
    try {
      const answer = await this.ports.connect(this.place, cut.signal);
      if (answer.status === 401) return 'ended';
      if (answer.status === 403 || answer.status === 404) return 'off';
      if (!answer.ok || answer.body === null) return 'lost';
      await readNews(answer.body, (news) => {
        clearTimeout(silence);
        silence = setTimeout(stop, SILENCE_MS);
        this.tries = 0;
        this.place = news.place;
        ended ||= news.event === 'ended';
        this.ports.onNews(news);
      });
      return ended ? 'ended' : 'lost';
    } finally {
      clearTimeout(silence);
      this.over.signal.removeEventListener('abort', stop);
    }
  }

  private async pause(): Promise<void> {
    const longest = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** this.tries);
    this.tries += 1;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, longest * (0.5 + this.ports.chance() / 2));
      this.hurry = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.hurry = () => undefined;
  }
}
