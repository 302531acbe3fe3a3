import { mayDo, type FeeTariffOrder, type PortalReconSettings, type ReconCalendarOrder, type ReconRuleOrder } from '@payport/contracts';
import { uuidV7, type PropertyId } from '@payport/domain';
import type { PoolClient } from 'pg';
import { ProblemError } from '../../../http/problem-error.ts';
import type { PortalUser } from '../../access/index.ts';
import { hotelToday, type HotelClock } from '../days/hotel-today.ts';
import { deskTransaction } from '../desk-lock.ts';
import type { DeskPorts } from '../desk-ports.ts';
import { refuseCardNumber } from '../exceptions/exception-work.service.ts';
import { secondPersonAboveMajor } from './second-person.ts';
import { DEFAULT_RULE, millionthsOf, minorOf, ruleResource, tariffResource, type RuleRow, type TariffRow } from './settings-resource.ts';
import { ADD_LIMIT, ADD_TARIFF, CALENDAR, DECREED, FORGET_DAY, LIMITS, RULES, SET_DAY, SET_RULE, TARIFFS, WITHDRAW_TARIFF } from './settings-sql.ts';

type Note = { readonly action: string; readonly before?: unknown; readonly after: Readonly<Record<string, unknown>> };
interface CalendarRow {
  readonly day: string;
  readonly working: boolean;
  readonly source: 'law' | 'decree' | 'hotel';
  readonly set_at: Date | null;
  readonly set_name: string | null;
}

/** What a hotel has agreed with its acquirers and its own people. Every change stands in the audit, in its own transaction. */
export class SettingsService {
  constructor(private readonly ports: DeskPorts) {}

  async settings(user: PortalUser, propertyId: PropertyId, wantedYear?: number): Promise<PortalReconSettings> {
    const { pool, clock } = this.ports;
    const { id, name, currency, today } = await hotelToday(pool, propertyId, clock);
    const year = wantedYear ?? Number(today.slice(0, 4));
    const [above, limits, rules, tariffs, calendar, decreed] = await Promise.all([
      secondPersonAboveMajor(pool, propertyId),
      pool.query<{ above: string; set_at: Date; set_name: string }>(LIMITS, [propertyId]),
      pool.query<RuleRow>(RULES, [propertyId]),
      pool.query<TariffRow>(TARIFFS, [propertyId, today]),
      pool.query<CalendarRow>(CALENDAR, [propertyId, year]),
      pool.query<{ decreed: boolean }>(DECREED, [year]),
    ]);
    const own = rules.rows.some(({ acquirer }) => acquirer === '') ? [] : [DEFAULT_RULE];
    const role = user.memberships.get(propertyId);
    return {
      property: { id, name, currency },
      today,
      secondPerson: {
        above,
        changes: limits.rows.map((row) => ({ at: row.set_at.toISOString(), by: row.set_name, above: Number(row.above) })),
      },
      rules: [...own, ...rules.rows].map((row) => ruleResource(row, currency)),
      tariffs: tariffs.rows.map((row) => tariffResource(row, currency)),
      calendar: {
        year,
        decreed: decreed.rows[0]?.decreed === true,
        days: calendar.rows.map(({ day, working, source, set_at: at, set_name: by }) => ({
          day,
          working,
          source,
          set: at === null || by === null ? null : { at: at.toISOString(), by },
        })),
      },
      may: { own: mayDo(role, 'ownProperty'), work: mayDo(role, 'reconcile') },
    };
  }

  /** Nothing that was decided or proposed changes. @throws ProblemError `not-found` */
  setSecondPerson(user: PortalUser, propertyId: PropertyId, above: number): Promise<PortalReconSettings> {
    return this.change(user, propertyId, async (db) => {
      const before = await secondPersonAboveMajor(db, propertyId);
      if (before === above) return null;
      await db.query(ADD_LIMIT, [propertyId, above, this.now(), user.id, user.name]);
      return { action: 'reconciliation.second_person_set', before: { above: before }, after: { above } };
    });
  }

