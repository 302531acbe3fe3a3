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
  /** An hour of the day by each hotel's clocks, 0 to 23. */
  readonly hour?: number;
}

export interface ListLink {
  readonly pathname: '/payments';
  readonly query: Readonly<Record<string, string>>;
}

/** Each hotel's own today and its own clocks, as somebody would type them into the search box. */
const ownToday = (locale: string): string => (locale === 'ru' ? 'дата:сегодня' : 'date:today');
const ownHour = (hour: number, locale: string): string => `${locale === 'ru' ? 'время' : 'time'}:${hour}`;

/**
 * The list behind a figure of today. Hotels in several time zones have several days: there the search box asks for each hotel's
 * own one. Null where there is no hotel.
 */
export function todayLink(
  days: readonly Pick<PortalOverviewDay, 'property'>[],
  { kind = ASKED, outcome, reason, returned, hour }: Conditions,
  locale: string,
): ListLink | null {
  const [first] = days;
  if (!first) return null;
  const oneDay = days.every(({ property }) => property.timeZone === first.property.timeZone);
  const typed = [...(oneDay ? [] : [ownToday(locale)]), ...(hour === undefined ? [] : [ownHour(hour, locale)])];
  return {
    pathname: '/payments',
    query: {
      ...(days.length === 1 && { property: first.property.id }),
      ...(oneDay && { period: 'today' }),
      ...(typed.length > 0 && { q: typed.join(' ') }),
      ...(returned ? { returned: 'true' } : { kind: kind.join(',') }),
      ...(outcome && { outcome: outcome.join(',') }),
      ...(reason !== undefined && { reason }),
    },
  };
}
