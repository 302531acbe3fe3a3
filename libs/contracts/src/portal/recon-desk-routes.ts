import { AcquirerReportQuery, PortalReconDay, PortalReconDays, ReconActQuery, ReconCloseOrder, ReconDaysQuery } from './recon-days.ts';
import {
  PortalReconExceptionDetail,
  PortalReconExceptions,
  ReconAttached,
  ReconAttachmentQuery,
  ReconDecided,
  ReconExceptionsQuery,
  ReconMatchMade,
  ReconMatchOrder,
  ReconReason,
  ReconWork,
  ReconWorkDone,
} from './recon-desk.ts';
import { PortalReconLines, PortalReconMatch, ReconLinesQuery, ReconMatchQuery } from './recon-lines.ts';
import { CLOSED, POSTED, type PortalRoute } from './route.ts';

const at = (propertyId: string, rest: string): string => `/portal/v1/properties/${propertyId}/reconciliation/${rest}`;

export const RECON_DESK_PATHS = {
  reconDays: (propertyId: string) => at(propertyId, 'days'),
  reconDay: (propertyId: string, day: string) => at(propertyId, `days/${day}`),
  reconLines: (propertyId: string, day: string) => at(propertyId, `days/${day}/lines`),
  closeReconDay: (propertyId: string, day: string) => at(propertyId, `days/${day}/close`),
  reopenReconDay: (propertyId: string, day: string) => at(propertyId, `days/${day}/reopen`),
  reconAct: (propertyId: string, day: string) => at(propertyId, `days/${day}/act`),
  acquirerReport: (propertyId: string) => at(propertyId, 'acquirer-report'),
  reconExceptions: (propertyId: string) => at(propertyId, 'exceptions'),
  workReconExceptions: (propertyId: string) => at(propertyId, 'exceptions/work'),
  reconException: (propertyId: string, exceptionId: string) => at(propertyId, `exceptions/${exceptionId}`),
  attachToReconException: (propertyId: string, exceptionId: string) => at(propertyId, `exceptions/${exceptionId}/attachments`),
  reconAttachment: (propertyId: string, attachmentId: string) => at(propertyId, `attachments/${attachmentId}`),
  decideReconMatch: (propertyId: string) => at(propertyId, 'matches'),
  reconMatch: (propertyId: string, matchId: string) => at(propertyId, `matches/${matchId}`),
  undoReconMatch: (propertyId: string, matchId: string) => at(propertyId, `matches/${matchId}/undo`),
  confirmReconProposal: (propertyId: string, proposalId: string) => at(propertyId, `proposals/${proposalId}/confirm`),
  rejectReconProposal: (propertyId: string, proposalId: string) => at(propertyId, `proposals/${proposalId}/reject`),
} as const;

const LOOKED = [...CLOSED, 'forbidden', 'not-found'] as const;
const ASKED = [...LOOKED, 'validation-failed'] as const;
const CHANGED = [...ASKED, ...POSTED] as const;
const P = RECON_DESK_PATHS;

