import { PortalReconReport, PortalReconReportLines, ReconReportExport, ReconReportLinesQuery, ReconReportQuery } from './recon-reports.ts';
import { CLOSED, type PortalRoute } from './route.ts';

const REPORT = '/portal/v1/reconciliation/report';
export const RECON_REPORT_PATHS = {
  reconReport: REPORT,
  reconReportLines: `${REPORT}/lines`,
  exportReconReport: `${REPORT}/export`,
} as const;

const ASKED = [...CLOSED, 'forbidden', 'not-found', 'validation-failed'] as const;

/** Reports over all hotels whose reconciliation a person may see. */
export const RECON_REPORT_ROUTES: readonly PortalRoute[] = [
  {
    method: 'get',
    path: RECON_REPORT_PATHS.reconReport,
    operationId: 'reconReport',
    summary: 'Settlement by hotel, terminal, brand and day, fees against the contract, and how old the exceptions are',
    query: ReconReportQuery,
    answers: { 200: { description: 'The report', schema: PortalReconReport } },
    problems: ASKED,
  },
  {
    method: 'get',
    path: RECON_REPORT_PATHS.reconReportLines,
    operationId: 'reconReportLines',
    summary: 'The lines of the registries behind a figure of the report',
    query: ReconReportLinesQuery,
    answers: { 200: { description: 'A page of them, the oldest first', schema: PortalReconReportLines } },
    problems: ASKED,
  },
  {
    method: 'get',
    path: RECON_REPORT_PATHS.exportReconReport,
    operationId: 'exportReconReport',
    summary: 'The report as a file; it stands in the audit of each hotel',
    query: ReconReportExport,
    answers: { 200: { description: 'The file', contentType: 'text/csv; charset=utf-8' } },
    problems: ASKED,
  },
];
