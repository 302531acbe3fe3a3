import type { Clock, Random } from '@payport/domain';
import type { Pool } from 'pg';
import type { AuditLog } from '../audit/index.ts';

export interface DeskPorts {
  readonly pool: Pool;
  readonly clock: Pick<Clock, 'now'>;
  readonly random: Random;
  readonly audit: AuditLog;
  /** Has the hotel matched again, soon. */
  readonly wake: (propertyId: string) => void;
}
