import { ProblemError } from '../../http/problem-error.ts';
import type { OneTimeLinks } from '@payport/persistence';
import type { Pool } from 'pg';
import type { AuditLog } from '../audit/index.ts';

/** What every way in by a link works with. */
export interface EntryPorts {
  readonly pool: Pool;
  readonly links: OneTimeLinks;
  readonly audit: AuditLog;
}

/** One answer for a link that never was, is used, revoked or too old: nothing can be learned by trying. */
export const linkNotValid = (): ProblemError => new ProblemError('link-not-valid');
