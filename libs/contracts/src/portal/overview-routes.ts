import { PortalOverview, PortalOverviewQuery, PortalWaitingForMe } from './overview.ts';
import { CLOSED, type PortalRoute } from './route.ts';

export const OVERVIEW_PATHS = { overview: '/portal/v1/overview', waitingForMe: '/portal/v1/waiting' } as const;

export const OVERVIEW_ROUTES: readonly PortalRoute[] = [
  {
    method: 'get',
    path: OVERVIEW_PATHS.overview,
    operationId: 'overview',
    summary: 'What is unknown, and each property’s day so far: money, outcomes, hours, reasons',
    query: PortalOverviewQuery,
    answers: { 200: { description: 'Counted at this moment', schema: PortalOverview } },
    problems: [...CLOSED, 'forbidden', 'not-found', 'validation-failed'],
  },
  {
    method: 'get',
    path: OVERVIEW_PATHS.waitingForMe,
    operationId: 'waitingForMe',
    summary: 'How much waits for the confirmation of whoever asks, by hotel',
    answers: { 200: { description: 'Counted at this moment', schema: PortalWaitingForMe } },
    problems: [...CLOSED, 'forbidden'],
  },
];
