import type { PaymentId, PaymentRecord } from '@payport/domain';
import type { Pool } from 'pg';

const PLACE = {
  name: 'dossier_place',
  text: 'select name, legal_entity, inn, kpp, city, time_zone from property where id = $1',
};
const DELIVERIES = {
  name: 'dossier_deliveries',
  text: `select o.topic, d.state, d.attempts, d.last_status, d.created_at, d.delivered_at, e.url
    from outbox o join webhook_delivery d on d.outbox_id = o.id join webhook_endpoint e on e.id = d.endpoint_id
    where o.payment_id = $1 order by d.created_at, d.id`,
};
const BANK = {
  name: 'dossier_bank',
  text: `select b.kind, b.state, b.amount_minor, b.currency, b.rrn, b.auth_code, b.business_day::text as business_day, f.name as file_name, l.row_no
    from bank_operation b left join bank_file f on f.property_id = b.property_id and f.source = b.source
      left join registry_line l on l.file_id = f.id and l.line_no::text = b.source_line
    where b.property_id = $1 and b.rrn = $2 and b.withdrawn_at is null order by b.business_day, b.id`,
};
const LOOKS = {
  name: 'dossier_looks',
  text: `select at, actor, action from audit_entry where subject = $1 order by id`,
};

export interface DossierPlace {
  readonly name: string;
  readonly legal_entity: string | null;
  readonly inn: string | null;
  readonly kpp: string | null;
  readonly city: string | null;
  readonly time_zone: string;
}

export interface DeliveryRow {
  readonly topic: string;
  readonly state: 'pending' | 'delivered' | 'given_up' | 'cancelled';
  readonly attempts: number;
  readonly last_status: number | null;
  readonly created_at: Date;
  readonly delivered_at: Date | null;
  readonly url: string;
}

export interface BankRow {
  readonly kind: 'sale' | 'refund' | 'reversal';
  readonly state: 'captured' | 'reversed' | 'declined';
  readonly amount_minor: string;
  readonly currency: string;
  readonly rrn: string | null;
  readonly auth_code: string | null;
  readonly business_day: string;
  /** Null where the line came from no file. */
  readonly file_name: string | null;
  readonly row_no: number | null;
}

export interface LookRow {
  readonly at: Date;
  readonly actor: string;
  readonly action: string;
}

/** What a dossier tells beyond the payment's own page. */
export class DossierRepository {
  constructor(private readonly pool: Pool) {}

  async place({ propertyId }: Pick<PaymentRecord, 'propertyId'>): Promise<DossierPlace | null> {
    return (await this.pool.query<DossierPlace>({ ...PLACE, values: [propertyId] })).rows[0] ?? null;
  }

  async deliveries(id: PaymentId): Promise<readonly DeliveryRow[]> {
    return (await this.pool.query<DeliveryRow>({ ...DELIVERIES, values: [id] })).rows;
  }

  /** The bank's lines that name this operation by its reference number. */
  async bankLines({ propertyId, result }: Pick<PaymentRecord, 'propertyId' | 'result'>): Promise<readonly BankRow[]> {
    const rrn = result?.rrn ?? null;
    return rrn === null ? [] : (await this.pool.query<BankRow>({ ...BANK, values: [propertyId, rrn] })).rows;
  }

  async looks(id: PaymentId): Promise<readonly LookRow[]> {
    return (await this.pool.query<LookRow>({ ...LOOKS, values: [id] })).rows;
  }
}
