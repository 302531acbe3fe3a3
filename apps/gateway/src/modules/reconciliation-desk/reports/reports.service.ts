import {
  MAX_RECON_SPAN_DAYS,
  RECON_AGES,
  type PortalReconReport,
  type PortalReconReportLine,
  type PortalReconReportLines,
  type ReconAge,
  type ReconReportLinesQuery,
} from '@payport/contracts';
import { formatAmount, type PropertyId, type ReconResult } from '@payport/domain';
import { ProblemError } from '../../../http/problem-error.ts';
import type { PortalUser } from '../../access/index.ts';
import { checkSpan } from '../days/days.service.ts';
import type { DeskPorts } from '../desk-ports.ts';
import { AGEING, CLOSED_DAYS, FINDINGS, HOTELS, LINES, OPEN_SUMS } from './report-sql.ts';
import { frozenSums, gathered, sumsResource, type NamedSums, type Sums } from './report-sums.ts';

const DEFAULT_SPAN_DAYS = 31;
const DAY_MS = 86_400_000;
const shifted = (day: string, days: number): string => new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);

/** Where a page of lines ended: the day, the line and its hotel. */
const PLACE = /^(\d{4}-\d{2}-\d{2})\.([0-9a-f-]{36})\.(.{1,500})$/su;

/** First and last age in days; null: without an end. */
const AGE_DAYS: Readonly<Record<ReconAge, readonly [number, number | null]>> = {
  '0-1': [0, 1],
  '2-3': [2, 3],
  '4-7': [4, 7],
  '8-30': [8, 30],
  '31+': [31, null],
};

export interface ReportWhere {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly property?: string | undefined;
}
interface Hotel {
  readonly id: PropertyId;
  readonly name: string;
  readonly time_zone: string;
  readonly ran_at: Date | null;
  readonly today: string;
}
interface Span {
  readonly hotels: readonly Hotel[];
  readonly ids: readonly PropertyId[];
  readonly from: string;
  readonly to: string;
}
interface SumRow {
  readonly property_id: PropertyId;
  readonly by: NamedSums['by'];
  readonly name: string;
  readonly currency: string;
  readonly sales: number;
  readonly sales_minor: string;
  readonly refunds: number;
  readonly refunds_minor: string;
  readonly fee_minor: string;
  readonly expected_minor: string;
  readonly over_minor: string;
  readonly unchecked: number;
}
interface ClosedRow {
  readonly property_id: PropertyId;
  readonly day: string;
  readonly groups: unknown;
  readonly adjustments: number;
}
interface AgeRow {
  readonly property_id: PropertyId;
  readonly age: ReconAge;
  readonly currency: string;
  readonly count: number;
  readonly minor: string;
}
interface LineRow {
  readonly property_id: PropertyId;
  readonly identity: string;
  readonly day: string;
  readonly time: string | null;
  readonly closed: boolean;
  readonly terminal: string;
  readonly brand: string;
  readonly rrn: string | null;
  readonly auth_code: string | null;
  readonly card_mask: string | null;
  readonly currency: string;
  readonly amount_minor: string;
  readonly fee_minor: string | null;
  readonly expected: string | null;
  readonly result: ReconResult;
  readonly file_name: string;
  readonly row_no: number;
  readonly payment_id: string | null;
}

/** Figures over days and hotels, and the lines behind each of them. */
export class ReportsService {
  constructor(private readonly ports: Pick<DeskPorts, 'pool' | 'clock'>) {}

  /** @throws ProblemError `not-found` for a hotel that is not theirs, `validation-failed` for a span that is none */
  async report(user: PortalUser, where: ReportWhere): Promise<PortalReconReport> {
    const span = await this.spanOf(user, where);
    const { hotels, from, to } = span;
    const [open, closed, ageing] = await Promise.all([this.openSums(span), this.closedDays(span), this.ageing(span)]);
    const sums = [...open, ...closed.flatMap(({ property_id: hotel, day, groups }) => frozenSums(hotel, day, groups))];
    const of = (by: NamedSums['by']): readonly NamedSums[] => sums.filter((row) => row.by === by);
    const hotelOf = hotelIn(hotels);
    const adjusted = new Map(closed.map(({ property_id: hotel, day, adjustments }) => [`${hotel} ${day}`, adjustments]));
    const days = of('day');
    return {
      from,
      to,
      asOf: new Date(this.ports.clock.now()).toISOString(),
      hotels: hotels.map(({ id, name, time_zone: timeZone, ran_at }) => ({ id, name, timeZone, comparedAt: ran_at?.toISOString() ?? null })),
      totals: byAmount(gathered(days, () => '')).map(sumsResource),
      byHotel: byAmount(gathered(days, ({ hotel }) => hotel)).map((row) => ({ hotel: hotelOf(row.hotel), ...sumsResource(row) })),
      byTerminal: byAmount(gathered(of('terminal'), ({ hotel, name }) => `${hotel} ${name}`)).map((row) => ({
        hotel: hotelOf(row.hotel),
        name: row.name,
        ...sumsResource(row),
      })),
      byBrand: byAmount(gathered(of('brand'), ({ name }) => name)).map((row) => ({ name: row.name, ...sumsResource(row) })),
      days: [...days]
        .sort((a, b) => (a.name === b.name ? 0 : a.name < b.name ? 1 : -1))
        .map((row) => ({
          hotel: hotelOf(row.hotel),
          day: row.name,
          closed: adjusted.has(`${row.hotel} ${row.name}`),
          adjustments: adjusted.get(`${row.hotel} ${row.name}`) ?? 0,
          ...sumsResource(row),
        })),
      ageing,
    };
  }

