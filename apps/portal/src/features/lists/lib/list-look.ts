import { parseAsArrayOf, parseAsStringLiteral, type Parser } from 'nuqs/server';

/** The columns that a list can have in their order, those that it has where nobody chose, and those that are never off. */
export interface ListColumns<K extends string> {
  readonly all: readonly K[];
  readonly usual: readonly K[];
  readonly locked: readonly K[];
}

/** How a list looks: its columns in their order, null: the usual ones; how dense its rows are, null: roomy. */
export interface ListLook<K extends string> {
  readonly cols: K[] | null;
  readonly density: 'compact' | null;
}

/** How the list looks lives in the page's address too: `cols` in their order, absent: the usual ones. */
export const lookParsers = <K extends string>({ all }: ListColumns<K>): { readonly cols: Parser<K[]>; readonly density: Parser<'compact'> } => ({
  cols: parseAsArrayOf(parseAsStringLiteral(all)),
  density: parseAsStringLiteral(['compact']),
});

/** The columns on screen. What somebody wrote into the address by hand cannot hide what has to be seen, nor show it twice. */
export function shownColumns<K extends string>({ usual, locked }: ListColumns<K>, chosen: readonly K[] | null): readonly K[] {
  if (chosen === null) return usual;
  return [...new Set([...locked.filter((key) => !chosen.includes(key)), ...chosen])];
}

/** As the address has them: nothing where they are the usual ones. */
const orNull = <K extends string>({ usual }: ListColumns<K>, columns: readonly K[]): K[] | null =>
  columns.length === usual.length && columns.every((key, at) => key === usual[at]) ? null : [...columns];

/** A column comes to its usual place, or goes. */
export function withColumn<K extends string>(of: ListColumns<K>, shown: readonly K[], key: K, on: boolean): K[] | null {
  if (!on)
    return orNull(
      of,
      shown.filter((other) => other !== key || of.locked.includes(key)),
    );
  if (shown.includes(key)) return orNull(of, shown);
  const before = of.all.slice(0, of.all.indexOf(key));
  const at = Math.max(0, ...before.map((other) => shown.indexOf(other) + 1));
  return orNull(of, [...shown.slice(0, at), key, ...shown.slice(at)]);
}

/** One place on or back; at the end it stays. */
export function movedColumn<K extends string>(of: ListColumns<K>, shown: readonly K[], key: K, step: -1 | 1): K[] | null {
  const from = shown.indexOf(key);
  const to = from + step;
  if (from < 0 || to < 0 || to >= shown.length) return orNull(of, shown);
  const rest = shown.filter((other) => other !== key);
  return orNull(of, [...rest.slice(0, to), key, ...rest.slice(to)]);
}
