/** The part of markdown that the guides are written in. There is no raw HTML: it stays text. */
export type Inline =
  | { readonly kind: 'text' | 'code'; readonly text: string }
  | { readonly kind: 'strong' | 'emphasis'; readonly children: readonly Inline[] }
  | { readonly kind: 'link'; readonly href: string; readonly children: readonly Inline[] };

export type Cell = readonly Inline[];

export interface Heading {
  readonly kind: 'heading';
  readonly level: number;
  /** The anchor that GitHub would give it, so that links work in both places. */
  readonly id: string;
  readonly children: readonly Inline[];
}

export type Block =
  | Heading
  | { readonly kind: 'paragraph' | 'quote'; readonly children: readonly Inline[] }
  | { readonly kind: 'image'; readonly src: string; readonly alt: string }
  | { readonly kind: 'list'; readonly ordered: boolean; readonly start: number; readonly items: readonly Cell[] }
  | { readonly kind: 'table'; readonly head: readonly Cell[]; readonly rows: ReadonlyArray<readonly Cell[]> }
  | { readonly kind: 'code'; readonly text: string };

/** What a reader would hear: the words without their marks. */
export const plainText = (children: readonly Inline[]): string =>
  children.map((part) => ('text' in part ? part.text : plainText(part.children))).join('');
