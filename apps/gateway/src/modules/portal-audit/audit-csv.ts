import type { AuditRow } from './audit.repository.ts';

/** A table program would take such a beginning for a formula. */
const FORMULA = /^[=+\-@\t\r]/;

function cell(value: string): string {
  const safe = FORMULA.test(value) ? `'${value}` : value;
  return /[";\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

const COLUMNS: readonly (readonly [string, (row: AuditRow) => string | null])[] = [
  ['at', ({ at }) => at.toISOString()],
  ['property', ({ property_name }) => property_name],
  ['actor', ({ actor }) => actor],
  ['actor_id', ({ actor_id }) => actor_id],
  ['action', ({ action }) => action],
  ['subject', ({ subject }) => subject],
  ['label', ({ label }) => label],
  ['before', ({ before }) => before && JSON.stringify(before)],
  ['after', ({ after }) => after && JSON.stringify(after)],
  ['entry_id', ({ id }) => id],
  ['seq', ({ seq }) => seq],
  ['sha256', ({ hash }) => hash],
];

/** UTF-8 with a byte order mark, by which Excel knows it. */
export const AUDIT_CSV_HEAD = `\uFEFF${COLUMNS.map(([name]) => name).join(';')}\r\n`;
export const auditCsvLine = (row: AuditRow): string => `${COLUMNS.map(([, of]) => cell(of(row) ?? '')).join(';')}\r\n`;