const DAYS: readonly PortalRoute[] = [
  {
    method: 'get',
    path: P.reconDays('{id}'),
    operationId: 'reconDays',
    summary: 'Days of a hotel: open or closed, and what is missing',
    query: ReconDaysQuery,
    answers: { 200: { description: 'The newest first', schema: PortalReconDays } },
    problems: ASKED,
  },
  {
    method: 'get',
    path: P.reconDay('{id}', '{day}'),
    operationId: 'reconDay',
    summary: 'One day: its sides, sums, exceptions and history; of a closed day as it was closed',
    answers: { 200: { description: 'The day', schema: PortalReconDay } },
    problems: ASKED,
  },
  {
    method: 'get',
    path: P.reconLines('{id}', '{day}'),
    operationId: 'reconLines',
    summary: 'The lines behind the figures of a day: what came of each, and what its match rests on',
    query: ReconLinesQuery,
    answers: { 200: { description: 'A page of them', schema: PortalReconLines } },
    problems: ASKED,
  },
  {
    method: 'post',
    path: P.closeReconDay('{id}', '{day}'),
    operationId: 'closeReconDay',
    summary: 'Close the day: its totals are frozen with their hash, and what comes later is an adjustment',
    body: ReconCloseOrder,
    answers: { 200: { description: 'The day', schema: PortalReconDay } },
    problems: [...CHANGED, 'recon-day-not-ready', 'recon-day-closed'],
  },
  {
    method: 'post',
    path: P.reopenReconDay('{id}', '{day}'),
    operationId: 'reopenReconDay',
    summary: 'Open a closed day again; the reason stays in its history',
    body: ReconReason,
    answers: { 200: { description: 'The day', schema: PortalReconDay } },
    problems: [...CHANGED, 'recon-day-open'],
  },
  {
    method: 'get',
    path: P.reconAct('{id}', '{day}'),
    operationId: 'reconAct',
    summary: 'The act of reconciliation; of an open day it is a draft',
    query: ReconActQuery,
    answers: { 200: { description: 'The file', contentType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' } },
    problems: ASKED,
  },
  {
    method: 'get',
    path: P.acquirerReport('{id}'),
    operationId: 'acquirerReport',
    summary: 'The acquirer’s report for 1C: gross, fee and net of each operation',
    query: AcquirerReportQuery,
    answers: { 200: { description: 'The file', contentType: 'text/csv; charset=utf-8' } },
    problems: ASKED,
  },
];

const WORK: readonly PortalRoute[] = [
  {
    method: 'get',
    path: P.reconExceptions('{id}'),
    operationId: 'reconExceptions',
    summary: 'Exceptions of a hotel, the worst first',
    query: ReconExceptionsQuery,
    answers: { 200: { description: 'A page of them', schema: PortalReconExceptions } },
    problems: ASKED,
  },
  {
    method: 'get',
    path: P.reconException('{id}', '{exceptionId}'),
    operationId: 'reconException',
    summary: 'One exception: likely pairs with score and reasons, and its history',
    answers: { 200: { description: 'The exception', schema: PortalReconExceptionDetail } },
    problems: LOOKED,
  },
  {
    method: 'post',
    path: P.workReconExceptions('{id}'),
    operationId: 'workReconExceptions',
    summary: 'Assign, date, comment, sign off or reopen one exception or many',
    body: ReconWork,
    answers: { 200: { description: 'What was changed, and what was refused', schema: ReconWorkDone } },
    problems: CHANGED,
  },
  {
    method: 'post',
    path: P.attachToReconException('{id}', '{exceptionId}'),
    operationId: 'attachToReconException',
    summary: 'Attach a file (the bytes themselves, `application/octet-stream`): PDF, PNG, JPEG, text, up to 10 MiB, without card numbers',
    query: ReconAttachmentQuery,
    upload: true,
    answers: { 201: { description: 'The attachment', schema: ReconAttached } },
    problems: [...ASKED, 'payload-too-large', 'unsupported-media-type', 'recon-attachment-refused'],
  },
  {
    method: 'get',
    path: P.reconAttachment('{id}', '{attachmentId}'),
    operationId: 'reconAttachment',
    summary: 'An attachment, to be saved',
    answers: { 200: { description: 'The file', contentType: 'text/plain' } },
    problems: LOOKED,
  },
  {
    method: 'post',
    path: P.decideReconMatch('{id}'),
    operationId: 'decideReconMatch',
    summary: 'Put lines together, or apart; where the sums differ by more than the limit, a second person has to confirm',
    body: ReconMatchOrder,
    answers: { 200: { description: 'The match, or the proposal', schema: ReconMatchMade } },
    problems: [...CHANGED, 'recon-lines-taken', 'recon-day-closed'],
  },
  {
    method: 'get',
    path: P.reconMatch('{id}', '{matchId}'),
    operationId: 'reconMatch',
    summary: 'The lines of a match, whoever made it',
    query: ReconMatchQuery,
    answers: { 200: { description: 'Its lines', schema: PortalReconMatch } },
    problems: ASKED,
  },
  {
    method: 'post',
    path: P.undoReconMatch('{id}', '{matchId}'),
    operationId: 'undoReconMatch',
    summary: 'Undo what a person decided about lines',
    body: ReconReason,
    answers: { 200: { description: 'It is undone', schema: ReconMatchMade } },
    problems: [...CHANGED, 'recon-match-undone', 'recon-day-closed'],
  },
  {
    method: 'post',
    path: P.confirmReconProposal('{id}', '{proposalId}'),
    operationId: 'confirmReconProposal',
    summary: 'Confirm what another person proposed',
    answers: { 200: { description: 'It is done', schema: ReconDecided } },
    problems: [...LOOKED, ...POSTED, 'step-up-required', 'resolution-gone', 'second-person-needed', 'recon-lines-taken'],
  },
  {
    method: 'post',
    path: P.rejectReconProposal('{id}', '{proposalId}'),
    operationId: 'rejectReconProposal',
    summary: 'Reject a proposal, or withdraw one’s own',
    body: ReconReason,
    answers: { 200: { description: 'It is gone', schema: ReconDecided } },
    problems: [...CHANGED, 'resolution-gone'],
  },
];

/** Work of people on reconciliation. */
export const RECON_DESK_ROUTES: readonly PortalRoute[] = [...DAYS, ...WORK];
