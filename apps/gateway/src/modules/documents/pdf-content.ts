/**
 * What a paper may hold: the part of pdfmake's language that our papers use, as plain data. Its own types are not used: they
 * bring those of a browser into every room.
 */
export type Content = string | readonly Content[] | TextContent | StackContent | ColumnsContent | TableContent | LineContent | SpaceContent;

export interface Look {
  readonly style?: keyof typeof PDF_STYLES;
  readonly alignment?: 'left' | 'right' | 'center';
  readonly bold?: boolean;
  readonly fontSize?: number;
  readonly color?: string;
  /** Left, top, right, bottom in points. */
  readonly margin?: readonly [number, number, number, number];
  readonly pageBreak?: 'before' | 'after';
  readonly unbreakable?: boolean;
  readonly width?: Width;
  /** Headings: they stay with what follows. */
  readonly headlineLevel?: number;
  readonly preserveLeadingSpaces?: boolean;
  readonly colSpan?: number;
}

/** In points, or `*` for an equal part of what is left, or `auto` by what is inside. */
export type Width = number | 'auto' | '*';

export interface TextContent extends Look {
  readonly text: string | readonly (string | TextContent)[];
}
export interface StackContent extends Look {
  readonly stack: readonly Content[];
}
export interface ColumnsContent extends Look {
  readonly columns: readonly Content[];
  readonly columnGap?: number;
}
export interface TableContent extends Look {
  readonly layout: 'facts' | 'rows';
  readonly table: {
    readonly widths: readonly Width[];
    readonly body: readonly (readonly Content[])[];
    readonly headerRows?: number;
    readonly dontBreakRows?: boolean;
  };
}
export interface LineContent extends Look {
  readonly canvas: readonly {
    readonly type: 'line';
    readonly x1: number;
    readonly y1: number;
    readonly x2: number;
    readonly y2: number;
    readonly lineWidth: number;
    readonly lineColor: string;
  }[];
}
/** An empty cell. */
export type SpaceContent = Record<string, never>;

/** Grey enough to recede, dark enough for a photocopy. */
const QUIET = '#4b5563';
export const RULE_COLOR = '#9ca3af';

/** The styles that content may name. */
export const PDF_STYLES = {
  title: { fontSize: 16, bold: true, margin: [0, 0, 0, 2] },
  about: { fontSize: 9, color: QUIET },
  section: { fontSize: 11, bold: true, margin: [0, 14, 0, 4] },
  label: { color: QUIET },
  head: { bold: true, color: QUIET, fontSize: 8 },
  small: { fontSize: 7.5 },
  quiet: { color: QUIET },
  mono: { font: 'Mono', fontSize: 7.5 },
  foot: { fontSize: 7.5, color: QUIET },
} as const;
