const UUID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';

interface ListedRoute {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** Below `/api/training/{property}`. */
  readonly path: RegExp;
  readonly side: 'sonata' | 'bank';
  /** Names of the query that go along. */
  readonly query?: readonly string[];
  /** The answer goes on for as long as somebody listens. */
  readonly streams?: true;
}

const route = (method: ListedRoute['method'], path: string, more: Partial<ListedRoute> = {}): ListedRoute => ({
  method,
  path: new RegExp(`^${path.replace('{id}', `(?<id>${UUID})`)}$`),
  side: path.startsWith('/bank/') ? 'bank' : 'sonata',
  ...more,
});

/** What a trainee's browser may reach, and nothing else: of the Sonata API what a till needs, of the bank the guest's side. */
const LISTED: readonly ListedRoute[] = [
  route('GET', '/sonata/v1/terminals', { query: ['workstation'] }),
  route('POST', '/sonata/v1/payments'),
  route('GET', '/sonata/v1/payments', { query: ['confirmationNumber', 'idempotencyKey', 'limit'] }),
  route('GET', '/sonata/v1/payments/{id}'),
  route('GET', '/sonata/v1/payments/{id}/events', { streams: true }),
  route('POST', '/sonata/v1/payments/{id}/cancel'),
  route('GET', '/bank/cards'),
  route('GET', '/bank/terminals/{id}'),
  route('POST', '/bank/terminals/{id}/card'),
  route('POST', '/bank/terminals/{id}/mode'),
  route('POST', '/bank/terminals/{id}/faults'),
  route('DELETE', '/bank/terminals/{id}/faults'),
];

export interface TrainingCall {
  readonly side: ListedRoute['side'];
  readonly streams: boolean;
  readonly path: string;
  /** With its question mark; empty without one. */
  readonly query: string;
  /** Of the terminal or payment in the path. */
  readonly id: string | null;
}

/** The call that a path below `/api/training/{property}` stands for, or null. The patterns hold neither `%` nor a dot. */
export function trainingCall(method: string, path: string, search: URLSearchParams): TrainingCall | null {
  for (const { side, streams, query = [], ...listed } of LISTED) {
    const match = listed.method === method ? listed.path.exec(path) : null;
    if (!match) continue;
    const kept = new URLSearchParams([...search].filter(([name]) => query.includes(name))).toString();
    return { side, streams: streams === true, path, query: kept === '' ? '' : `?${kept}`, id: match.groups?.['id'] ?? null };
  }
  return null;
}
