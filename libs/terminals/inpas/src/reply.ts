import { COMMAND, OPERATION } from './constants.ts';
import type { Match } from './exchange.ts';
import type { SaMessage } from './messages.ts';

export interface Question {
  readonly operation: number;
  readonly transactionId: string;
  /** The terminal is known to repeat our number in its answer. */
  readonly idsRepeated: boolean;
}

/** Numbers may come back with zeros in front. */
export const isSameId = (told: string, ours: string): boolean => told.replace(/^0+/, '') === ours;

/**
 * Whether a message answers a question of ours. With our number in it, it does. Without any number it may be the answer to
 * somebody else's: then kind and acknowledgement count only where the settings say that this terminal never repeats numbers.
 */
export function matchReply(message: SaMessage, { operation, transactionId, idsRepeated }: Question, acknowledged: boolean): Match {
  if (message.transactionId !== null) return isSameId(message.transactionId, transactionId) ? 'ours' : 'foreign';
  if (message.operation !== null && message.operation !== operation) return 'foreign';
  if (!acknowledged) return 'foreign';
  return idsRepeated ? 'unproven' : 'ours';
}

/**
 * The same for a copy: the terminal may answer with the last operation itself, under the number that that one had. Whatever
 * comes after our question was acknowledged is the answer to it; what it says about whom is looked at later.
 */
export function matchCopy(message: SaMessage, transactionId: string, acknowledged: boolean): Match {
  if (message.transactionId !== null && isSameId(message.transactionId, transactionId)) return 'ours';
  if (message.operation === OPERATION.userCommand && message.command !== null && message.command !== COMMAND.copy) return 'foreign';
  return acknowledged ? 'ours' : 'foreign';
}
