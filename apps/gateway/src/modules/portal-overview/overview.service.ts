import { mayDo, type PortalOverview, type PortalWaitingForMe } from '@payport/contracts';
import { formatAmount, type Clock, type PropertyId } from '@payport/domain';
import type { PortalUser } from '../access/index.ts';
import { dayFigures } from './day-figures.ts';
import type { OverviewRepository, PropertyDayRow, TodayRow, UnknownRow } from './overview.repository.ts';

export interface OverviewPorts {
  readonly repository: OverviewRepository;
  readonly clock: Pick<Clock, 'now'>;
}

/** The first page: what needs somebody, and how the day goes. */
export class OverviewService {
  constructor(private readonly ports: OverviewPorts) {}

  async overview(propertyIds: readonly PropertyId[]): Promise<PortalOverview> {
    const { repository, clock } = this.ports;
    const nowMs = clock.now();
    const [unknown, properties] = await Promise.all([repository.unknown(propertyIds), repository.properties(propertyIds, nowMs)]);
    const today = await repository.today(properties);
    return {
      at: new Date(nowMs).toISOString(),
      unknown: unknownOf(unknown),
      days: properties.map((property) => dayOf(property, today)),
    };
  }

  /** What others proposed at the hotels where this person may confirm it. */
  async waitingFor(user: PortalUser): Promise<PortalWaitingForMe> {
    const confirms = user.propertyIds.filter((id) => mayDo(user.memberships.get(id), 'decideMoney'));
    const rows = confirms.length === 0 ? [] : await this.ports.repository.waitingFor(user.id, confirms);
    return { data: rows.map(({ property_id: property, refunds, resolutions }) => ({ property, refunds, resolutions })) };
  }
}

function unknownOf(rows: readonly UnknownRow[]): PortalOverview['unknown'] {
  const oldest = rows.map(({ oldest_at }) => oldest_at.getTime());
  return {
    count: rows.reduce((sum, { count }) => sum + count, 0),
    review: rows.reduce((sum, { review }) => sum + review, 0),
    oldestAt: oldest.length === 0 ? null : new Date(Math.min(...oldest)).toISOString(),
    atStake: rows.map(({ currency, count, minor }) => ({ currency, count, amount: formatAmount(BigInt(minor), currency) })),
  };
}

const dayOf = (row: PropertyDayRow, today: readonly TodayRow[]): PortalOverview['days'][number] => ({
  property: { id: row.id, name: row.name, timeZone: row.time_zone },
  day: row.day,
  from: row.starts_at.toISOString(),
  to: row.ends_at.toISOString(),
  started: { terminal: row.has_terminal, apiKey: row.has_key, payment: row.has_payment },
  ...dayFigures(today.filter(({ property_id }) => property_id === row.id)),
});
