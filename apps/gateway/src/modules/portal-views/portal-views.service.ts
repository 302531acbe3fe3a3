import type {
  DefaultView,
  NewView,
  PortalChosenView,
  PortalChosenViewQuery,
  PortalView,
  PortalViewList,
  PortalViewsQuery,
  ViewChange,
  ViewShare,
} from '@payport/contracts';
import { mayDo, uuidV7, viewRights, type Clock, type PropertyId, type Random, type ViewRights } from '@payport/domain';
import { inTransaction } from '@payport/persistence';
import type { Pool } from 'pg';
import { ProblemError } from '../../http/problem-error.ts';
import type { PortalUser } from '../access/index.ts';
import type { AuditLog, Queryable } from '../audit/index.ts';
import { keptConditions, refuseCardNumber, toldConditions } from './view-conditions.ts';
import { FORGET_DEFAULT, HOTELS, INSERT, LIST, LOCK, ONE, REMOVE, SET_DEFAULT, STANDARD, UPDATE, type ViewRow } from './view-sql.ts';

export interface PortalViewsPorts {
  readonly pool: Pool;
  readonly clock: Clock;
  readonly random: Random;
  readonly audit: AuditLog;
}

/** Views in one answer; whoever has more looks for a part of the name. */
const AT_ONCE = 100;

/** Saved views of lists. Every change stands in the audit; which view a list opens with is a habit of one person and does not. */
export class PortalViewsService {
  constructor(private readonly ports: PortalViewsPorts) {}

  async list(user: PortalUser, { list, q = '' }: PortalViewsQuery): Promise<PortalViewList> {
    const sharing = [...user.memberships].filter(([, role]) => mayDo(role, 'shareViews')).map(([id]) => id);
    const [views, hotels] = await Promise.all([
      this.ports.pool.query<ViewRow>(LIST, [...seenBy(user), list, q.trim(), AT_ONCE + 1]),
      this.ports.pool.query<{ id: string; name: string }>(HOTELS, [sharing]),
    ]);
    return {
      data: views.rows.slice(0, AT_ONCE).map((row) => resource(row, user)),
      more: views.rows.length > AT_ONCE,
      shareWith: hotels.rows,
    };
  }

  async chosen(user: PortalUser, { list, view }: PortalChosenViewQuery): Promise<PortalChosenView> {
    const { pool } = this.ports;
    const [named, standard] = await Promise.all([
      view === undefined ? undefined : find(pool, user, view),
      pool.query<ViewRow>(STANDARD, [...seenBy(user), list]).then(({ rows }) => rows[0]),
    ]);
    return { view: named?.list === list ? resource(named, user) : null, standard: standard ? resource(standard, user) : null };
  }

  /** @throws ProblemError */
  create(user: PortalUser, { list, name, conditions }: NewView): Promise<PortalView> {
    const { pool, clock, random, audit } = this.ports;
    const kept = keptConditions(list, conditions);
    refuseCardNumber('/name', name);
    const id = uuidV7(clock, random);
    return inTransaction(pool, async (db) => {
      await db.query(INSERT, [id, user.id, list, name, JSON.stringify(kept), new Date(clock.now())]);
      await audit.add(db, {
        by: user,
        propertyId: null,
        action: 'view.created',
        subject: id,
        after: { list, name, ...(await toldConditions(db, user, kept)) },
      });
      return this.read(db, user, id);
    });
  }

  /** @throws ProblemError */
  change(user: PortalUser, id: string, { name, conditions }: ViewChange): Promise<PortalView> {
    return this.working(user, id, async (db, row, rights) => {
      if ((name !== undefined && !rights.rename) || (conditions !== undefined && !rights.change)) throw new ProblemError('forbidden');
      refuseCardNumber('/name', name ?? '');
      const kept = conditions === undefined ? row.conditions : keptConditions(row.list, conditions);
      if (row.property_id !== null) refuseOtherHotel(row.property_id, kept['property'], '/conditions/property');
      const after = { ...row, name: name ?? row.name, conditions: kept };
      await this.write(db, user, after, {
        action: 'view.changed',
        before: { name: row.name, ...(await toldConditions(db, user, row.conditions)) },
        after: { name: after.name, ...(await toldConditions(db, user, kept)) },
      });
      return this.read(db, user, id);
    });
  }

