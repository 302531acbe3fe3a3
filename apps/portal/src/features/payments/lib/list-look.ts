import { parseAsArrayOf, parseAsStringLiteral, type inferParserType } from 'nuqs/server';

/** Everything that can be a column of the list; the gateway's contract and its export know the same. */
export const COLUMNS = ['time', 'status', 'amount', 'guest', 'card', 'reference', 'terminal'] as const;
export type ColumnKey = (typeof COLUMNS)[number];

/** Without its time a row is no link, and an unknown outcome must never be out of sight. */
export const LOCKED: readonly ColumnKey[] = ['time', 'status'];

/** How the list looks lives in the page's address too: `cols` in their order, absent: all. */
export const lookParsers = {
  cols: parseAsArrayOf(parseAsStringLiteral(COLUMNS)),
  density: parseAsStringLiteral(['compact']),
};
export type ListLook = inferParserType<typeof lookParsers>;

/** The columns on screen. What somebody wrote into the address by hand cannot hide what has to be seen, nor show it twice. */
export function shownColumns(chosen: readonly ColumnKey[] | null): readonly ColumnKey[] {
  if (chosen === null) return COLUMNS;
  return [...new Set([...LOCKED.filter((key) => !chosen.includes(key)), ...chosen])];
}

/** As the address has them: nothing where they are the usual ones. */
const orNull = (columns: readonly ColumnKey[]): ColumnKey[] | null =>
  columns.length === COLUMNS.length && columns.every((key, at) => key === COLUMNS[at]) ? null : [...columns];

/** A column comes to its usual place, or goes. */
export function withColumn(shown: readonly ColumnKey[], key: ColumnKey, on: boolean): ColumnKey[] | null {
  if (!on) return orNull(shown.filter((other) => other !== key || LOCKED.includes(key)));
  if (shown.includes(key)) return orNull(shown);
  const before = COLUMNS.slice(0, COLUMNS.indexOf(key));
  const at = Math.max(0, ...before.map((other) => shown.indexOf(other) + 1));
  return orNull([...shown.slice(0, at), key, ...shown.slice(at)]);
}

/** One place on or back; at the end it stays. */
export function movedColumn(shown: readonly ColumnKey[], key: ColumnKey, step: -1 | 1): ColumnKey[] | null {
  const from = shown.indexOf(key);
  const to = from + step;
  if (from < 0 || to < 0 || to >= shown.length) return orNull(shown);
  const rest = shown.filter((other) => other !== key);
  return orNull([...rest.slice(0, to), key, ...rest.slice(to)]);
}
