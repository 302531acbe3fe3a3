import type { PortalOverviewDay } from '@payport/contracts';
import type { PaymentKind, PaymentOutcome } from '@payport/domain';

/** What the figures of a day count: what guests' cards were asked for. */
const ASKED: readonly PaymentKind[] = ['sale', 'preauthorization'];

interface Conditions {
  readonly kind?: readonly PaymentKind[];
  readonly outcome?: readonly PaymentOutcome[];
  readonly reason?: string;
  /** Money that went back, whatever it is called. */
  readonly returned?: true;
}

export interface ListLink {
  readonly pathname: '/payments';
  readonly query: Readonly<Record<string, string>>;
}

/** Each hotel's own today, as somebody would type it into the search box. */
const ownToday = (locale: string): string => (locale === 'ru' ? 'дата:сегодня' : 'date:today');

/**
 * The list behind a figure of today. Hotels in several time zones have several days: there the search box asks for each hotel's
 * own one. Null where there is no hotel.
 */
export function todayLink(
  days: readonly Pick<PortalOverviewDay, 'property'>[],
  { kind = ASKED, outcome, reason, returned }: Conditions,
  locale: string,
): ListLink | null {
  const [first] = days;
  if (!first) return null;
  const oneDay = days.every(({ property }) => property.timeZone === first.property.timeZone);
  return {
    pathname: '/payments',
    query: {
      ...(days.length === 1 && { property: first.property.id }),
      ...(oneDay ? { period: 'today' } : { q: ownToday(locale) }),
      ...(returned ? { returned: 'true' } : { kind: kind.join(',') }),
      ...(outcome && { outcome: outcome.join(',') }),
      ...(reason !== undefined && { reason }),
    },
  };
}
