import { createLoader, parseAsBoolean, parseAsString, parseAsStringLiteral, type inferParserType } from 'nuqs/server';
import { momentsOf } from '@/features/payments/lib/period.ts';

/** What entries can be about; a test holds these equal to the contract's. */
export const TOPICS = [
  'payment',
  'command',
  'terminal',
  'property',
  'api_key',
  'webhook',
  'alarm',
  'person',
  'account',
  'bank_file',
  'sign_in',
  'reconciliation',
  'view',
] as const;

/** Everything that narrows the audit lives in the page's address, under these names. */
export const auditParsers = {
  property: parseAsString,
  person: parseAsString,
  topic: parseAsStringLiteral(TOPICS),
  subject: parseAsString,
  /** Without the views of payments, which are most of it. */
  changes: parseAsBoolean.withDefault(false),
  from: parseAsString,
  to: parseAsString,
};

export type AuditFilters = inferParserType<typeof auditParsers>;
export const loadAuditFilters = createLoader(auditParsers);

/** Is any condition chosen? The hotel is a place, not a condition. */
export const narrowed = ({ person, topic, subject, changes, from, to }: AuditFilters): boolean =>
  changes || [person, topic, subject, from, to].some((value) => value !== null);

/** The gateway's query for these conditions. Days become moments by the clocks of the hotel. */
export function auditQuery({ property, person, topic, subject, changes, from, to }: AuditFilters, timeZone: string, cursor: string | null): string {
  const query = new URLSearchParams();
  const fields = { property, person, topic, subject, views: changes ? 'false' : null, ...momentsOf({ from, to }, timeZone), cursor };
  for (const [name, value] of Object.entries(fields)) if (value !== null && value !== '') query.set(name, value);
  return query.toString();
}

/** The same for a file of this format, in the language of the page. */
export function auditExportQuery(filters: AuditFilters, timeZone: string, format: string, language: string): string {
  const query = new URLSearchParams(auditQuery(filters, timeZone, null));
  query.set('format', format);
  query.set('language', language);
  return query.toString();
}
