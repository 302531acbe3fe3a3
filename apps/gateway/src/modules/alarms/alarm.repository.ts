import type { PortalAlarm } from '@payport/contracts';
import type { Bilingual, PropertyId } from '@payport/domain';
import type { Pool } from 'pg';
import type { Language } from '../../http/language.ts';

export interface AlarmFilter {
  readonly propertyIds: readonly PropertyId[];
  readonly open: boolean | undefined;
  readonly before: string | undefined;
  readonly limit: number;
}

interface AlarmRow {
  readonly id: string;
  readonly property_id: string;
  readonly terminal_id: string | null;
  readonly payment_id: string | null;
  readonly payment_terminal_id: string | null;
  readonly command_id: string | null;
  readonly kind: PortalAlarm['kind'];
  readonly severity: PortalAlarm['severity'];
  readonly since: Date;
  readonly text: Bilingual;
  readonly acknowledged_by: string | null;
  readonly acknowledged_at: Date | null;
  readonly cleared_at: Date | null;
  readonly endpoint_id: string | null;
  readonly api_key_id: string | null;
  readonly owner_name: string | null;
  readonly owned_at: Date | null;
}

/** Of an alarm about a payment: the payment names the terminal. */
const OF_PAYMENT = '(select p.terminal_id from payment p where p.id = a.payment_id) as payment_terminal_id';
const LIST = `
  select a.*, ${OF_PAYMENT} from unnest($1::uuid[]) as scope (property_id)
  cross join lateral (
    select * from alarm a where a.property_id = scope.property_id
      and ($2::boolean is null or (a.cleared_at is null) = $2) and ($3::uuid is null or a.id < $3)
    order by a.id desc limit $4
  ) a order by a.id desc limit $4`;

const FIND = `select a.*, ${OF_PAYMENT} from alarm a where a.id = $1`;

/** The first one to say so stays named. */
const ACKNOWLEDGE = `
  update alarm a set acknowledged_by = coalesce(acknowledged_by, $2), acknowledged_at = coalesce(acknowledged_at, $3) where a.id = $1
  returning a.*, ${OF_PAYMENT}`;

export class AlarmRepository {
  constructor(private readonly pool: Pool) {}

  /** Newest first; one more than asked for, where there is one. */
  async page({ propertyIds, open, before, limit }: AlarmFilter, language: Language): Promise<readonly PortalAlarm[]> {
    const values = [propertyIds, open ?? null, before ?? null, limit + 1];
    const { rows } = await this.pool.query<AlarmRow>({ name: 'alarm_page', text: LIST, values });
    return rows.map((row) => toAlarm(row, language));
  }

  async find(id: string, language: Language): Promise<PortalAlarm | null> {
    const { rows } = await this.pool.query<AlarmRow>({ name: 'alarm_find', text: FIND, values: [id] });
    const [row] = rows;
    return row ? toAlarm(row, language) : null;
  }

  async acknowledge(id: string, name: string, atMs: number, language: Language): Promise<PortalAlarm | null> {
    const { rows } = await this.pool.query<AlarmRow>({ name: 'alarm_acknowledge', text: ACKNOWLEDGE, values: [id, name, new Date(atMs)] });
    const [row] = rows;
    return row ? toAlarm(row, language) : null;
  }
}

const toAlarm = (row: AlarmRow, language: Language): PortalAlarm => ({
  id: row.id,
  kind: row.kind,
  severity: row.severity,
  since: row.since.toISOString(),
  propertyId: row.property_id,
  terminalId: row.terminal_id ?? row.payment_terminal_id,
  paymentId: row.payment_id,
  settlementId: row.command_id,
  webhookId: row.endpoint_id,
  apiKeyId: row.api_key_id,
  text: row.text[language],
  acknowledgedBy: row.acknowledged_by,
  acknowledgedAt: row.acknowledged_at?.toISOString() ?? null,
  owner: row.owner_name,
  ownedAt: row.owned_at?.toISOString() ?? null,
  clearedAt: row.cleared_at?.toISOString() ?? null,
});
