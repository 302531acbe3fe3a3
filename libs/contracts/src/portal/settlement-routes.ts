import { CLOSED, type PortalRoute } from './route.ts';
import { PortalEndOfDayList, PortalEndOfDayQuery, PortalSettlementDetail } from './settlements.ts';

const SETTLEMENTS = '/portal/v1/settlements';

export const PORTAL_SETTLEMENT_PATHS = { settlements: SETTLEMENTS, settlement: (id: string) => `${SETTLEMENTS}/${id}` } as const;

/** End of day: closing a batch itself is a command of the terminal (`SERVICE_COMMAND_ROUTES`). */
export const PORTAL_SETTLEMENT_ROUTES: readonly PortalRoute[] = [
  {
    method: 'get',
    path: PORTAL_SETTLEMENT_PATHS.settlements,
    operationId: 'endOfDay',
    summary: "Every terminal of the person's properties: whether its day is closed, and whether its totals are ours",
    query: PortalEndOfDayQuery,
    answers: { 200: { description: 'One line a terminal', schema: PortalEndOfDayList } },
    problems: [...CLOSED, 'forbidden', 'not-found', 'validation-failed'],
  },
  {
    method: 'get',
    path: PORTAL_SETTLEMENT_PATHS.settlement('{id}'),
    operationId: 'settlement',
    summary: 'One settlement with its slip, its comparison and what it leaves open',
    answers: { 200: { description: 'The settlement', schema: PortalSettlementDetail } },
    problems: [...CLOSED, 'not-found'],
  },
];
