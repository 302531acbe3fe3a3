import { holdsCardNumber, VIEW_CONDITIONS, type ViewConditions, type ViewList } from '@payport/domain';
import { ProblemError } from '../../http/problem-error.ts';

/** What of an address a view of this list keeps. @throws ProblemError for a full card number, which is kept nowhere */
export function keptConditions(list: ViewList, sent: Readonly<Record<string, string>>): ViewConditions {
  const kept = VIEW_CONDITIONS[list].flatMap((name) => {
    const value = sent[name];
    return value === undefined || value === '' ? [] : [[name, value] as const];
  });
  const conditions = Object.fromEntries(kept);
  refuseCardNumber('/conditions/q', conditions['q'] ?? '');
  return conditions;
}

/** @throws ProblemError */
export function refuseCardNumber(pointer: string, text: string): void {
  if (holdsCardNumber(text)) throw new ProblemError('validation-failed', { errors: [{ pointer, code: 'card-number', message: '' }] });
}

/** For the audit, which stays for ever: what was looked for may be a guest's name, and is not written down. */
export const toldConditions = (conditions: ViewConditions): ViewConditions => ('q' in conditions ? { ...conditions, q: '…' } : conditions);
