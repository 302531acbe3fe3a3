import type { PortalFrame } from '@payport/contracts';
import type { PaymentId, PaymentRecord } from '@payport/domain';
import type { Pool } from 'pg';
import type { PaymentListFilter } from './payment-list-filter.ts';
import { paymentListStatement, ROW_COLUMNS, ROW_NAMES } from './payment-list-sql.ts';
import type { ListedPayment } from './payment-row.ts';

const REFUNDS = {
  name: 'portal_refunds',
  text: `select ${ROW_COLUMNS}, ${ROW_NAMES} from payment p join property h on h.id = p.property_id join terminal t on t.id = p.terminal_id
    where p.original_payment_id = $1 and p.kind in ('refund', 'void') order by p.id`,
};
const ROWS = {
  name: 'portal_rows',
  text: `select ${ROW_COLUMNS}, ${ROW_NAMES} from payment p join property h on h.id = p.property_id join terminal t on t.id = p.terminal_id
    where p.id = any($1::uuid[]) order by p.id desc`,
};
const FRAMES = {
  name: 'portal_frames',
  text: 'select id, at, direction, channel, bytes, text, fields, checksum_ok from wire_frame where payment_id = $1 order by id',
};
const PLACE = {
  name: 'portal_place',
  text: `select h.id, h.name, h.time_zone, t.tid, t.mid, l.max_refund_minor
    from terminal t join property h on h.id = $1 left join property_limit l on l.property_id = h.id and l.currency = $3 where t.id = $2`,
};

interface FrameRow {
  readonly id: string;
  readonly at: Date;
  readonly direction: PortalFrame['direction'];
  readonly channel: string;
  readonly bytes: Buffer;
  readonly text: string | null;
  readonly fields: Record<string, string>;
  readonly checksum_ok: boolean | null;
}

/** Where a payment was taken. */
export interface ShownPlace {
  readonly property: { readonly id: string; readonly name: string; readonly timeZone: string };
  readonly terminal: { readonly tid: string | null; readonly mid: string | null };
  /** The most that one person gives back alone, in the payment's currency. */
  readonly maxRefundMinor: bigint | null;
}

interface PlaceRow {
  readonly id: string;
  readonly name: string;
  readonly time_zone: string;
  readonly tid: string | null;
  readonly mid: string | null;
  readonly max_refund_minor: string | null;
}

/** What the portal reads about payments: by sets, never row after row. */
export class PortalPaymentRepository {
  constructor(private readonly pool: Pool) {}

  async list(filter: PaymentListFilter): Promise<readonly ListedPayment[]> {
    const { values, ...statement } = paymentListStatement(filter);
    return (await this.pool.query<ListedPayment>({ ...statement, values: [...values] })).rows;
  }

  /** Rows by their ids, newest first. */
  async rows(ids: readonly string[]): Promise<readonly ListedPayment[]> {
    return ids.length === 0 ? [] : (await this.pool.query<ListedPayment>({ ...ROWS, values: [ids] })).rows;
  }

  async refundsOf(id: PaymentId): Promise<readonly ListedPayment[]> {
    return (await this.pool.query<ListedPayment>({ ...REFUNDS, values: [id] })).rows;
  }

  /** The exchange with the device in the order in which it was written down. */
  async framesOf(id: PaymentId): Promise<readonly PortalFrame[]> {
    const { rows } = await this.pool.query<FrameRow>({ ...FRAMES, values: [id] });
    return rows.map((row) => ({
      id: row.id,
      at: row.at.toISOString(),
      direction: row.direction,
      channel: row.channel,
      hex: row.bytes.toString('hex'),
      text: row.text,
      fields: row.fields,
      checksumOk: row.checksum_ok,
    }));
  }

  async placeOf({ propertyId, terminalId, currency }: PaymentRecord): Promise<ShownPlace | null> {
    const { rows } = await this.pool.query<PlaceRow>({ ...PLACE, values: [propertyId, terminalId, currency] });
    const [row] = rows;
    if (!row) return null;
    return {
      property: { id: row.id, name: row.name, timeZone: row.time_zone },
      terminal: { tid: row.tid, mid: row.mid },
      maxRefundMinor: row.max_refund_minor === null ? null : BigInt(row.max_refund_minor),
    };
  }
}
