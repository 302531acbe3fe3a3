import type { Clock, PropertyId } from '@payport/domain';
import { ProblemError } from '../../../http/problem-error.ts';
import type { Queryable } from '../../audit/index.ts';

export interface HotelClock {
  readonly id: PropertyId;
  readonly name: string;
  readonly timeZone: string;
  readonly currency: string;
  readonly legalEntity: string | null;
  readonly inn: string | null;
  /** The business day that runs now: it ends at the night audit. ISO. */
  readonly today: string;
}

const HOTEL = `
  select h.id, h.name, h.time_zone as "timeZone", h.currency, h.legal_entity as "legalEntity", h.inn,
    hotel_day($2::timestamptz at time zone h.time_zone, h.night_audit_hour)::text as today
  from property h where h.id = $1`;

/** The hotel and which business day it has now. @throws ProblemError `not-found` */
export async function hotelToday(db: Queryable, propertyId: PropertyId, clock: Pick<Clock, 'now'>): Promise<HotelClock> {
  const found = (await db.query<HotelClock>(HOTEL, [propertyId, new Date(clock.now())])).rows[0];
  if (found === undefined) throw new ProblemError('not-found');
  return found;
}
