import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LiveTabs, type TabPorts } from './live-tabs.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

interface Held {
  readonly place: string | null;
  readonly say: (text: string) => void;
  readonly cut: () => void;
}

/** One browser: its locks, its channel, and what its tabs connect to. */
class Browser {
  readonly connections: Held[] = [];
  private readonly channels = new Set<{ onmessage: ((event: MessageEvent) => void) | null }>();
  private holder: { readonly lose: (error: Error) => void } | null = null;
  private readonly queue: (() => void)[] = [];
  asleep = new Set<unknown>();

  tab(): LiveTabs {
    const own = { onmessage: null as ((event: MessageEvent) => void) | null };
    this.channels.add(own);
    const channel = Object.assign(own, {
      postMessage: (data: unknown) => {
        if (this.asleep.has(own)) return;
        for (const other of this.channels) if (other !== own) other.onmessage?.({ data: structuredClone(data) } as MessageEvent);
      },
      close: () => void this.channels.delete(own),
    });
    const ports: TabPorts = {
      channel,
      locks: { request: (_name: string, { steal }: LockOptions, run: () => Promise<void> | undefined) => this.request(steal === true, run) } as never,
      connect: (place, signal) => this.connect(place, signal),
      chance: () => 0,
      now: Date.now,
    };
    return new LiveTabs(ports, 'live');
  }

  lastChannel(): unknown {
    return [...this.channels].at(-1);
  }

  firstChannel(): unknown {
    return [...this.channels][0];
  }

  async settle(): Promise<void> {
    await vi.advanceTimersByTimeAsync(0);
  }

  private request(steal: boolean, run: () => Promise<void> | undefined): Promise<void> {
    return new Promise((resolve, reject) => {
      const grant = (): void => {
        const mine = { lose: reject };
        this.holder = mine;
        void Promise.resolve(run()).then(() => {
          if (this.holder === mine) {
            this.holder = null;
            this.queue.shift()?.();
          }
          resolve();
        });
      };
      if (steal) {
        this.holder?.lose(new DOMException('stolen', 'AbortError'));
        grant();
      } else if (this.holder === null) grant();
      else this.queue.push(grant);
    });
  }

  private connect(place: string | null, signal: AbortSignal): Promise<Response> {
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => {
        const held: Held = {
          place,
          say: (text) => controller.enqueue(new TextEncoder().encode(text)),
          cut: () => controller.error(new Error('reset')),
        };
        signal.addEventListener('abort', () => {
          this.connections.splice(this.connections.indexOf(held), 1);
          controller.error(new DOMException('cut', 'AbortError'));
        });
        this.connections.push(held);
      },
    });
    return Promise.resolve(new Response(body));
  }
}

const event = (name: string, place: string): string => `id: ${place}\nevent: ${name}\ndata: {"topic":"payment","subject":"p${place}"}\n\n`;
const heardBy = (tab: LiveTabs): string[] => {
  const heard: string[] = [];
  tab.onNews(({ event: name, place }) => heard.push(`${name} ${place}`));
  return heard;
};

describe('the tabs of one browser', () => {
  it('hold one connection, and each hears everything', async () => {
    const browser = new Browser();
    const tabs = [browser.tab(), browser.tab(), browser.tab()];
    const heard = tabs.map(heardBy);
    await browser.settle();
    expect(browser.connections.length).toBe(1);
    browser.connections[0]?.say(event('ready', '1') + event('change', '2'));
    await browser.settle();
    expect(heard).toEqual(Array(3).fill(['ready 1', 'change 2']));
    expect(tabs.map((tab) => tab.current().state)).toEqual(['live', 'live', 'live']);
    tabs.forEach((tab) => tab.stop());
  });

  it('know what was told lately, for what is drawn from an earlier reading, and forget it', async () => {
    const browser = new Browser();
    const tabs = [browser.tab(), browser.tab()];
    await browser.settle();
    browser.connections[0]?.say(event('ready', '1') + event('change', '2') + event('beat', '3'));
    await browser.settle();
    await vi.advanceTimersByTimeAsync(29_000);
    for (const tab of tabs) expect(tab.lately(30_000).map(({ place }) => place)).toEqual(['2']);
    await vi.advanceTimersByTimeAsync(1_000);
    for (const tab of tabs) expect(tab.lately(30_000)).toEqual([]);
    tabs.forEach((tab) => tab.stop());
  });

  it('go on from the last place when the tab that held it is closed', async () => {
    const browser = new Browser();
    const [first, second] = [browser.tab(), browser.tab()];
    await browser.settle();
    browser.connections[0]?.say(event('ready', '1') + event('change', '2'));
    await browser.settle();
    first.stop();
    await browser.settle();
    expect(browser.connections.map(({ place }) => place)).toEqual(['2']);
    second.stop();
  });

  it('tell a tab that opens later how it stands, and have it read what it may have missed', async () => {
    const browser = new Browser();
    const first = browser.tab();
    await browser.settle();
    browser.connections[0]?.say(event('ready', '1'));
    await browser.settle();
    const late = browser.tab();
    const heard = heardBy(late);
    first.wake();
    await browser.settle();
    expect(late.current().state).toBe('live');
    // Told at once, before anybody could listen; the provider hears it through its own subscription.
    expect(heard.length).toBeLessThanOrEqual(1);
    [first, late].forEach((tab) => tab.stop());
  });

  it('take over from a tab that sleeps with the connection in its hand', async () => {
    const browser = new Browser();
    const first = browser.tab();
    await browser.settle();
    browser.connections[0]?.say(event('ready', '1'));
    await browser.settle();
    const second = browser.tab();
    browser.connections[0]?.say(event('change', '5'));
    await browser.settle();
    browser.asleep.add(browser.firstChannel());
    await vi.advanceTimersByTimeAsync(51_000);
    expect(browser.connections.map(({ place }) => place)).toEqual(['5']);
    [first, second].forEach((tab) => tab.stop());
  });

  it('all say that the connection is lost, and since when, and that it is back', async () => {
    const browser = new Browser();
    const tabs = [browser.tab(), browser.tab()];
    await browser.settle();
    browser.connections[0]?.say(event('ready', '1'));
    await browser.settle();
    const lostAt = Date.now();
    browser.connections[0]?.cut();
    await browser.settle();
    expect(tabs.map((tab) => tab.current())).toEqual(Array(2).fill({ state: 'reconnecting', since: lostAt }));
    await vi.advanceTimersByTimeAsync(35_000);
    expect(tabs.map((tab) => tab.current())).toEqual(Array(2).fill({ state: 'stale', since: lostAt }));
    browser.connections.at(-1)?.say(event('ready', '1'));
    await browser.settle();
    expect(tabs.map((tab) => tab.current())).toEqual(Array(2).fill({ state: 'live', since: null }));
    tabs.forEach((tab) => tab.stop());
  });
});

it('a browser without locks connects in each tab', async () => {
  const places: (string | null)[] = [];
  const connect = (place: string | null): Promise<Response> => {
    places.push(place);
    return new Promise(() => undefined);
  };
  const tabs = [1, 2].map(() => new LiveTabs({ channel: null, locks: null, connect, chance: () => 0, now: Date.now }, 'live'));
  await vi.advanceTimersByTimeAsync(0);
  expect(places).toEqual([null, null]);
  tabs.forEach((tab) => tab.stop());
});
