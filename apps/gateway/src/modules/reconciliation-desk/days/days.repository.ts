import { ReconDifference, type PortalReconLook } from '@payport/contracts';
import { formatAmount, type PropertyId, type ReconRelation, type ReconResult, type ReconSide } from '@payport/domain';
import type { Queryable } from '../../audit/index.ts';
import { differencesOf } from '../exceptions/exception-rows.ts';
import type { RegistryOperation } from '../pack/day-pack.ts';
import type { DayPicture, GroupTotal, PictureException, SideTotal } from '../pack/day-picture.ts';
import { BATCHES, toBatch, type BatchRow } from './batch-sql.ts';
import {
  ADJUSTMENTS,
  COUNT_ADJUSTMENTS,
  COUNT_EXCEPTIONS,
  DAY_EVENTS,
  DAY_EXCEPTIONS,
  DAYS,
  EARLIER_CLOSE,
  GROUPS,
  IN_TRANSIT,
  PENDING,
  RAN,
  REGISTRY_OPERATIONS,
  RESULTS,
  SIDES,
} from './day-sql.ts';

/** More exceptions than an act can be read with. */
const MOST_EXCEPTIONS = 5_000;

export interface DayRow {
  readonly day: string;
  readonly state: 'open' | 'closed';
  readonly closed_at: Date | null;
  readonly closed_name: string | null;
  readonly totals: unknown;
  readonly sha256: string | null;
  readonly exceptions: number;
  readonly registry: number;
  readonly postings: number;
  readonly unknown: number;
  readonly batches: number;
  readonly adjustments: number;
}

interface SumRow {
  readonly currency: string;
  readonly count: number;
  readonly minor: string;
}
interface GroupRow {
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
interface ExceptionRow {
  readonly relation: ReconRelation;
  readonly side: ReconSide;
  readonly ref: string;
  readonly code: ReconResult;
  readonly amount_minor: string;
  readonly currency: string;
  readonly state: PictureException['state'];
  readonly owner_name: string | null;
  readonly ended_at: Date | null;
  readonly detail: unknown;
  readonly look: PortalReconLook | null;
  readonly signed_name: string | null;
  readonly comment: string | null;
  readonly proposed_by: string | null;
}
export interface AdjustmentRow {
  readonly arrived_at: Date;
  readonly relation: ReconRelation;
  readonly side: ReconSide;
  readonly ref: string;
  readonly from_result: ReconResult | null;
  readonly to_result: ReconResult | null;
  readonly change_minor: string;
  readonly fee_minor: string;
  readonly currency: string;
  readonly look: PortalReconLook | null;
}
export interface DayEventRow {
  readonly at: Date;
  readonly kind: 'closed' | 'reopened';
  readonly by_name: string;
  readonly reason: string | null;
}
/** A close that was undone since. */
export interface EarlierClose {
  readonly at: Date;
  readonly by_name: string;
  readonly totals: unknown;
  readonly sha256: string;
  readonly reopened_at: Date;
  readonly reopened_by: string;
  readonly reason: string;
}
interface OperationRow {
  readonly day: string;
  readonly time: string | null;
  readonly settled_on: string | null;
  readonly kind: string;
  readonly tid: string | null;
  readonly mid: string | null;
  readonly card_mask: string | null;
  readonly brand: string | null;
  readonly rrn: string | null;
  readonly auth_code: string | null;
  readonly currency: string;
  readonly amount_minor: string;
  readonly fee_minor: string;
  readonly net_minor: string | null;
  readonly fee_later: string;
  readonly identity: string;
  readonly came_on: string | null;
  readonly gone_on: string | null;
}

const referenceOf = ({ look, ref }: ExceptionRow): string => look?.rrn ?? look?.authCode ?? ref.slice(0, 40);

export class DaysRepository {
  constructor(private readonly db: Queryable) {}

  async days(propertyId: PropertyId, from: string, to: string): Promise<readonly DayRow[]> {
    return (await this.db.query<DayRow>(DAYS, [propertyId, from, to])).rows;
  }

  async sides(propertyId: PropertyId, from: string, to: string): Promise<readonly (SideTotal & { readonly day: string })[]> {
    const { rows } = await this.db.query<SumRow & { day: string; side: ReconSide }>(SIDES, [propertyId, from, to]);
    return rows.map(({ day, side, currency, count, minor }) => ({ day, side, currency, count, minor: BigInt(minor) }));
  }

  async groups(propertyId: PropertyId, by: GroupTotal['by'], from: string, to: string): Promise<readonly GroupTotal[]> {
    const { rows } = await this.db.query<GroupRow>(GROUPS[by], [[propertyId], from, to]);
    return rows.map((row) => ({
      by,
      name: row.name,
      currency: row.currency,
      sales: row.sales,
      salesMinor: BigInt(row.sales_minor),
      refunds: row.refunds,
      refundsMinor: BigInt(row.refunds_minor),
      feeMinor: BigInt(row.fee_minor),
      expectedFeeMinor: row.unchecked > 0 ? null : BigInt(row.expected_minor),
      check: { expectedMinor: BigInt(row.expected_minor), overMinor: BigInt(row.over_minor), unchecked: row.unchecked },
    }));
  }

