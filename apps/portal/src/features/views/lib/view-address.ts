import { VIEW_CONDITIONS, type ViewConditions, type ViewList } from '@payport/domain';

/** Where each list stands. */
export const LIST_PATHS: Readonly<Record<ViewList, string>> = { payments: '/payments', queue: '/queue', refunds: '/refunds' };

/** The view that an address names: its id; `all` where somebody wants none, not even the one that the list opens with. */
export const NO_VIEW = 'all';
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
export const viewIdIn = (named: string | null | undefined): string | null => (named != null && UUID.test(named) ? named.toLowerCase() : null);

/** What of an address a view of this list would keep. */
export function conditionsIn(list: ViewList, valueOf: (name: string) => string | null | undefined): ViewConditions {
  const kept = VIEW_CONDITIONS[list].flatMap((name) => {
    const value = valueOf(name);
    return value == null || value === '' ? [] : [[name, value] as const];
  });
  return Object.fromEntries(kept);
}

/** Columns have an order; several outcomes or terminals have none. */
const inOrder = (name: string, value: string): string => (name === 'cols' || name === 'q' ? value : value.split(',').sort().join());

/** Do both show the same list in the same look? */
export function sameConditions(one: ViewConditions, other: ViewConditions): boolean {
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...names].every((name) => inOrder(name, one[name] ?? '') === inOrder(name, other[name] ?? ''));
}

/** The address of a list in these conditions, always in the same order, with the view that it is looked at through. */
export const listHref = (list: ViewList, conditions: ViewConditions, view: string) => ({
  pathname: LIST_PATHS[list],
  query: { ...conditionsIn(list, (name) => conditions[name]), view },
});
