import { RULE_COLOR, type Content, type Width } from './pdf-content.ts';

/** A paper of the gateway: what every one of them has around its own content. */
export interface PdfDocument {
  readonly language: 'ru' | 'en';
  readonly title: string;
  /** Below the title: what it is about, a line each. */
  readonly about: readonly string[];
  /** At the foot of every page, beside its number: which paper this is, and from when. */
  readonly foot: string;
  /** When it was made; the file says so too. */
  readonly madeAt: Date;
  readonly landscape?: boolean;
  readonly content: readonly Content[];
}

/** A heading that stays with what follows. */
export const section = (text: string): Content => ({ text, style: 'section', headlineLevel: 1 });

/** Names and values in two columns; a value of null is a fact that is not there, and its line is left out. */
export function facts(rows: readonly (readonly [name: string, value: Content | null])[]): Content {
  const body = rows.flatMap(([name, value]) => (value === null ? [] : [[{ text: name, style: 'label' as const }, value]]));
  return body.length === 0 ? '' : { margin: [0, 6, 0, 0], layout: 'facts', table: { widths: [150, '*'], body, dontBreakRows: true } };
}

export interface TableColumn {
  readonly name: string;
  readonly width: Width;
  readonly align?: 'left' | 'right';
}

/** Rows under a head that every page repeats. */
export function table(columns: readonly TableColumn[], rows: readonly (readonly Content[])[]): Content {
  const aligned = (value: Content, i: number): Content => ({ alignment: columns[i]?.align ?? 'left', stack: [value] });
  const head = columns.map(({ name, align }) => ({ text: name, style: 'head' as const, alignment: align ?? 'left' }));
  return {
    layout: 'rows',
    fontSize: 8,
    table: { headerRows: 1, dontBreakRows: true, widths: columns.map(({ width }) => width), body: [head, ...rows.map((row) => row.map(aligned))] },
  };
}

/** What there is to read where a section has no rows. */
export const nothing = (text: string): Content => ({ text, style: 'quiet' });

/** Lines for names and signatures, side by side. */
export function signatures(names: readonly string[]): Content {
  // One each: the library moves the very object that it draws.
  const line = () => ({ type: 'line', x1: 0, y1: 0, x2: 200, y2: 0, lineWidth: 0.5, lineColor: RULE_COLOR }) as const;
  return {
    margin: [0, 28, 0, 0],
    columnGap: 24,
    columns: names.map((text) => ({ stack: [{ canvas: [line()] }, { text, style: 'foot', margin: [0, 3, 0, 0] }] })),
    unbreakable: true,
  };
}
