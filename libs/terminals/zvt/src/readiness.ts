import type { Evidence } from '@payport/terminals-core';
import { ENQUIRY_LIMIT_MS } from './constants.ts';
import type { Conversation } from './conversation.ts';
import { codeText } from './result-map.ts';
import type { ZvtSettings } from './settings.ts';

/** States in which a terminal is in the middle of something: waits, partial goods, card inside. */
const WORKING: ReadonlySet<number> = new Set([0x9c, 0x9d, 0xdc, 0xe1]);
/** Answers to an enquiry while another command runs; which of them differs between terminals. */
const NOT_NOW: ReadonlySet<number> = new Set([0x83, 0x9c, 0xa0]);

/** `working`: something still runs in the terminal. `no_answer`: nothing is known of it. */
export type Readiness = { readonly is: 'free' } | { readonly is: 'working' | 'no_answer'; readonly evidence: Evidence };

/** Asks the terminal for its state: what it says about its memory while something runs is no word about that. */
export async function readinessOf(conversation: Conversation, settings: Pick<ZvtSettings, 'password'>): Promise<Readiness> {
  const enquiry = await conversation.run({ kind: 'status_enquiry', password: settings.password }, { limitMs: ENQUIRY_LIMIT_MS });
  if (enquiry.end === 'silent' || enquiry.end === 'broken') return { is: 'no_answer', evidence: { enquiry: enquiry.end } };
  if (enquiry.end === 'refused' && NOT_NOW.has(enquiry.error)) return { is: 'working', evidence: { enquiry: codeText(enquiry.error) } };
  const state = enquiry.end === 'completed' ? enquiry.message.terminalStatus : null;
  return state !== null && WORKING.has(state) ? { is: 'working', evidence: { terminalStatus: codeText(state) } } : { is: 'free' };
}