  /** With the staff of a hotel, or with nobody any more. What it shows to each of them is what they may see. @throws ProblemError */
  share(user: PortalUser, id: string, { property }: ViewShare): Promise<PortalView> {
    return this.working(user, id, async (db, row, rights) => {
      if (!rights.share) throw new ProblemError('forbidden');
      if (property !== null) {
        const role = user.memberships.get(property as PropertyId);
        if (role === undefined) throw new ProblemError('not-found');
        if (!mayDo(role, 'shareViews')) throw new ProblemError('forbidden');
        refuseOtherHotel(property, row.conditions['property'], '/property');
      }
      if (property !== row.property_id) {
        const action = property === null ? 'view.unshared' : 'view.shared';
        await this.write(
          db,
          user,
          { ...row, property_id: property },
          { action, before: null, after: { list: row.list, name: row.name } },
          property ?? row.property_id,
        );
      }
      return this.read(db, user, id);
    });
  }

  /** @throws ProblemError */
  remove(user: PortalUser, id: string): Promise<void> {
    return this.working(user, id, async (db, row, rights) => {
      if (!rights.remove) throw new ProblemError('forbidden');
      await db.query(REMOVE, [id]);
      const before = { list: row.list, name: row.name, owner: row.owner_name, ...(await toldConditions(db, user, row.conditions)) };
      await this.ports.audit.add(db, { by: user, propertyId: row.property_id as PropertyId | null, action: 'view.removed', subject: id, before });
    });
  }

  /** @throws ProblemError */
  setDefault(user: PortalUser, { list, view }: DefaultView): Promise<void> {
    return inTransaction(this.ports.pool, async (db) => {
      if (view === null) return void (await db.query(FORGET_DEFAULT, [user.id, list]));
      if ((await find(db, user, view))?.list !== list) throw new ProblemError('not-found');
      await db.query(SET_DEFAULT, [user.id, list, view]);
    });
  }

  /** One view, held for the time of the work. @throws ProblemError where the person sees no such view */
  private working<T>(user: PortalUser, id: string, work: (db: Queryable, row: ViewRow, rights: ViewRights) => Promise<T>): Promise<T> {
    return inTransaction(this.ports.pool, async (db) => {
      await db.query(LOCK, [id]);
      const row = await find(db, user, id);
      if (!row) throw new ProblemError('not-found');
      return work(db, row, rightsOf(row, user));
    });
  }

  private async write(
    db: Queryable,
    user: PortalUser,
    { id, name, conditions, property_id }: ViewRow,
    told: { readonly action: string; readonly before: Record<string, unknown> | null; readonly after: Record<string, unknown> },
    about = property_id,
  ): Promise<void> {
    await db.query(UPDATE, [id, name, JSON.stringify(conditions), property_id, new Date(this.ports.clock.now())]);
    await this.ports.audit.add(db, { by: user, propertyId: about as PropertyId | null, subject: id, ...told });
  }

  private async read(db: Queryable, user: PortalUser, id: string): Promise<PortalView> {
    const row = await find(db, user, id);
    if (!row) throw new ProblemError('not-found');
    return resource(row, user);
  }
}

const seenBy = (user: PortalUser): readonly [string, readonly string[]] => [user.id, [...user.memberships.keys()]];
const find = async (db: Queryable, user: PortalUser, id: string): Promise<ViewRow | undefined> =>
  (await db.query<ViewRow>(ONE, [...seenBy(user), id])).rows[0];

const rightsOf = (row: ViewRow, user: PortalUser): ViewRights =>
  viewRights({
    own: row.owner_id === user.id,
    shared: row.property_id === null ? null : { role: user.memberships.get(row.property_id as PropertyId) },
  });

/** A view of one hotel is no use to the staff of another, and its name would be told there. @throws ProblemError */
function refuseOtherHotel(shared: string, named: string | undefined, pointer: string): void {
  if (named !== undefined && named.toLowerCase() !== shared.toLowerCase())
    throw new ProblemError('validation-failed', { errors: [{ pointer, code: 'other-property', message: '' }] });
}

function resource(row: ViewRow, user: PortalUser): PortalView {
  const { rename, remove, change, share } = rightsOf(row, user);
  return {
    id: row.id,
    list: row.list,
    name: row.name,
    conditions: { ...row.conditions },
    owner: { name: row.owner_name, me: row.owner_id === user.id },
    property: row.property_id === null ? null : { id: row.property_id, name: row.property_name ?? '' },
    isDefault: row.is_default,
    may: { rename, remove, change, share },
  };
}
