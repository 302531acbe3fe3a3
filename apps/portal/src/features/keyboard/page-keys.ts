/** What keys of single pages do: the words of `Shortcuts.page`. */
export const PAGE_KEY_WORDS = [
  'nextRow',
  'previousRow',
  'openRow',
  'leaveField',
  'match',
  'apart',
  'split',
  'merge',
  'undo',
  'assign',
  'note',
  'signOff',
  'choose',
] as const;

export interface PageKey {
  readonly keys: readonly string[];
  readonly does: (typeof PAGE_KEY_WORDS)[number];
}

const ROWS: readonly PageKey[] = [
  { keys: ['J', '↓'], does: 'nextRow' },
  { keys: ['K', '↑'], does: 'previousRow' },
  { keys: ['Enter'], does: 'openRow' },
];

const DESK: readonly PageKey[] = [
  { keys: ['J', '↓'], does: 'nextRow' },
  { keys: ['K', '↑'], does: 'previousRow' },
  { keys: ['Space'], does: 'choose' },
  { keys: ['Enter'], does: 'match' },
  { keys: ['X'], does: 'apart' },
  { keys: ['S'], does: 'split' },
  { keys: ['M'], does: 'merge' },
  { keys: ['U'], does: 'undo' },
  { keys: ['A'], does: 'assign' },
  { keys: ['N'], does: 'note' },
  { keys: ['D'], does: 'signOff' },
];

/** A page that hears keys of its own names them here, so that `?` lists them. */
const PAGES: readonly { readonly path: RegExp; readonly keys: readonly PageKey[] }[] = [
  { path: /^\/reconciliation\/exceptions$/, keys: DESK },
  { path: /^\/(queue|refunds)$/, keys: ROWS },
  { path: /^\/bank-files$/, keys: ROWS.filter(({ does }) => does !== 'openRow') },
  { path: /^\/payments$/, keys: [...ROWS, { keys: ['Esc'], does: 'leaveField' }] },
];

/** What else keys do on this page; the path is without its language. */
export const keysOfPage = (pathname: string): readonly PageKey[] => PAGES.find(({ path }) => path.test(pathname))?.keys ?? [];
