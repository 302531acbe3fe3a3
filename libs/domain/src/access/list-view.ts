import { mayDo, type Role } from './permissions.ts';

/**
 * What a saved view of a list holds: the parts of the page's address that say what is shown and how. Nothing else is kept,
 * whatever a browser sends.
 */
export const VIEW_CONDITIONS = {
  payments: ['property', 'q', 'outcome', 'status', 'kind', 'terminal', 'reason', 'period', 'from', 'to', 'returned', 'sort', 'cols', 'density'],
  queue: ['property', 'part', 'owner', 'look', 'cols', 'density'],
  refunds: ['property', 'q', 'outcome', 'from', 'to', 'sort', 'cols', 'density'],
} as const;
export type ViewList = keyof typeof VIEW_CONDITIONS;
export const VIEW_LISTS = Object.keys(VIEW_CONDITIONS) as readonly ViewList[];

export type ViewConditions = Readonly<Record<string, string>>;

/** Characters of a name; long enough for a sentence. */
export const VIEW_NAME_LENGTH = 120;

export interface ViewStanding {
  /** Is it the person's own? */
  readonly own: boolean;
  /** What the person is at the hotel that it is shared with; null where it is shared with none. */
  readonly shared: { readonly role: Role | undefined } | null;
}

export interface ViewRights {
  readonly see: boolean;
  readonly rename: boolean;
  readonly remove: boolean;
  /** Save other conditions under its name. */
  readonly change: boolean;
  /** Share it, and take it back. */
  readonly share: boolean;
}

/**
 * What somebody may do with a view. A shared one is its owner's and the hotel's: the staff see it, who looks after the
 * hotel's views may rename or remove it, and what it shows only its owner changes. Who left the hotel has lost it.
 */
export function viewRights({ own, shared }: ViewStanding): ViewRights {
  if (shared === null) return { see: own, rename: own, remove: own, change: own, share: own };
  const author = own && mayDo(shared.role, 'shareViews');
  const keeper = mayDo(shared.role, 'manageViews');
  return { see: shared.role !== undefined, rename: author || keeper, remove: author || keeper, change: author, share: author };
}
