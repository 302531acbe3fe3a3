import type { PortalSetup, PortalSetupState } from '@payport/contracts';
import type { Clock, PropertyId, Random, UserId } from '@payport/domain';
import { allProperties, anyOwner, inTransaction, lockOwners, MACHINE_LINKS, type LinkRecord } from '@payport/persistence';
import type { PoolClient } from 'pg';
import { ProblemError } from '../../http/problem-error.ts';
import { createUser, dropSecondFactor, grantMembership } from '../access/index.ts';
import { insertProperty } from '../properties/index.ts';
import { linkNotValid, type EntryPorts } from './entry-ports.ts';
import { replacePassword, userByEmail } from './person-records.ts';

export interface SetupPorts extends EntryPorts {
  readonly clock: Pick<Clock, 'now'>;
  readonly random: Random;
}

/** The first owner, and an owner again: by a link that only the machine itself gives out. */
export class SetupService {
  constructor(private readonly ports: SetupPorts) {}

  /** @throws ProblemError `link-not-valid` */
  async state(token: string): Promise<PortalSetupState> {
    const { pool, links } = this.ports;
    const link = await links.find(pool, token, MACHINE_LINKS);
    const owned = await anyOwner(pool);
    if (!link || isLate(link, owned)) throw linkNotValid();
    return { rescue: owned, needsProperty: (await allProperties(pool)).length === 0 };
  }

  /**
   * Makes the person the owner of every hotel there is. Owners are made one after the other, so two people with two links
   * do not both become the first.
   * @returns the hotel to begin with
   * @throws ProblemError
   */
  async setUp(setup: PortalSetup): Promise<PropertyId | null> {
    const { pool, links } = this.ports;
    return inTransaction(pool, async (db) => {
      await lockOwners(db);
      const link = await links.use(db, setup.token, MACHINE_LINKS);
      if (!link || isLate(link, await anyOwner(db))) throw linkNotValid();
      const before = await allProperties(db);
      if (before.length === 0 && !setup.property) throw new ProblemError('validation-failed', { errors: [PROPERTY_MISSING] });
      const id = await this.person(db, setup);
      const made = setup.property ? await insertProperty(db, this.ports, setup.property) : null;
      const owned = made === null ? before : [...before, made];
      for (const propertyId of owned) await grantMembership(db, { userId: id, propertyId, role: 'owner' });
      const machine = link.purpose === 'setup' ? 'setup' : 'owner:reset';
      const after = { email: setup.email, properties: owned };
      await this.ports.audit.add(db, { by: null, machine, propertyId: null, action: 'owner.made', subject: id, after });
      return made ?? owned[0] ?? null;
    });
  }

  /** Whoever has the machine may also take a known person's place: that is what a lost password is. */
  private async person(db: PoolClient, { email, name, password }: PortalSetup): Promise<UserId> {
    const known = await userByEmail(db, email);
    if (known !== null) {
      await replacePassword(db, known, password);
      await dropSecondFactor(db, known);
      return known;
    }
    const created = await createUser(db, { email, name, password, demo: false });
    if (!created.ok) throw new ProblemError('validation-failed', { errors: [{ pointer: '/email', code: 'email', message: '' }] });
    return created.value;
  }
}

const PROPERTY_MISSING = { pointer: '/property', code: 'required', message: '' };

/** A link to the first owner is worth nothing once there is one. */
const isLate = ({ purpose }: LinkRecord, owned: boolean): boolean => purpose === 'setup' && owned;
