import { mayDo, type PortalBankMapping, type PortalBankMappingList, type SaveBankMapping } from '@payport/contracts';
import { uuidV7, type Clock, type PropertyId, type Random } from '@payport/domain';
import { inTransaction } from '@payport/persistence';
import type { Pool, PoolClient } from 'pg';
import { ProblemError } from '../../../http/problem-error.ts';
import type { PortalUser } from '../../access/index.ts';
import type { AuditLog } from '../../audit/index.ts';
import { mappingsOf } from './mapping-repository.ts';

export interface MappingPorts {
  readonly pool: Pool;
  readonly clock: Pick<Clock, 'now'>;
  readonly random: Random;
  readonly audit: AuditLog;
}

/** One at a time for a hotel: a name is given once, and a version follows the one before. */
const ONE_AT_A_TIME = `select pg_advisory_xact_lock(hashtextextended('payport.bank-mappings:' || $1, 0))`;
const CREATE = 'insert into bank_mapping (id, property_id, created_at, created_by, created_name) values ($1, $2, $3, $4, $5)';
const ADD_VERSION = `
  insert into bank_mapping_version (mapping_id, version, name, active, definition, made_at, made_by, made_name) values ($1, $2, $3, $4, $5, $6, $7, $8)`;

/** What hotels say of the tables of their banks. Nothing that was saved ever changes: another version is put before it. */
export class BankMappingsService {
  constructor(private readonly ports: MappingPorts) {}

  async list(user: PortalUser, propertyId: PropertyId): Promise<PortalBankMappingList> {
    const data = await mappingsOf(this.ports.pool, propertyId);
    return { data, may: { change: mayDo(user.memberships.get(propertyId), 'describeBankFiles') } };
  }

  /** @throws ProblemError `bank-mapping-changed`, `bank-mapping-name-taken` */
  async save(user: PortalUser, propertyId: PropertyId, wanted: SaveBankMapping): Promise<PortalBankMapping> {
    const { pool, clock, random, audit } = this.ports;
    return inTransaction(pool, async (db) => {
      await db.query(ONE_AT_A_TIME, [propertyId]);
      const all = await mappingsOf(db, propertyId);
      const before = wanted.basedOn === null ? null : newestOf(all, wanted.basedOn);
      const id = wanted.basedOn?.id ?? uuidV7(clock, random);
      if (all.some((one) => one.id !== id && sameName(one.versions[0]?.name ?? '', wanted.name))) throw new ProblemError('bank-mapping-name-taken');
      const at = new Date(clock.now());
      if (before === null) await db.query(CREATE, [id, propertyId, at, user.id, user.name]);
      const version = (before?.version ?? 0) + 1;
      await db.query(ADD_VERSION, [id, version, wanted.name, wanted.active, JSON.stringify(wanted.definition), at, user.id, user.name]);
      await audit.add(db, {
        by: user,
        propertyId,
        action: before === null ? 'bank_mapping.created' : 'bank_mapping.changed',
        subject: id,
        before: before && { name: before.name, version: before.version, active: before.active },
        after: { name: wanted.name, version, active: wanted.active },
      });
      return this.one(db, propertyId, id);
    });
  }

  private async one(db: PoolClient, propertyId: PropertyId, id: string): Promise<PortalBankMapping> {
    const found = (await mappingsOf(db, propertyId, id))[0];
    if (found === undefined) throw new ProblemError('not-found');
    return found;
  }
}

/** @throws ProblemError where another version, or none, is the newest */
function newestOf(all: readonly PortalBankMapping[], { id, version }: { readonly id: string; readonly version: number }) {
  const newest = all.find((one) => one.id === id)?.versions[0];
  if (newest === undefined) throw new ProblemError('not-found');
  if (newest.version !== version) throw new ProblemError('bank-mapping-changed');
  return newest;
}

const sameName = (a: string, b: string): boolean => a.localeCompare(b, 'ru', { sensitivity: 'accent' }) === 0;
