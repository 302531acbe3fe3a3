import type { DeclineCode, PaymentKind, PaymentStatus, PropertyId, UserId } from '@payport/domain';
import type { Pool } from 'pg';
import { firstIdAt, ID_MARGIN_MS } from '../portal-payments/index.ts';
import { PROPERTIES, TODAY, UNKNOWN, WAITING } from './overview-sql.ts';

export interface UnknownRow {
  readonly currency: string;
  readonly count: number;
  readonly review: number;
  readonly minor: string;
  readonly oldest_at: Date;
}

export interface WaitingCountRow {
  readonly property_id: string;
  readonly refunds: number;
  readonly resolutions: number;
}

export interface PropertyDayRow {
  readonly id: string;
  readonly name: string;
  readonly time_zone: string;
  readonly day: string;
  readonly starts_at: Date;
  readonly ends_at: Date;
  readonly has_terminal: boolean;
  readonly has_key: boolean;
  readonly has_payment: boolean;
}

/** Payments of one day that are alike. */
export interface TodayRow {
  readonly property_id: string;
  readonly kind: PaymentKind;
  readonly status: PaymentStatus;
  readonly currency: string;
  readonly code: DeclineCode | null;
  /** Of a void: what it undid, where that is known. */
  readonly original_kind: PaymentKind | null;
  /** By the property's clocks. */
  readonly hour: number;
  readonly count: number;
  /** Sum without signs. */
  readonly minor: string;
}

/** What the overview reads: two statements and one for each time zone, however many properties. */
export class OverviewRepository {
  constructor(private readonly pool: Pool) {}

  async unknown(propertyIds: readonly PropertyId[]): Promise<readonly UnknownRow[]> {
    return (await this.pool.query<UnknownRow>({ ...UNKNOWN, values: [propertyIds] })).rows;
  }

  async waitingFor(userId: UserId, propertyIds: readonly PropertyId[]): Promise<readonly WaitingCountRow[]> {
    return (await this.pool.query<WaitingCountRow>({ ...WAITING, values: [propertyIds, userId] })).rows;
  }

  async properties(propertyIds: readonly PropertyId[], nowMs: number): Promise<readonly PropertyDayRow[]> {
    return (await this.pool.query<PropertyDayRow>({ ...PROPERTIES, values: [propertyIds, new Date(nowMs)] })).rows;
  }

  /** One statement for all properties of a time zone: their day begins and ends at the same moments. */
  async today(properties: readonly PropertyDayRow[]): Promise<readonly TodayRow[]> {
    const zones = [...new Set(properties.map(({ time_zone }) => time_zone))];
    const days = await Promise.all(zones.map((zone) => this.day(properties.filter(({ time_zone }) => time_zone === zone))));
    return days.flat();
  }

  private async day(alike: readonly PropertyDayRow[]): Promise<readonly TodayRow[]> {
    const [first] = alike;
    if (!first) return [];
    const { starts_at: from, ends_at: to, time_zone } = first;
    const ids = [firstIdAt(from.getTime() - ID_MARGIN_MS), firstIdAt(to.getTime() + ID_MARGIN_MS)];
    return (await this.pool.query<TodayRow>({ ...TODAY, values: [alike.map(({ id }) => id), ...ids, from, to, time_zone] })).rows;
  }
}
