import type { PortalOverviewDay } from '@payport/contracts';
import type { PaymentKind, PaymentOutcome } from '@payport/domain';

/** What the figures of a day count: what guests' cards were asked for. */
const ASKED: readonly PaymentKind[] = ['sale', 'preauthorization'];

interface Conditions {
  readonly kind?: readonly PaymentKind[];
  readonly outcome?: readonly PaymentOutcome[];
  readonly reason?: string;
}

export interface ListLink {
  readonly pathname: '/payments';
  readonly query: Readonly<Record<string, string>>;
}

/**
 * The list behind a figure of today. Null where one list cannot show the same: hotels in several time zones have several
 * days, and the list knows one; each hotel's own figures have their links.
 */
export function todayLink(days: readonly Pick<PortalOverviewDay, 'property'>[], { kind = ASKED, outcome, reason }: Conditions): ListLink | null {
  const [first] = days;
  if (!first || days.some(({ property }) => property.timeZone !== first.property.timeZone)) return null;
  return {
    pathname: '/payments',
    query: {
      ...(days.length === 1 && { property: first.property.id }),
      period: 'today',
      kind: kind.join(','),
      ...(outcome && { outcome: outcome.join(',') }),
      ...(reason !== undefined && { reason }),
    },
  };
}
