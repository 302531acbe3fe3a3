import type { PortalPaymentRow, PortalSearchResult } from '@payport/contracts';

type Terminal = PortalSearchResult['terminals'][number];
type Group = PortalSearchResult['groups'][number];

/** A line that can be chosen. */
export type Entry =
  | { readonly kind: 'payment'; readonly id: string; readonly href: string; readonly payment: PortalPaymentRow }
  | { readonly kind: 'list'; readonly id: string; readonly href: string; readonly group: Group | null; readonly text: string }
  | { readonly kind: 'terminal'; readonly id: string; readonly href: string; readonly terminal: Terminal }
  | { readonly kind: 'recent'; readonly id: string; readonly text: string };

const listHref = (q: string): string => `/payments?${new URLSearchParams({ q }).toString()}`;

/** Payments first: most often there is the one that was meant. Then what the word can mean, each as a list. */
export function entriesOf(text: string | null, result: PortalSearchResult | null, recent: readonly string[]): readonly Entry[] {
  if (text === null) return recent.map((known, at) => ({ kind: 'recent', id: `recent-${at}`, text: known }));
  if (result === null || result.unclear.length > 0) return [];
  const found = result.groups.filter(({ count }) => count > 0);
  const all: Entry[] = result.payments.length > 0 ? [{ kind: 'list', id: 'list-all', href: listHref(text), group: null, text }] : [];
  return [
    ...result.payments.map((payment): Entry => ({ kind: 'payment', id: `payment-${payment.id}`, href: `/payments/${payment.id}`, payment })),
    ...(found.length > 1
      ? found.map((group): Entry => ({ kind: 'list', id: `list-${group.field}`, href: listHref(group.query), group, text: group.query }))
      : []),
    ...all,
    ...result.terminals.map((terminal): Entry => ({ kind: 'terminal', id: `terminal-${terminal.id}`, href: `/terminals/${terminal.id}`, terminal })),
  ];
}
