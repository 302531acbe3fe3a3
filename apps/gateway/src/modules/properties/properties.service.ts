import {
  CHECKLIST,
  type NewProperty,
  type PortalPropertyDetail,
  type PortalPropertyList,
  type PortalPropertySummary,
  type PropertyChange,
} from '@payport/contracts';
import type { Clock, PropertyId, Random } from '@payport/domain';
import { inTransaction } from '@payport/persistence';
import type { Pool } from 'pg';
import { ProblemError } from '../../http/problem-error.ts';
import { grantMembership, NOT_YOURS, type PortalUser } from '../access/index.ts';
import type { AuditLog } from '../audit/index.ts';
import { changedFacts, factsAfter, forbidAboveOwn, needsOwner } from './property-change.ts';
import { insertProperty, lockProperty, propertiesOf, propertyOf, writeFacts, type PropertyRow } from './property-records.ts';
import { EDIT_ROLES, KEY_MANAGE_ROLES, KEY_VIEW_ROLES, OWNER_ROLES } from './property-roles.ts';

export interface PropertiesPorts {
  readonly pool: Pool;
  readonly clock: Pick<Clock, 'now'>;
  readonly random: Random;
  readonly audit: AuditLog;
}

/** Hotels: facts and limits. */
export class PropertiesService {
  constructor(private readonly ports: PropertiesPorts) {}

  async list(user: PortalUser): Promise<PortalPropertyList> {
    const rows = await propertiesOf(this.ports.pool, user.id, this.now());
    const data = rows.filter(({ id }) => user.propertyIds.includes(id)).map(toSummary);
    return { data, may: { create: [...user.memberships.values()].some((role) => OWNER_ROLES.includes(role)) } };
  }

  /** @throws ProblemError `not-found` where it has gone meanwhile */
  async detail(user: PortalUser, id: PropertyId): Promise<PortalPropertyDetail> {
    const row = await propertyOf(this.ports.pool, user.id, id, this.now());
    if (!row) throw new ProblemError('not-found');
    return toDetail(row);
  }

  async create(user: PortalUser, hotel: NewProperty): Promise<PortalPropertyDetail> {
    const { pool, audit } = this.ports;
    const id = await inTransaction(pool, async (db) => {
      const propertyId = await insertProperty(db, this.ports, hotel);
      await grantMembership(db, { userId: user.id, propertyId, role: 'owner' });
      await audit.add(db, { by: user, propertyId, action: 'property.created', subject: propertyId, after: hotel });
      return propertyId;
    });
    return this.detail(user, id);
  }

  /** @throws ProblemError */
  async change(user: PortalUser, id: PropertyId, change: PropertyChange): Promise<PortalPropertyDetail> {
    const { pool, audit } = this.ports;
    await inTransaction(pool, async (db) => {
      await lockProperty(db, id);
      const row = await propertyOf(db, user.id, id, this.now());
      if (!row) throw new ProblemError('not-found');
      const wanted = factsAfter(row, change);
      const changed = changedFacts(row, wanted);
      // What is sent as it stands is no change: a form may send all that it shows.
      if (!EDIT_ROLES.includes(row.role) || (needsOwner(changed) && !OWNER_ROLES.includes(row.role)))
        throw new ProblemError('forbidden', { detail: NOT_YOURS });
      forbidAboveOwn(row, change, changed);
      const fields = Object.keys(changed);
      if (fields.length === 0) return;
      await writeFacts(db, id, changed);
      const before = Object.fromEntries(Object.entries(row).filter(([field]) => fields.includes(field)));
      await audit.add(db, { by: user, propertyId: id, action: 'property.changed', subject: id, before, after: changed });
    });
    return this.detail(user, id);
  }

  private now(): Date {
    return new Date(this.ports.clock.now());
  }
}

const toSummary = ({ id, name, legalEntity, city, timeZone, currency, demo, role, terminals, people, done }: PropertyRow): PortalPropertySummary => ({
  id,
  name,
  legalEntity,
  city,
  timeZone,
  currency,
  demo,
  role,
  terminals,
  people,
  checklist: CHECKLIST.map((key) => ({ key, done: done[key] })),
});

const toDetail = (row: PropertyRow): PortalPropertyDetail => ({
  ...toSummary(row),
  inn: row.inn,
  kpp: row.kpp,
  currencies: [...row.currencies],
  limits: row.limits.map((limit) => ({ ...limit })),
  refundLimits: row.refundLimits.map((limit) => ({ ...limit })),
  nightAuditHour: row.nightAuditHour,
  confirmBySeconds: row.confirmBySeconds,
  secondFactorRoles: [...row.secondFactorRoles],
  may: {
    edit: EDIT_ROLES.includes(row.role),
    editLegal: OWNER_ROLES.includes(row.role),
    seeKeys: KEY_VIEW_ROLES.includes(row.role),
    manageKeys: KEY_MANAGE_ROLES.includes(row.role),
  },
});