  /** Everything that the day says now. */
  async picture(propertyId: PropertyId, day: string): Promise<DayPicture> {
    const results = await this.db.query<SumRow & { relation: ReconRelation; side: ReconSide; result: ReconResult }>(RESULTS, [propertyId, day]);
    const exceptions = await this.db.query<ExceptionRow>(DAY_EXCEPTIONS, [propertyId, day, MOST_EXCEPTIONS]);
    const leftOut = (await this.count(COUNT_EXCEPTIONS, propertyId, day)) - exceptions.rows.length;
    return {
      sides: (await this.sides(propertyId, day, day)).map(({ side, currency, count, minor }) => ({ side, currency, count, minor })),
      groups: [...(await this.groups(propertyId, 'terminal', day, day)), ...(await this.groups(propertyId, 'brand', day, day))],
      results: results.rows.map(({ relation, side, result, currency, count, minor }) => ({
        relation,
        side,
        result,
        currency,
        count,
        minor: BigInt(minor),
      })),
      exceptions: exceptions.rows.map(pictured),
      ...(leftOut > 0 ? { exceptionsLeftOut: leftOut } : {}),
      batches: (await this.db.query<BatchRow>(BATCHES, [propertyId, day, day])).rows.map(toBatch),
    };
  }

  async pending(propertyId: PropertyId): Promise<number> {
    return (await this.db.query<{ pending: number }>(PENDING, [propertyId])).rows[0]?.pending ?? 0;
  }

  async ranAt(propertyId: PropertyId): Promise<Date | null> {
    return (await this.db.query<{ ran_at: Date }>(RAN, [propertyId])).rows[0]?.ran_at ?? null;
  }

  async inTransit(propertyId: PropertyId, day: string): Promise<SumRow | null> {
    return (await this.db.query<SumRow>(IN_TRANSIT, [propertyId, day])).rows[0] ?? null;
  }

  async events(propertyId: PropertyId, day: string): Promise<readonly DayEventRow[]> {
    return (await this.db.query<DayEventRow>(DAY_EVENTS, [propertyId, day])).rows;
  }

  async earlierClose(propertyId: PropertyId, day: string, at: string): Promise<EarlierClose | null> {
    return (await this.db.query<EarlierClose>(EARLIER_CLOSE, [propertyId, day, at])).rows[0] ?? null;
  }

  /** Of the day as it is, or beside an earlier close of it. */
  async adjustments(propertyId: PropertyId, day: string, close: EarlierClose | null = null): Promise<readonly AdjustmentRow[]> {
    return (await this.db.query<AdjustmentRow>(ADJUSTMENTS, [propertyId, day, close?.at ?? null, close?.reopened_at ?? null])).rows;
  }

  /** How many there are, of which `adjustments` are the first. */
  adjustmentCount(propertyId: PropertyId, day: string, close: EarlierClose | null = null): Promise<number> {
    return this.count(COUNT_ADJUSTMENTS, propertyId, day, close?.at ?? null, close?.reopened_at ?? null);
  }

  private async count(text: string, ...values: readonly unknown[]): Promise<number> {
    return (await this.db.query<{ count: number }>(text, [...values])).rows[0]?.count ?? 0;
  }

  /** Operations of the registry in their order, a page at a time: a long span holds neither memory nor a snapshot. */
  async *operations(propertyId: PropertyId, from: string, to: string, pageSize: number): AsyncGenerator<RegistryOperation> {
    let last: { readonly day: string; readonly identity: string } | null = null;
    for (;;) {
      const values: unknown[] = [[propertyId], from, to, last?.day ?? null, last?.identity ?? null, pageSize];
      const { rows }: { rows: OperationRow[] } = await this.db.query<OperationRow>(REGISTRY_OPERATIONS, values);
      yield* rows.map(operation);
      last = rows.at(-1) ?? null;
      if (rows.length < pageSize || last === null) return;
    }
  }
}

function operation(row: OperationRow): RegistryOperation {
  const grossMinor = BigInt(row.amount_minor);
  const stood = row.came_on === null && row.gone_on === null;
  const feeLaterMinor = stood ? BigInt(row.fee_later) : 0n;
  const feeMinor = BigInt(row.fee_minor) - feeLaterMinor;
  return {
    day: row.day,
    time: row.time,
    settledOn: row.settled_on,
    kind: row.kind,
    terminal: row.tid,
    merchant: row.mid,
    card: row.card_mask,
    brand: row.brand,
    rrn: row.rrn,
    authCode: row.auth_code,
    currency: row.currency,
    grossMinor,
    feeMinor,
    netMinor: grossMinor - feeMinor,
    cameOn: row.came_on,
    goneOn: row.gone_on,
    feeLaterMinor,
  };
}

/** A line that has no other to differ from says its own amount, on its own side. */
function alone({ relation, side, amount_minor, currency }: ExceptionRow): Pick<PictureException, 'field' | 'ours' | 'theirs'> {
  const amount = formatAmount(BigInt(amount_minor), currency);
  return relation.startsWith(side) ? { field: null, ours: amount, theirs: null } : { field: null, ours: null, theirs: amount };
}

function pictured(row: ExceptionRow): PictureException {
  const parsed = ReconDifference.safeParse(differencesOf(row.detail)[0]);
  const { field, ours, theirs } = parsed.success ? parsed.data : alone(row);
  return {
    relation: row.relation,
    side: row.side,
    reference: referenceOf(row),
    result: row.code,
    minor: BigInt(row.amount_minor),
    currency: row.currency,
    field,
    ours,
    theirs,
    state: row.state,
    owner: row.owner_name,
    signedBy: [row.proposed_by, row.signed_name].filter((name) => name !== null),
    signedAt: row.ended_at?.toISOString() ?? null,
    comment: row.comment,
  };
}
