import { mayDo, type PortalReconDay, type PortalReconDayRow, type PortalReconDays, type ReconCloseOrder } from '@payport/contracts';
import { formatAmount, type PropertyId } from '@payport/domain';
import { createHash } from 'node:crypto';
import type { PoolClient } from 'pg';
import { ProblemError } from '../../../http/problem-error.ts';
import type { PortalUser } from '../../access/index.ts';
import type { Queryable } from '../../audit/index.ts';
import { deskTransaction } from '../desk-lock.ts';
import type { DeskPorts } from '../desk-ports.ts';
import { toException } from '../exceptions/exception-rows.ts';
import { refuseCardNumber } from '../exceptions/exception-work.service.ts';
import { ExceptionsRepository } from '../exceptions/exceptions.repository.ts';
import { canonicalText, toFrozen } from '../pack/day-picture.ts';
import { batchResource, blockersOf, frozenPicture, groupResource, needsReason, sideResource, type FrozenDay } from './day-resource.ts';
import { DaysRepository, type AdjustmentRow, type DayRow } from './days.repository.ts';
import { hotelToday, type HotelClock } from './hotel-today.ts';

const DEFAULT_SPAN_DAYS = 31;
const LONGEST_SPAN_DAYS = 366;
const WORST = 10;
const DAY_MS = 86_400_000;

const CLOSE = `
  insert into recon_day (property_id, business_day, state, closed_at, closed_by, closed_name, totals, sha256)
  values ($1, $2, 'closed', $3, $4, $5, $6, $7)
  on conflict (property_id, business_day) do update set state = 'closed', closed_at = excluded.closed_at, closed_by = excluded.closed_by,
    closed_name = excluded.closed_name, totals = excluded.totals, sha256 = excluded.sha256`;
const REOPEN = `
  update recon_day set state = 'open', closed_at = null, closed_by = null, closed_name = null, totals = null, sha256 = null
  where property_id = $1 and business_day = $2`;
const EVENT = `
  insert into recon_day_event (property_id, business_day, kind, at, by_id, by_name, reason, totals, sha256)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`;

/** The hash of a closed day: whoever keeps the act can check that the day is still the one that was signed. */
export const hashOf = (frozen: unknown): Buffer => createHash('sha256').update(canonicalText(frozen)).digest();

const shifted = (day: string, days: number): string => new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);

/** Days of a hotel: what they say, and their closing. */
export class DaysService {
  constructor(private readonly ports: DeskPorts) {}

  /** @throws ProblemError `validation-failed` for a span that is none */
  async board(propertyId: PropertyId, query: { readonly from?: string | undefined; readonly to?: string | undefined }): Promise<PortalReconDays> {
    const { pool, clock } = this.ports;
    const hotel = await hotelToday(pool, propertyId, clock);
    const to = query.to ?? hotel.today;
    const from = query.from ?? shifted(to, 1 - DEFAULT_SPAN_DAYS);
    checkSpan(from, to, LONGEST_SPAN_DAYS);
    const repository = new DaysRepository(pool);
    const [rows, sides, pending, ranAt] = await Promise.all([
      repository.days(propertyId, from, to),
      repository.sides(propertyId, from, to),
      repository.pending(propertyId),
      repository.ranAt(propertyId),
    ]);
    return {
      property: { id: hotel.id, name: hotel.name, timeZone: hotel.timeZone },
      from,
      to,
      today: hotel.today,
      asOf: this.now().toISOString(),
      comparedAt: ranAt?.toISOString() ?? null,
      data: rows.map((row) =>
        dayRow(row, frozenPicture(row)?.sides.map(sideResource) ?? sides.filter(({ day }) => day === row.day).map(sideResource), hotel, pending),
      ),
    };
  }

  async day(user: PortalUser, propertyId: PropertyId, day: string): Promise<PortalReconDay> {
    return this.read(this.ports.pool, user, propertyId, day);
  }

  /** @throws ProblemError `recon-day-closed`, `recon-day-not-ready` with what is missing */
  close(user: PortalUser, propertyId: PropertyId, day: string, { reason }: ReconCloseOrder): Promise<PortalReconDay> {
    if (reason !== undefined) refuseCardNumber(reason, '/reason');
    return deskTransaction(this.ports.pool, propertyId, async (db) => {
      const hotel = await hotelToday(db, propertyId, this.ports.clock);
      const repository = new DaysRepository(db);
      const row = (await repository.days(propertyId, day, day))[0];
      if (row?.state === 'closed') throw new ProblemError('recon-day-closed');
      const blockers =
        row === undefined
          ? [{ code: 'nothing' as const, count: 1 }]
          : blockersOf(row, { today: hotel.today, pending: await repository.pending(propertyId) });
      if (blockers.some((blocker) => reason === undefined || !needsReason(blocker)))
        throw new ProblemError('recon-day-not-ready', { members: { missing: blockers } });
      const why = blockers.length > 0 ? (reason ?? null) : null;
      const picture = await repository.picture(propertyId, day);
      const frozen: FrozenDay = { propertyId, businessDay: day, picture: toFrozen(why === null ? picture : { ...picture, closedOver: why }) };
      const sha256 = hashOf(frozen);
      const at = this.now();
      const totals = JSON.stringify(frozen);
      await db.query(CLOSE, [propertyId, day, at, user.id, user.name, totals, sha256]);
      await db.query(EVENT, [propertyId, day, 'closed', at, user.id, user.name, why, totals, sha256]);
      await this.note(db, user, propertyId, 'reconciliation.day_closed', {
        day,
        sha256: sha256.toString('hex'),
        ...(why === null ? {} : { reason: why }),
      });
      return this.read(db, user, propertyId, day);
    });
  }

