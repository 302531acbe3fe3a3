import type { Bilingual } from '@payport/domain';
import { unreachableFor, type DriverSession, type Evidence, type LinkReport, type ReportAnswer } from '@payport/terminals-core';
import { attempt, type BankProgram } from './bank-program.ts';
import { CAUSE_TEXTS, type Cause } from './cause-texts.ts';
import { QUERY_TIME_LIMIT_MS } from './constants.ts';
import type { PilotRequest } from './messages.ts';
import { runQuery, type QueryEnd } from './query-run.ts';
import { newRequestId } from './request-id.ts';
import { classifyStatus, declineFor } from './result-map.ts';

/** No document to print: nothing is wrong with the terminal. */
const NOTHING_TO_PRINT = 4309;
const NOTHING_TO_PRINT_TEXT: Bilingual = { ru: 'Терминалу нечего напечатать', en: 'The terminal has nothing to print' };

/** A run about no order. An unresolved order keeps the folder: its evidence goes first. */
export async function runService(program: BankProgram, request: PilotRequest, session: DriverSession): Promise<QueryEnd> {
  const { keeper } = program;
  const [earlier] = await Promise.allSettled([program.earlierRun('')]);
  if (earlier.status === 'rejected') return { kind: 'not_sent', why: 'folder' };
  if (earlier.value.state === 'running') return { kind: 'not_sent', why: 'busy' };
  if (earlier.value.state === 'ended' && earlier.value.lock.reference !== '') return { kind: 'not_sent', why: 'busy' };
  const over = earlier.value.state === 'ended' ? earlier.value.lock : null;
  const query = {
    request,
    reference: '',
    operation: 'other' as const,
    orderKilled: false,
    over,
    waitMs: QUERY_TIME_LIMIT_MS,
    stopWhenLate: true,
  };
  const ended = await runQuery(program, query, session);
  if (ended.kind === 'ended' || ended.kind === 'refused') await attempt(keeper.release(ended.lock));
  return ended;
}

/** Asks about an id that never was: whoever answers "not found" is reachable and knows request ids. */
export async function runLinkTest(program: BankProgram, session: DriverSession): Promise<LinkReport> {
  const { settings, random } = program;
  const request: PilotRequest = settings.requestIds
    ? { kind: 'status', askedId: newRequestId(random), requestId: newRequestId(random) }
    : { kind: 'short_tape' };
  const end = await runService(program, request, session);
  if (end.kind !== 'ended') return { reachable: false, ...unreachableFor(CAUSE_TEXTS[causeOf(end)]), evidence: { end: end.kind } };
  const { found } = end.answer;
  if (found.found !== 'file' || !found.reading.ok) {
    return { reachable: false, reason: declineFor('outcome_unknown', null).message, evidence: { end: end.ending.end, found: found.found } };
  }
  const { code, terminalId, message } = found.reading.file;
  const evidence = { code, message, terminalId: terminalId ?? end.answer.slip?.terminalId ?? null, encoding: end.answer.encoding };
  const { verdict } = classifyStatus(code);
  if (verdict === 'absent' || verdict === 'approved' || verdict === 'no_data') return { reachable: true, evidence };
  const { advice, message: reason } = declineFor('setup_program', code);
  return { reachable: false, reason: { ru: `${reason.ru}. ${advice.ru}`, en: `${reason.en}. ${advice.en}` }, evidence };
}

/** A run that prints something: a reprint, a report, a tape. */
export async function runReport(
  program: BankProgram,
  kind: 'reprint' | 'short_tape' | 'control_tape',
  session: DriverSession,
): Promise<ReportAnswer> {
  const end = await runService(program, { kind }, session);
  if (end.kind !== 'ended') return { text: null, reason: whyNoAnswer(end), evidence: { end: end.kind } };
  const { found, slip } = end.answer;
  const code = found.found === 'file' && found.reading.ok ? found.reading.file.code : null;
  const evidence: Evidence = { code, end: end.ending.end, encoding: end.answer.encoding };
  if (code === NOTHING_TO_PRINT) return { text: null, reason: NOTHING_TO_PRINT_TEXT, evidence };
  if (code !== 0 || slip === null) return { text: null, reason: declineFor('setup_other', code).message, evidence };
  return { text: slip.text, totals: end.answer.report()?.totals ?? null, evidence };
}

const whyNoAnswer = (end: Unanswered): Bilingual => declineFor(causeOf(end), null).message;

type Unanswered = Exclude<QueryEnd, { kind: 'ended' }>;

function causeOf(end: Unanswered): Cause {
  if (end.kind === 'refused') return 'program_start';
  if (end.kind === 'running' || end.why === 'busy') return 'device_busy';
  return end.why === 'folder' ? 'folder_trouble' : 'not_allowed';
}
