import type { Bilingual } from '@payport/domain';
import type { DriverSession, Evidence, LinkReport, ReportAnswer } from '@payport/terminals-core';
import { alarm, evidenceOf } from './answer.ts';
import { COMMAND, COMMAND_STATUS, OPERATION, QUERY_TIMEOUT_MS, STATUS } from './constants.ts';
import type { Device, Ended } from './device.ts';
import { askForCopy } from './recovery.ts';
import { matchReply } from './reply.ts';
import { declineFor, toldBy, unreachableBy, type Cause } from './result-map.ts';

const NOTHING_TO_PRINT: Bilingual = { ru: 'Терминалу нечего напечатать', en: 'The terminal has nothing to print' };
const NO_NUMBER: Bilingual = {
  ru: 'Терминал отвечает, но не повторяет номер запроса. Выключите настройку «Терминал повторяет номер запроса»: с ней исход каждой оплаты останется неизвестным',
  en: 'The terminal answers, but does not repeat the number of a request. Switch off the setting “The terminal repeats the number of a request”: with it the outcome of every payment would stay unknown',
};

type Unanswered = Exclude<Ended, { readonly end: 'answered' }>;

/** A line stands before anybody is silent on it; the bank's program has none. */
function causeOf(ended: Unanswered, { settings: { connection } }: Device): Cause {
  if (ended.end === 'not_sent') return ended.cause;
  if (connection === 'process') return 'no_device';
  if (ended.end !== 'over') return 'line_silent';
  return connection === 'tcp' ? 'line_dropped' : 'no_device';
}

/** Why a question got no answer that can be used. */
function whyNot(ended: Unanswered, device: Device): Bilingual {
  return declineFor(causeOf(ended, device)).message;
}

/** Asks whether the terminal is there, and looks at what its answer tells about itself. */
export async function runLinkTest(device: Device, session: DriverSession): Promise<LinkReport> {
  const transactionId = device.newTransactionId();
  const { terminalId, transactionIds } = device.settings;
  const ended = await device.ask(
    {
      request: { kind: 'link_test', transactionId },
      movesMoney: false,
      patienceMs: QUERY_TIMEOUT_MS,
      limitMs: QUERY_TIMEOUT_MS,
      match: (message, acknowledged) =>
        matchReply(message, { operation: OPERATION.linkTest, transactionId, idsRepeated: transactionIds }, acknowledged),
    },
    session,
  );
  if (ended.end !== 'answered') return { reachable: false, ...unreachableBy(causeOf(ended, device)), evidence: ended.evidence };
  const { message } = ended.read;
  const evidence: Evidence = { ...evidenceOf(message), ...ended.evidence, numberRepeated: message.transactionId !== null };
  if (message.terminalId !== null && message.terminalId !== terminalId) {
    alarm('other_terminal', message, { terminalId }, session);
    return { reachable: false, reason: declineFor('wrong_terminal').message, evidence };
  }
  if (ended.match === 'unproven') return { reachable: false, reason: NO_NUMBER, evidence };
  return { reachable: true, evidence };
}

const COMMANDS = { short_report: COMMAND.shortReport, full_report: COMMAND.fullReport, copy: COMMAND.copy } as const;

/** A report or the copy of the last slip, as the terminal would print it. */
export async function runReport(device: Device, kind: 'short_report' | 'full_report' | 'copy', session: DriverSession): Promise<ReportAnswer> {
  const ended = await (kind === 'copy' ? askForCopy(device, device.newTransactionId(), session) : askForReport(device, kind, session));
  if (ended.end !== 'answered') return { text: null, reason: whyNot(ended, device), evidence: ended.evidence };
  const { message } = ended.read;
  const evidence: Evidence = { ...evidenceOf(message), ...ended.evidence, command: message.command, commandStatus: message.commandStatus };
  if (message.terminalId !== null && message.terminalId !== device.settings.terminalId) {
    alarm('other_terminal', message, device.settings, session);
    return { text: null, reason: declineFor('wrong_terminal').message, evidence };
  }
  const text = message.receipt?.slip ?? null;
  if (message.commandStatus === COMMAND_STATUS.failed || message.status === STATUS.declined) {
    return { text: null, reason: declineFor('setup_other', toldBy(message)).message, evidence };
  }
  if (text === null) return { text: null, reason: NOTHING_TO_PRINT, evidence };
  return { text, totals: null, evidence };
}

function askForReport(device: Device, kind: 'short_report' | 'full_report', session: DriverSession): Promise<Ended> {
  const transactionId = device.newTransactionId();
  const asked = { operation: OPERATION.userCommand, transactionId, idsRepeated: false };
  return device.ask(
    {
      request: { kind, transactionId },
      movesMoney: false,
      patienceMs: device.settings.answerTimeoutMs,
      limitMs: device.settings.timeLimitMs,
      match: (message, acknowledged) =>
        message.command === null || message.command === COMMANDS[kind] ? matchReply(message, asked, acknowledged) : 'foreign',
    },
    session,
  );
}
