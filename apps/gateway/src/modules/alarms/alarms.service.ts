import type { PortalAlarm } from '@payport/contracts';
import type { Clock, PropertyId } from '@payport/domain';
import { inTransaction } from '@payport/persistence';
import type { Pool } from 'pg';
import type { Language } from '../../http/language.ts';
import { ProblemError } from '../../http/problem-error.ts';
import type { PortalUser } from '../access/index.ts';
import type { AuditLog } from '../audit/index.ts';
import { AlarmRepository } from './alarm.repository.ts';

export interface AlarmsPorts {
  readonly pool: Pool;
  readonly clock: Pick<Clock, 'now'>;
  readonly audit: AuditLog;
}

const LOCK = 'select property_id, owner_id, owner_name from alarm where id = $1 for update';
const TAKE = `
  update alarm set owner_id = $2, owner_name = $3, owned_at = $4,
    acknowledged_by = coalesce(acknowledged_by, $3), acknowledged_at = coalesce(acknowledged_at, $4) where id = $1`;

/** Who has an alarm in hand. */
export class AlarmsService {
  constructor(private readonly ports: AlarmsPorts) {}

  /** It is this person's from now on, whoever's it was; the one before stands in the audit. @throws ProblemError `not-found` */
  async take(user: PortalUser, id: string, language: Language): Promise<PortalAlarm> {
    const { pool, clock, audit } = this.ports;
    await inTransaction(pool, async (db) => {
      const { rows } = await db.query<{ property_id: PropertyId; owner_id: string | null; owner_name: string | null }>(LOCK, [id]);
      const [row] = rows;
      if (!row) throw new ProblemError('not-found');
      if (row.owner_id === user.id) return;
      await db.query(TAKE, [id, user.id, user.name, new Date(clock.now())]);
      const [before, after] = [{ owner: row.owner_name }, { owner: user.name }];
      await audit.add(db, { by: user, propertyId: row.property_id, action: 'alarm.taken', subject: id, before, after });
    });
    const alarm = await new AlarmRepository(pool).find(id, language);
    if (!alarm) throw new ProblemError('not-found');
    return alarm;
  }
}
