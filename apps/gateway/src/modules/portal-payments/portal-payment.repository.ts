import type { PortalFrame } from '@payport/contracts';
import type { PaymentId, PropertyId } from '@payport/domain';
import type { Pool } from 'pg';
import { paymentListStatement, ROW_COLUMNS, ROW_NAMES, type PaymentListFilter } from './payment-list-sql.ts';
import type { ListedPayment } from './payment-row.ts';

const REFUNDS = {
  name: 'portal_refunds',
  text: `select ${ROW_COLUMNS}, ${ROW_NAMES} from payment p join property h on h.id = p.property_id join terminal t on t.id = p.terminal_id
    where p.original_payment_id = $1 and p.kind in ('refund', 'void') order by p.id`,
};
const FRAMES = {
  name: 'portal_frames',
  text: 'select id, at, direction, channel, bytes, text, fields, checksum_ok from wire_frame where payment_id = $1 order by id',
};
const PROPERTY = { name: 'portal_property', text: 'select id, name, time_zone from property where id = $1' };

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

export interface ShownProperty {
  readonly id: string;
  readonly name: string;
  readonly timeZone: string;
}

/** What the portal reads about payments: by sets, never row after row. */
export class PortalPaymentRepository {
  constructor(private readonly pool: Pool) {}

  async list(filter: PaymentListFilter): Promise<readonly ListedPayment[]> {
    const { name, text, values } = paymentListStatement(filter);
    return (await this.pool.query<ListedPayment>({ name, text, values: [...values] })).rows;
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

  async property(id: PropertyId): Promise<ShownProperty | null> {
    const { rows } = await this.pool.query<{ id: string; name: string; time_zone: string }>({ ...PROPERTY, values: [id] });
    const [row] = rows;
    return row ? { id: row.id, name: row.name, timeZone: row.time_zone } : null;
  }
}
