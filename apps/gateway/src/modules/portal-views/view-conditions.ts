import { holdsCardNumber, VIEW_CONDITIONS, type ViewConditions, type ViewList } from '@payport/domain';
import { ProblemError } from '../../http/problem-error.ts';
import type { PortalUser } from '../access/index.ts';
import type { Queryable } from '../audit/index.ts';

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

/** $2: hotels of the person; what is not theirs keeps its id, and tells no name. */
const NAMES = `
  select id::text, name from property where id::text = any($1::text[]) and id = any($2::uuid[])
  union all select id::text, name from terminal where id::text = any($1::text[]) and property_id = any($2::uuid[])`;
/** What is called otherwise elsewhere in the audit: there `owner` looks after a payment, and `reason` is somebody's own words. */
const TOLD_AS: Readonly<Record<string, string>> = { owner: 'ofWhom', reason: 'declineCodes' };

/**
 * For the audit, which stays for ever: hotels and terminals by their names of that day. What was looked for may be a guest's
 * name, and is not written down.
 */
export async function toldConditions(db: Queryable, user: PortalUser, conditions: ViewConditions): Promise<ViewConditions> {
  const ids = ['property', 'terminal'].flatMap((key) => conditions[key]?.split(',') ?? []);
  const { rows } = ids.length === 0 ? { rows: [] } : await db.query<{ id: string; name: string }>(NAMES, [ids, user.propertyIds]);
  const names = new Map(rows.map(({ id, name }) => [id, name]));
  const named = (value: string): string =>
    value
      .split(',')
      .map((id) => names.get(id) ?? id)
      .join(', ');
  return Object.fromEntries(
    Object.entries(conditions).map(([key, value]) => [
      TOLD_AS[key] ?? key,
      key === 'q' ? '…' : key === 'property' || key === 'terminal' ? named(value) : value,
    ]),
  );
}
