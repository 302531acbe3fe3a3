import type { Bilingual } from '@payport/domain';
import type { DriverSession, Evidence, LinkReport, ReportAnswer, ReprintReport } from '@payport/terminals-core';
import { ENQUIRY_LIMIT_MS } from './constants.ts';
import type { Conversation, Ending } from './conversation.ts';
import type { DayTotals, EcrCommand } from './messages.ts';
import { classify, codeText, declineFor, refusalOf, unreachableBy } from './result-map.ts';
import type { ZvtSettings } from './settings.ts';
import { totalsText } from './settlement.ts';
import { stateNote, TERMINAL_STATES } from './tables/terminal-states.ts';

const NOTHING_TO_PRINT: Bilingual = { ru: 'Терминалу нечего напечатать', en: 'The terminal has nothing to print' };
const PRINTED_THERE: Bilingual = {
  ru: 'Терминал напечатал это на своей бумаге: шлюз чеки от него не получает',
  en: 'The terminal printed it on its own paper: the gateway gets no receipts from it',
};

/** Asks for the terminal's state and, where it is ready, for the number that it gives itself in a registration. */
export async function testLink(conversation: Conversation, settings: ZvtSettings, session: DriverSession): Promise<LinkReport> {
  await session.beforeFirstByte();
  const ending = await conversation.run({ kind: 'status_enquiry', password: settings.password }, { limitMs: ENQUIRY_LIMIT_MS });
  if (ending.end === 'silent' || ending.end === 'broken')
    return { reachable: false, ...unreachableBy(silenceOf(ending.end, settings)), evidence: { end: ending.end } };
  const state = stateOf(ending);
  const evidence: Evidence = { end: ending.end, terminalStatus: state === null ? null : stateText(state) };
  const note = state === null ? null : stateNote(state);
  if (note !== null) return { reachable: true, note, evidence };
  return { reachable: true, evidence: { ...evidence, terminalId: await numberOf(conversation, settings) } };
}

/** A line that stood, and no answer on it. A port that was pulled out in between is an end like any other. */
function silenceOf(end: 'silent' | 'broken', { connection }: ZvtSettings): 'line_silent' | 'line_dropped' | 'no_connection' {
  if (end === 'silent') return 'line_silent';
  return connection === 'tcp' ? 'line_dropped' : 'no_connection';
}

/** A terminal that is busy refuses the enquiry with its state; one that does not know the command says nothing of itself. */
export function stateOf(ending: Ending): number | null {
  if (ending.end === 'completed') return ending.message.terminalStatus;
  const code = ending.end === 'refused' ? ending.error : ending.end === 'aborted' ? ending.resultCode : null;
  return code !== null && TERMINAL_STATES.has(code) ? code : null;
}

/** As the protocol writes it: two hexadecimal digits, which a host's code would not be. */
export const stateText = (code: number): string => code.toString(16).toUpperCase().padStart(2, '0');

async function numberOf(conversation: Conversation, settings: ZvtSettings): Promise<string | null> {
  if (!settings.registration) return null;
  const registered = await conversation.register();
  return registered.end === 'completed' ? registered.message.terminalId : null;
}

/** Registers where the settings say so, then runs a command that moves no money. */
export async function runService(conversation: Conversation, settings: ZvtSettings, session: DriverSession, command: EcrCommand): Promise<Ending> {
  await session.beforeFirstByte();
  if (settings.registration) {
    const registered = await conversation.register();
    if (registered.end !== 'completed') return registered;
  }
  return conversation.run(command);
}

/** Why a command did not come to its end; null: it did. */
export function whyNot(ending: Ending): Bilingual | null {
  if (ending.end === 'refused') return refusalOf(ending.error).message;
  if (ending.end === 'silent' || ending.end === 'broken') return declineFor(ending.end === 'silent' ? 'line_silent' : 'no_connection', null).message;
  const code = ending.status?.resultCode ?? (ending.end === 'aborted' ? ending.resultCode : null);
  if (ending.end === 'completed' && (code === null || code === 0)) return null;
  const verdict = classify(code === 0 ? null : code);
  return verdict.verdict === 'approved' ? null : verdict.decline.message;
}

export function evidenceOf(ending: Ending): Evidence {
  if (ending.end === 'refused') return { end: 'refused', error: codeText(ending.error) };
  return {
    end: ending.end,
    resultCode: ending.status?.resultCode ?? null,
    abortCode: ending.end === 'aborted' ? ending.resultCode : null,
  };
}

const slipOf = (ending: Ending): string | null => ('slip' in ending ? ending.slip : null);

/** A terminal that prints by itself gives no text. */
const noText = (settings: ZvtSettings): Bilingual => (settings.receipts === 'terminal' ? PRINTED_THERE : NOTHING_TO_PRINT);

export async function reprintLast(conversation: Conversation, settings: ZvtSettings, session: DriverSession): Promise<ReprintReport> {
  const ending = await runService(conversation, settings, session, { kind: 'repeat_receipt', password: settings.password, print: true });
  const reason = whyNot(ending);
  if (reason !== null) return { slip: null, reason };
  const slip = slipOf(ending);
  return slip === null ? { slip: null, reason: noText(settings) } : { slip };
}

/** The sums of the open batch. They are by card brand and net, so that they are shown and not compared. */
export async function totalsReport(conversation: Conversation, settings: ZvtSettings, session: DriverSession): Promise<ReportAnswer> {
  const { ending, totals } = await askTotals(conversation, settings, session);
  const evidence = evidenceOf(ending);
  const reason = whyNot(ending);
  if (reason !== null) return { text: null, reason, evidence };
  const text = slipOf(ending) ?? (totals === null ? null : totalsText(totals, 'UMSATZSUMMEN'));
  return text === null ? { text: null, reason: noText(settings), evidence } : { text, totals: null, evidence };
}

/** Every receipt of the open batch, printed again: the sums say from which number to which. */
export async function controlTape(conversation: Conversation, settings: ZvtSettings, session: DriverSession): Promise<ReportAnswer> {
  const { ending: asked, totals } = await askTotals(conversation, settings, session);
  const unasked = whyNot(asked);
  if (unasked !== null) return { text: null, reason: unasked, evidence: evidenceOf(asked) };
  if (totals === null || totals.brands.every(({ count }) => count === 0))
    return { text: null, reason: NOTHING_TO_PRINT, evidence: evidenceOf(asked) };
  const { fromReceipt, toReceipt } = totals;
  const printed = await conversation.run({ kind: 'reprint_receipts', password: settings.password, fromReceipt, toReceipt });
  const evidence: Evidence = { ...evidenceOf(printed), fromReceipt, toReceipt };
  const reason = whyNot(printed);
  if (reason !== null) return { text: null, reason, evidence };
  const text = slipOf(printed);
  return text === null ? { text: null, reason: noText(settings), evidence } : { text, totals: null, evidence };
}

async function askTotals(
  conversation: Conversation,
  settings: ZvtSettings,
  session: DriverSession,
): Promise<{ readonly ending: Ending; readonly totals: DayTotals | null }> {
  const ending = await runService(conversation, settings, session, { kind: 'turnover_totals', password: settings.password });
  return { ending, totals: 'status' in ending ? (ending.status?.totals ?? null) : null };
}
