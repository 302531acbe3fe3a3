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
  const found = (what: string, q: string, more = ''): Call => list(`found by ${what}`, `&q=${encodeURIComponent(q)}${more}`);
  const week = new Date(Date.now() - 7 * 86_400_000).toISOString();
  const deep = `&cursor=${cursorAt(authSecret, middle.id)}`;
  return [
    list('newest', ''),
    list('of one hotel', `&property=${propertyId}`),
    list('declined', '&outcome=declined'),
    list('by amount', '&sort=largest'),
    list('a page 500 000 deep', deep),
    list('by room', '&q=552'),
    found('a name of 1 %', 'иванов'),
    found('a name of 1 %, deep', 'иванов', deep),
    found('a name of 1 %, largest first', 'иванов', '&sort=largest'),
    found('a name of 1 %, failed', 'иванов', '&outcome=failed'),
    found('a name of 1 %, last seven days', 'иванов', `&from=${week}`),
    found('a name of 1 %, one hotel', 'иванов', `&property=${propertyId}`),
    found('a rare name', 'щербинин'),
    found('name and room', 'иванов 552'),
    found('name and room, deep', 'иванов 552', deep),
    found('name and the most frequent room', 'иванов 9000'),
    found('rare name, most frequent room', 'щербинин 9000'),
    found('a name and room of nobody', 'щщщщщщ 9000'),
    found('two frequent names', 'кузнецов александр'),
    found('two frequent names of nobody', 'кузнецова александр'),
    found('one letter', 'и'),
    found('three letters', 'ива'),
    found('the other keyboard', 'bdfyjd 552'),
    found('a day and an hour', 'вчера время:14'),
    found('an hour of the night, any day', 'время:4'),
    { what: 'refunds: newest', path: '/portal/v1/refunds?limit=50' },
    { what: 'refunds: a page half of them deep', path: `/portal/v1/refunds?limit=50${deep}` },
    { what: 'refunds: found by a name of 1 %', path: `/portal/v1/refunds?limit=50&q=${encodeURIComponent('иванов')}` },
    { what: 'one payment', path: `/portal/v1/payments/${middle.id}` },
    { what: 'one payment, its exchange with the device', path: `/portal/v1/payments/${middle.id}/traces` },
    { what: 'saved views', path: '/portal/v1/views?list=payments' },
    { what: 'webhooks of a hotel', path: `/portal/v1/properties/${propertyId}/webhooks` },
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
    search('guest and the most frequent room', 'кузнецова 9000'),
    search('two frequent names', 'кузнецов александр'),
    search('two frequent names of nobody', 'кузнецова александр'),
    search('one letter', 'и'),
    search('three letters', 'ива'),
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
