import { ALWAYS, APPLIED, PREFER, type SonataRoute } from './route.ts';
import { CreateSettlement, Settlement, SettlementList, SettlementListQuery } from './settlement.ts';

/** End of day ("сверка итогов") of a terminal. */
export const SETTLEMENT_ROUTES: readonly SonataRoute[] = [
  {
    method: 'post',
    path: '/terminals/{id}/settlements',
    operationId: 'createSettlement',
    summary: "Close the terminal's batch and compare its totals with ours",
    scopes: ['settlements:write'],
    headers: { 'Idempotency-Key': { description: '1–255 visible ASCII characters, unique per property for ever', required: true }, Prefer: PREFER },
    body: CreateSettlement,
    bodyOptional: true,
    answers: {
      201: { description: 'A new settlement', schema: Settlement, headers: { Location: 'The settlement', ...APPLIED } },
      200: {
        description: 'A replay: the settlement with its current state',
        schema: Settlement,
        headers: { 'Idempotent-Replayed': 'true', Location: 'The settlement', ...APPLIED },
      },
    },
    problems: [
      ...ALWAYS,
      'malformed-json',
      'idempotency-key-missing',
      'terminal-not-found',
      'payload-too-large',
      'unsupported-media-type',
      'terminal-busy',
      'terminal-disabled',
      'terminal-offline',
      'open-payment',
      'validation-failed',
      'operation-not-supported',
      'idempotency-key-reused',
    ],
  },
  {
    method: 'get',
    path: '/settlements/{id}',
    operationId: 'getSettlement',
    summary: 'One settlement',
    scopes: ['payments:read'],
    headers: { Prefer: PREFER },
    answers: { 200: { description: 'The settlement', schema: Settlement, headers: APPLIED } },
    problems: [...ALWAYS, 'not-found'],
  },
  {
    method: 'get',
    path: '/settlements',
    operationId: 'listSettlements',
    summary: 'Settlements, newest first',
    scopes: ['payments:read'],
    query: SettlementListQuery,
    answers: { 200: { description: 'One page', schema: SettlementList } },
    problems: [...ALWAYS, 'validation-failed'],
  },
];
