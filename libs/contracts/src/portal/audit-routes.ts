import { PortalAuditCheck, PortalAuditExport, PortalAuditList, PortalAuditQuery } from './audit.ts';
import { CLOSED, type PortalRoute } from './route.ts';

const AUDIT = '/portal/v1/audit';

export const AUDIT_PATHS = { audit: AUDIT, auditCheck: `${AUDIT}/check`, auditExport: `${AUDIT}/export` } as const;

/** Who did what and who looked at which payment: for owners and auditors. Adding to it is not among them. */
export const AUDIT_ROUTES: readonly PortalRoute[] = [
  {
    method: 'get',
    path: AUDIT_PATHS.audit,
    operationId: 'audit',
    summary: 'Entries of the audit, the newest first: of the hotels that the person owns or audits, and of their people’s accounts',
    query: PortalAuditQuery,
    answers: { 200: { description: 'A page of them', schema: PortalAuditList } },
    problems: [...CLOSED, 'forbidden', 'not-found', 'validation-failed'],
  },
  {
    method: 'get',
    path: AUDIT_PATHS.auditCheck,
    operationId: 'auditCheck',
    summary: 'Walk through the chains of these hotels from their beginning and say where the first one is broken',
    answers: { 200: { description: 'One verdict a chain', schema: PortalAuditCheck } },
    problems: [...CLOSED, 'forbidden'],
  },
  {
    method: 'get',
    path: AUDIT_PATHS.auditExport,
    operationId: 'auditExport',
    summary:
      'The same entries as a file (CSV or a workbook) with their places and fingerprints, in the order of the list; the export itself is an entry too',
    query: PortalAuditExport,
    answers: { 200: { description: 'The file, streamed; CSV has `;` between the columns', contentType: 'text/csv; charset=utf-8' } },
    problems: [...CLOSED, 'forbidden', 'not-found', 'validation-failed'],
  },
];
