import type { Pool } from 'pg';
import type { GatewayHarness } from './gateway-harness.ts';
import type { PortalVisitor } from './portal-visitor.ts';

export interface ToldEvent {
  readonly id: string;
  readonly event: string;
  readonly data: Record<string, string>;
}

export function eventsIn(text: string): ToldEvent[] {
  return text
    .split('\n\n')
    .filter((block) => block !== '')
    .map((block) => {
      const of = (field: string): string => new RegExp(`^${field}: (.*)$`, 'm').exec(block)?.[1] ?? '';
      return { id: of('id'), event: of('event'), data: JSON.parse(of('data')) as Record<string, string> };
    });
}

/** What is there for somebody now, from a place on. */
export async function told(who: PortalVisitor, after?: string): Promise<ToldEvent[]> {
  const answer = await who.get('/portal/v1/live?once=true', after === undefined ? {} : { 'last-event-id': after });
  if (answer.status !== 200) throw new Error(`live answered ${answer.status}: ${answer.text}`);
  return eventsIn(answer.text);
}

export const subjects = (events: readonly ToldEvent[]): (string | undefined)[] =>
  events.filter(({ event }) => event === 'change').map(({ data }) => data['subject']);

/** A browser that listens, over a real connection. */
export class LiveReader {
  readonly events: ToldEvent[] = [];
  ended = false;
  headers = new Headers();
  private waiting: (() => void)[] = [];
  private readonly abort = new AbortController();

  static async open(gateway: Pick<GatewayHarness, 'app'>, { cookie }: PortalVisitor, after?: string): Promise<LiveReader> {
    const reader = new LiveReader();
    const server = gateway.app.getHttpServer();
    if (!server.listening) await gateway.app.listen(0, '127.0.0.1');
    const { port } = server.address() as { port: number };
    const headers = { cookie: cookie ?? '', ...(after === undefined ? {} : { 'last-event-id': after }) };
    const answer = await fetch(`http://127.0.0.1:${port}/portal/v1/live`, { headers, signal: reader.abort.signal });
    if (answer.status !== 200) throw new Error(`live answered ${answer.status}`);
    reader.headers = answer.headers;
    void reader.read(answer.body!);
    return reader;
  }

  /** Resolves when an event fits; those that came before count too. */
  async until(fits: (event: ToldEvent) => boolean): Promise<ToldEvent> {
    for (;;) {
      const found = this.events.find(fits);
      if (found) return found;
      if (this.ended) throw new Error(`the stream ended after ${JSON.stringify(this.events)}`);
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    }
  }

  async end(): Promise<void> {
    while (!this.ended) await new Promise<void>((resolve) => this.waiting.push(resolve));
  }

  close(): void {
    this.abort.abort();
  }

  private async read(body: ReadableStream<Uint8Array>): Promise<void> {
    const decoder = new TextDecoder();
    let rest = '';
    try {
      for await (const bytes of body) {
        const blocks = (rest + decoder.decode(bytes, { stream: true })).split('\n\n');
        rest = blocks.pop() ?? '';
        this.events.push(...eventsIn(blocks.map((block) => `${block}\n\n`).join('')));
        this.wake();
      }
    } catch {
      // Cut off: that is an end too.
    }
    this.ended = true;
    this.wake();
  }

  private wake(): void {
    for (const resolve of this.waiting.splice(0)) resolve();
  }
}

/**
 * Until everything that is committed can be told. Changes wait for whatever transaction began before them, and the server of the
 * tests has other databases, whose transactions count too.
 */
export async function tellable(db: Pick<Pool, 'query'>): Promise<void> {
  const oldest = `select pg_snapshot_xmin(pg_current_snapshot())::text::bigint >= $1::bigint as told`;
  const { rows } = await db.query<{ next: string }>('select pg_snapshot_xmax(pg_current_snapshot())::text as next');
  for (;;) if ((await db.query<{ told: boolean }>(oldest, [rows[0]?.next])).rows[0]?.told === true) return;
}
