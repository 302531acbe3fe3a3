import { PortalLiveQuery } from './live.ts';
import { CLOSED, type PortalRoute } from './route.ts';

export const LIVE_PATHS = { live: '/portal/v1/live' } as const;

/** The stream that keeps open pages fresh. */
export const LIVE_ROUTES: readonly PortalRoute[] = [
  {
    method: 'get',
    path: LIVE_PATHS.live,
    operationId: 'live',
    summary: 'Server-sent events: what has changed at the person’s properties. `Last-Event-ID` goes on without loss and without repeats',
    query: PortalLiveQuery,
    answers: { 200: { description: '`ready` or `stale`, then changes; a `beat` every 15 s', contentType: 'text/event-stream; charset=utf-8' } },
    problems: [...CLOSED, 'forbidden', 'validation-failed'],
  },
];