  /** @throws ProblemError `recon-day-open` */
  reopen(user: PortalUser, propertyId: PropertyId, day: string, reason: string): Promise<PortalReconDay> {
    refuseCardNumber(reason, '/reason');
    return deskTransaction(this.ports.pool, propertyId, async (db) => {
      const row = (await new DaysRepository(db).days(propertyId, day, day))[0];
      if (row?.state !== 'closed') throw new ProblemError('recon-day-open');
      await db.query(REOPEN, [propertyId, day]);
      const sha256 = row.sha256 === null ? null : Buffer.from(row.sha256, 'hex');
      await db.query(EVENT, [propertyId, day, 'reopened', this.now(), user.id, user.name, reason, JSON.stringify(row.totals), sha256]);
      await this.note(db, user, propertyId, 'reconciliation.day_reopened', { day, reason });
      return this.read(db, user, propertyId, day);
    });
  }

  private async read(db: Queryable, user: PortalUser, propertyId: PropertyId, day: string): Promise<PortalReconDay> {
    const hotel = await hotelToday(db, propertyId, this.ports.clock);
    const repository = new DaysRepository(db);
    const row = (await repository.days(propertyId, day, day))[0] ?? nothingOn(day);
    const picture = frozenPicture(row) ?? (await repository.picture(propertyId, day));
    const pending = await repository.pending(propertyId);
    const transit = await repository.inTransit(propertyId, day);
    const worst = await new ExceptionsRepository(db).worst(propertyId, day, WORST);
    const events = await repository.events(propertyId, day);
    const resource = dayRow(row, picture.sides.map(sideResource), hotel, pending);
    const missing =
      picture.results.length === 0 && row.state === 'open' ? [{ code: 'nothing' as const, count: 1 }, ...resource.missing] : resource.missing;
    const work = mayDo(user.memberships.get(propertyId), 'reconcile');
    return {
      ...resource,
      missing,
      property: { id: hotel.id, name: hotel.name, timeZone: hotel.timeZone },
      asOf: this.now().toISOString(),
      comparedAt: (await repository.ranAt(propertyId))?.toISOString() ?? null,
      sha256: row.sha256,
      inTransit: transit && { count: transit.count, amount: formatAmount(BigInt(transit.minor), transit.currency), currency: transit.currency },
      results: picture.results.map(({ relation, side, result, currency, count, minor }) => ({
        relation,
        side,
        result,
        currency,
        count,
        amount: formatAmount(minor, currency),
      })),
      groups: picture.groups.map(groupResource),
      batches: (picture.batches ?? []).map(batchResource),
      worst: worst.map((exception) => toException(exception, user)),
      events: events.map(({ at, kind, by_name, reason }) => ({ at: at.toISOString(), what: kind, by: by_name, reason })),
      adjusted: (await repository.adjustments(propertyId, day)).map(adjusted),
      may: { close: work && row.state === 'open' && missing.every(needsReason), reopen: work && row.state === 'closed' },
    };
  }

  private now(): Date {
    return new Date(this.ports.clock.now());
  }

  private note(db: PoolClient, user: PortalUser, propertyId: PropertyId, action: string, after: Readonly<Record<string, unknown>>): Promise<void> {
    return this.ports.audit.add(db, { by: user, propertyId, action, subject: propertyId, after });
  }
}

/** @throws ProblemError `validation-failed` */
export function checkSpan(from: string, to: string, longestDays: number): void {
  if (from <= to && shifted(from, longestDays) > to) return;
  throw new ProblemError('validation-failed', { errors: [{ pointer: '/to', code: 'span', message: '' }] });
}

const nothingOn = (day: string): DayRow => ({
  day,
  state: 'open',
  closed_at: null,
  closed_name: null,
  totals: null,
  sha256: null,
  exceptions: 0,
  registry: 0,
  postings: 0,
  unknown: 0,
  batches: 0,
  adjustments: 0,
});

const dayRow = (row: DayRow, sides: PortalReconDayRow['sides'], { today }: HotelClock, pending: number): PortalReconDayRow => ({
  day: row.day,
  state: row.state,
  closed: row.closed_at === null || row.closed_name === null ? null : { at: row.closed_at.toISOString(), by: row.closed_name },
  sides,
  exceptions: row.exceptions,
  adjustments: row.adjustments,
  missing: [...blockersOf(row, { today, pending })],
});

const adjusted = (row: AdjustmentRow): PortalReconDay['adjusted'][number] => ({
  at: row.arrived_at.toISOString(),
  relation: row.relation,
  side: row.side,
  from: row.from_result,
  to: row.to_result,
  change: formatAmount(BigInt(row.change_minor), row.currency),
  fee: formatAmount(BigInt(row.fee_minor), row.currency),
  currency: row.currency,
  look: row.look?.rrn ?? row.look?.text ?? null,
});