  /** @throws ProblemError `not-found`, `validation-failed` also for a cursor that is none */
  async lines(user: PortalUser, query: ReconReportLinesQuery): Promise<PortalReconReportLines> {
    const { hotels, ids, from, to } = await this.spanOf(user, query);
    const place = query.cursor === undefined ? null : PLACE.exec(query.cursor);
    if (query.cursor !== undefined && place === null)
      throw new ProblemError('validation-failed', { errors: [{ pointer: '/cursor', code: 'cursor', message: '' }] });
    const values: unknown[] = [ids, from, to];
    const value = (given: unknown): string => `$${values.push(given)}`;
    const conditions = ['true'];
    for (const field of ['terminal', 'brand', 'currency'] as const)
      if (query[field] !== undefined) conditions.push(`l.${field} = ${value(query[field])}`);
    if (query.way !== undefined) conditions.push(query.way === 'sale' ? 'l.amount_minor >= 0' : 'l.amount_minor < 0');
    if (query.fee !== undefined) conditions.push(FINDINGS[query.fee]);
    if (place !== null)
      conditions.push(`(l.operated_on, l.identity, l.property_id) > (${value(place[1])}::date, ${value(place[3])}, ${value(place[2])}::uuid)`);
    const { rows } = await this.ports.pool.query<LineRow>(LINES(conditions, value(query.limit + 1)), values);
    const page = rows.slice(0, query.limit);
    const last = page.at(-1);
    const hotelOf = hotelIn(hotels);
    return {
      from,
      to,
      data: page.map((row) => lineResource(row, hotelOf)),
      nextCursor: rows.length > query.limit && last !== undefined ? `${last.day}.${last.property_id}.${last.identity}` : null,
    };
  }

  private async spanOf(user: PortalUser, where: ReportWhere): Promise<Span> {
    const ids = where.property === undefined ? user.propertyIds : user.propertyIds.filter((id) => id === where.property?.toLowerCase());
    if (ids.length === 0) throw new ProblemError('not-found');
    const { pool, clock } = this.ports;
    const hotels = (await pool.query<Hotel>(HOTELS, [ids, new Date(clock.now())])).rows;
    const to = where.to ?? hotels.reduce((latest, { today }) => (today > latest ? today : latest), where.from ?? '');
    const from = where.from ?? shifted(to, 1 - DEFAULT_SPAN_DAYS);
    checkSpan(from, to, MAX_RECON_SPAN_DAYS);
    return { hotels, ids, from, to };
  }

  private async openSums({ ids, from, to }: Span): Promise<readonly NamedSums[]> {
    const { rows } = await this.ports.pool.query<SumRow>(OPEN_SUMS, [ids, from, to]);
    return rows.map((row) => ({
      hotel: row.property_id,
      by: row.by,
      name: row.name,
      currency: row.currency,
      sales: row.sales,
      salesMinor: BigInt(row.sales_minor),
      refunds: row.refunds,
      refundsMinor: BigInt(row.refunds_minor),
      feeMinor: BigInt(row.fee_minor),
      expectedMinor: BigInt(row.expected_minor),
      overMinor: BigInt(row.over_minor),
      unchecked: row.unchecked,
    }));
  }

  private async closedDays({ ids, from, to }: Span): Promise<readonly ClosedRow[]> {
    return (await this.ports.pool.query<ClosedRow>(CLOSED_DAYS, [ids, from, to])).rows;
  }

  private async ageing({ hotels }: Span): Promise<PortalReconReport['ageing']> {
    const { rows } = await this.ports.pool.query<AgeRow>(AGEING, [hotels.map(({ id }) => id), hotels.map(({ today }) => today)]);
    return hotels.flatMap(({ id, name, today }) =>
      RECON_AGES.flatMap((age) =>
        rows
          .filter((row) => row.property_id === id && row.age === age)
          .map(({ currency, count, minor }) => {
            const [first, last] = AGE_DAYS[age];
            // What is dated ahead counts as of today.
            const from = last === null ? null : shifted(today, -last);
            const to = first === 0 ? null : shifted(today, -first);
            return { hotel: { id, name }, age, from, to, currency, count, amount: formatAmount(BigInt(minor), currency) };
          }),
      ),
    );
  }
}

const hotelIn =
  (hotels: readonly Hotel[]) =>
  (wanted: string): { readonly id: string; readonly name: string } => ({ id: wanted, name: hotels.find(({ id }) => id === wanted)?.name ?? '' });

/** The largest first; currencies apart. */
const byAmount = <Row extends Sums>(rows: readonly Row[]): readonly Row[] =>
  [...rows].sort((a, b) =>
    a.currency === b.currency ? (a.salesMinor === b.salesMinor ? 0 : a.salesMinor < b.salesMinor ? 1 : -1) : a.currency < b.currency ? -1 : 1,
  );

function lineResource(row: LineRow, hotelOf: ReturnType<typeof hotelIn>): PortalReconReportLine {
  const { currency } = row;
  const money = (minor: string | null): string | null => (minor === null ? null : formatAmount(BigInt(minor), currency));
  const over = row.fee_minor === null || row.expected === null ? null : BigInt(row.fee_minor) - BigInt(row.expected);
  return {
    hotel: hotelOf(row.property_id),
    ref: row.identity,
    day: row.day,
    time: row.time,
    closed: row.closed,
    terminal: row.terminal,
    brand: row.brand,
    rrn: row.rrn,
    authCode: row.auth_code,
    cardMask: row.card_mask,
    currency,
    amount: formatAmount(BigInt(row.amount_minor), currency),
    fee: money(row.fee_minor),
    expectedFee: money(row.expected),
    overcharge: over === null ? null : formatAmount(over, currency),
    result: row.result,
    paymentId: row.payment_id,
    fileName: row.file_name,
    row: row.row_no,
  };
}
