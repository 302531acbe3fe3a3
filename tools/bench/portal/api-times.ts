import { createHmac } from 'node:crypto';
import type { PortalWorld } from './portal-world.ts';

export interface ApiTime {
  readonly what: string;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly bytes: number;
}

interface Call {
  readonly what: string;
  readonly path: string;
  readonly body?: unknown;
}

const round = (ms: number): number => Math.round(ms * 10) / 10;
const at = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;

/** Each list, a page deep in a list, and each key of the search: one after the other, over one kept connection. */
export async function apiTimes(world: PortalWorld, times: number, say: (line: string) => void): Promise<readonly ApiTime[]> {
  const found: ApiTime[] = [];
  for (const call of callsOf(world)) {
    const [spent, bytes] = [[] as number[], { last: 0 }];
    // The first ones fill caches and make plans, as those of a day's first minute do.
    for (let i = -10; i < times; i += 1) {
      const started = performance.now();
      bytes.last = await ask(world, call);
      if (i >= 0) spent.push(performance.now() - started);
    }
    spent.sort((a, b) => a - b);
    const time = { what: call.what, p50Ms: round(at(spent, 0.5)), p99Ms: round(at(spent, 0.99)), bytes: bytes.last };
    found.push(time);
    say(`${time.what.padEnd(34)} p50 ${String(time.p50Ms).padStart(7)} ms   p99 ${String(time.p99Ms).padStart(7)} ms`);
  }
  return found;
}

function callsOf({ authSecret, middle, propertyId }: PortalWorld): readonly Call[] {
  const list = (what: string, query: string): Call => ({ what: `payments: ${what}`, path: `/portal/v1/payments?limit=50${query}` });
  const search = (what: string, q: string): Call => ({ what: `search: ${what}`, path: '/portal/v1/search', body: { q } });
  return [
    list('newest', ''),
    list('of one hotel', `&property=${propertyId}`),
    list('declined', '&outcome=declined'),
    list('by amount', '&sort=largest'),
    list('a page 500 000 deep', `&cursor=${cursorAt(authSecret, middle.id)}`),
    list('by room', '&q=552'),
    { what: 'one payment', path: `/portal/v1/payments/${middle.id}` },
    ...(['overview', 'queue', 'terminals', 'settlements', 'alarms', 'audit', 'people', 'properties'] as const).map((name) => ({
      what: name,
      path: `/portal/v1/${name}`,
    })),
    { what: 'bank files', path: `/portal/v1/properties/${propertyId}/bank-files` },
    search('RRN', middle.rrn),
    search('authorization code', middle.auth_code),
    search('last four, or room', '1552'),
    search('room', '312'),
    search('guest', 'кузнецова'),
    search('guest and room', 'кузнецова 312'),
    search('booking', middle.confirmation_number),
    search('amount', 'сумма:1234'),
    search('our id', middle.id),
    search('what nobody has', 'щщщщщщ'),
  ];
}

/** As the gateway seals the place where a page ends. */
function cursorAt(secret: string, id: string): string {
  const bytes = Buffer.from(id.replaceAll('-', ''), 'hex');
  const key = createHmac('sha256', secret).update('portal payments cursor').digest();
  const seal = createHmac('sha256', key).update(bytes).digest();
  return Buffer.concat([bytes, seal.subarray(0, 12)]).toString('base64url');
}

async function ask({ gatewayUrl, portalUrl, cookie }: PortalWorld, { what, path, body }: Call): Promise<number> {
  const answer = await fetch(gatewayUrl + path, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { cookie, origin: portalUrl, 'accept-language': 'ru', ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${what}: ${answer.status} ${text.slice(0, 300)}`);
  return Buffer.byteLength(text);
}
