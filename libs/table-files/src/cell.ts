/** What stands in a cell, before a format is chosen. */
export type Cell =
  | { readonly type: 'text'; readonly text: string; readonly strong?: boolean }
  /** A decimal: digits with a point. */
  | { readonly type: 'number'; readonly decimal: string; readonly strong?: boolean }
  /** How many: never with a fraction. */
  | { readonly type: 'count'; readonly count: number; readonly strong?: boolean }
  /** A day of the calendar: `2026-11-25`. */
  | { readonly type: 'day'; readonly day: string }
  /** A moment by the hotel's clocks: `2026-11-25T14:05:12`, without a zone. */
  | { readonly type: 'moment'; readonly face: string };

/** A table program would take such a beginning for a formula: in wide letters too, and a minus of its own sign. */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠−]/;
export const looksLikeFormula = (text: string): boolean => FORMULA.test(text);
