import { CLOSED, POSTED, type PortalRoute } from './route.ts';
import { PortalSearchQuery, PortalSearchResult } from './search.ts';

export const SEARCH_PATHS = { search: '/portal/v1/search' } as const;

/** The search box. */
export const SEARCH_ROUTES: readonly PortalRoute[] = [
  {
    method: 'post',
    path: SEARCH_PATHS.search,
    operationId: 'search',
    summary:
      'Payments and terminals by anything that people have in their hands: RRN, authorization code, last four digits, room, guest, booking, amount, terminal, id. ' +
      'Words are joined by and; operators: rrn: auth: card: room: guest: booking: sonata: amount: terminal: id: status: kind: date:, in Russian too, and a minus before a word turns it round',
    body: PortalSearchQuery,
    answers: { 200: { description: 'What was found', schema: PortalSearchResult } },
    problems: [...CLOSED, 'forbidden', 'not-found', 'validation-failed', ...POSTED],
  },
];
