import type { Bilingual } from '@payport/domain';
import type { DriverSession, Evidence, ServiceReport } from '@payport/terminals-core';
import { ENQUIRY_LIMIT_MS } from './constants.ts';
import type { Conversation, Ending } from './conversation.ts';
import type { EcrCommand } from './messages.ts';
import { codeText, declineFor, serviceRefusal } from './result-map.ts';
import { evidenceOf, stateOf, stateText } from './service-run.ts';
import type { ZvtSettings } from './settings.ts';
import { stateNote } from './tables/terminal-states.ts';

export type ServiceOperation = 'diagnosis' | 'initialisation';

const UNREACHABLE = declineFor('no_connection', null).message;

/**
 * Diagnosis (06 70) and initialisation (06 93): what the terminal itself asks for in its state. Neither moves money nor closes
 * the batch, so that a lost answer leaves nothing open. Afterwards the terminal is asked whether it is ready now.
 */
export async function runServiceOperation(
  conversation: Conversation,
  settings: ZvtSettings,
  operation: ServiceOperation,
  session: DriverSession,
): Promise<ServiceReport> {
  await session.beforeFirstByte();
  const registration = await registered(conversation, settings);
  if (registration === null) return { outcome: 'failed', sent: false, reason: UNREACHABLE, text: null, evidence: { registration: 'no_answer' } };
  const ending = await conversation.run(commandOf(operation, settings), { sent: () => session.dispatched() });
  const evidence: Evidence = { ...evidenceOf(ending), ...registration };
  if (ending.end === 'silent' || ending.end === 'broken') return { outcome: 'unknown', evidence: { ...evidence, started: ending.started } };
  const reason = refusalIn(ending);
  const text = ending.end === 'refused' ? null : ending.slip;
  if (reason !== null) return { outcome: 'failed', sent: true, reason, text, evidence };
  const state = await stateAfter(conversation, settings);
  return { outcome: 'done', text, note: state === null ? null : stateNote(state), evidence: { ...evidence, ...stateEvidence(state) } };
}

const commandOf = (operation: ServiceOperation, { password }: ZvtSettings): EcrCommand =>
  operation === 'diagnosis' ? { kind: 'diagnosis' } : { kind: 'initialisation', password };

/**
 * A terminal that refuses a registration may do so because it needs just this operation, which then prints on its own paper:
 * only one that says nothing at all is not told. Null: it says nothing.
 */
async function registered(conversation: Conversation, settings: ZvtSettings): Promise<Evidence | null> {
  if (!settings.registration) return {};
  const ending = await conversation.register();
  if (ending.end === 'silent' || ending.end === 'broken') return null;
  if (ending.end === 'refused') return { registration: codeText(ending.error) };
  return ending.end === 'aborted' ? { registration: 'aborted' } : {};
}

/** What the terminal says against it; null: it did what it was told. */
function refusalIn(ending: Ending): Bilingual | null {
  if (ending.end === 'refused') return serviceRefusal(ending.error);
  const told = ending.status?.resultCode ?? null;
  if (ending.end === 'aborted') return serviceRefusal(ending.resultCode === 0 ? told : (ending.resultCode ?? told));
  return told === null || told === 0 ? null : serviceRefusal(told);
}

async function stateAfter(conversation: Conversation, { password }: ZvtSettings): Promise<number | null> {
  return stateOf(await conversation.run({ kind: 'status_enquiry', password }, { limitMs: ENQUIRY_LIMIT_MS }));
}

const stateEvidence = (state: number | null): Evidence => ({ terminalStatus: state === null ? null : stateText(state) });