  /** @throws ProblemError `validation-failed` for an acquirer's rule without terminals, and for a hotel's with some */
  setRule(user: PortalUser, propertyId: PropertyId, order: ReconRuleOrder): Promise<PortalReconSettings> {
    const { acquirer, tids, windowMinutes, registryDays, statementDays, postingDays, cutOff } = order;
    refuseCardNumber(acquirer, '/acquirer');
    if ((acquirer === '') !== (tids.length === 0)) throw invalid('/tids', 'terminals');
    if (acquirer !== '' && cutOff !== null) throw invalid('/cutOff', 'hotel_only');
    return this.change(user, propertyId, async (db, { currency }) => {
      const amount = minorOf(order.amountTolerance, currency, '/amountTolerance');
      const fee = minorOf(order.feeTolerance, currency, '/feeTolerance');
      const known = (await db.query<RuleRow>(RULES, [propertyId])).rows.find((row) => row.acquirer === acquirer);
      await db.query(SET_RULE, [
        propertyId,
        acquirer,
        [...new Set(tids)],
        amount,
        fee,
        windowMinutes,
        registryDays,
        statementDays,
        postingDays,
        cutOff,
      ]);
      const before = known ?? (acquirer === '' ? DEFAULT_RULE : null);
      return { action: 'reconciliation.rule_set', before: before === null ? null : ruleResource(before, currency), after: { ...order } };
    });
  }

  /** @throws ProblemError `validation-failed` for a tariff of the same kind from the same day, or one that ends before it begins */
  addTariff(user: PortalUser, propertyId: PropertyId, order: FeeTariffOrder): Promise<PortalReconSettings> {
    const { acquirer, product, method, validFrom, validTo, refundsFee } = order;
    if (validTo !== null && validTo < validFrom) throw invalid('/validTo', 'order');
    for (const [name, text] of [
      ['acquirer', acquirer],
      ['product', product],
    ] as const)
      refuseCardNumber(text, `/${name}`);
    return this.change(user, propertyId, async (db, { currency }) => {
      const fixed = minorOf(order.fixed, currency, '/fixed');
      const min = order.min === null ? null : minorOf(order.min, currency, '/min');
      const max = order.max === null ? null : minorOf(order.max, currency, '/max');
      if (min !== null && max !== null && max < min) throw invalid('/max', 'order');
      const id = uuidV7(this.ports.clock, this.ports.random);
      const rate = millionthsOf(order.ratePercent);
      const values = [
        id,
        propertyId,
        acquirer,
        product,
        method,
        validFrom,
        validTo,
        rate,
        fixed,
        min,
        max,
        refundsFee,
        this.now(),
        user.id,
        user.name,
      ];
      if ((await db.query(ADD_TARIFF, values)).rowCount === 0) throw invalid('/validFrom', 'taken');
      return { action: 'reconciliation.tariff_added', after: { id, ...order } };
    });
  }

  /** @throws ProblemError `not-found` for one that is not there or is withdrawn already */
  withdrawTariff(user: PortalUser, propertyId: PropertyId, id: string, reason: string): Promise<PortalReconSettings> {
    refuseCardNumber(reason, '/reason');
    return this.change(user, propertyId, async (db) => {
      const before = (await db.query<Record<string, unknown>>(WITHDRAW_TARIFF, [propertyId, id, this.now(), user.id, user.name, reason])).rows[0];
      if (before === undefined) throw new ProblemError('not-found');
      return { action: 'reconciliation.tariff_withdrawn', before, after: { id, reason } };
    });
  }

  setDay(user: PortalUser, propertyId: PropertyId, { day, working }: ReconCalendarOrder): Promise<PortalReconSettings> {
    const year = Number(day.slice(0, 4));
    return this.change(
      user,
      propertyId,
      async (db) => {
        if (working === null) await db.query(FORGET_DAY, [propertyId, day]);
        else await db.query(SET_DAY, [propertyId, day, working, this.now(), user.id, user.name]);
        return { action: 'reconciliation.calendar_set', after: { day, working } };
      },
      year,
    );
  }

  /** Under the hotel's lock, so that no run sees half of it; then the hotel is matched again. */
  private async change(
    user: PortalUser,
    propertyId: PropertyId,
    work: (db: PoolClient, hotel: HotelClock) => Promise<Note | null>,
    year?: number,
  ): Promise<PortalReconSettings> {
    await deskTransaction(this.ports.pool, propertyId, async (db) => {
      const note = await work(db, await hotelToday(db, propertyId, this.ports.clock));
      if (note === null) return;
      const { action, before, after } = note;
      const entry = { by: user, propertyId, action, subject: propertyId, after };
      await this.ports.audit.add(db, before == null ? entry : { ...entry, before: before as Readonly<Record<string, unknown>> });
    });
    this.ports.wake(propertyId);
    return this.settings(user, propertyId, year);
  }

  private now(): Date {
    return new Date(this.ports.clock.now());
  }
}

const invalid = (pointer: string, code: string): ProblemError => new ProblemError('validation-failed', { errors: [{ pointer, code, message: '' }] });
