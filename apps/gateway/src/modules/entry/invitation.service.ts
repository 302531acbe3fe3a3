import type { PortalInvitationAccept, PortalInvitationState, Role } from '@payport/contracts';
import { MIN_PASSWORD_LENGTH, type PropertyId, type UserId } from '@payport/domain';
import { inTransaction, type LinkRecord } from '@payport/persistence';
import type { PoolClient } from 'pg';
import { ProblemError } from '../../http/problem-error.ts';
import { createUser, WRONG_SIGN_IN } from '../access/index.ts';
import type { Queryable } from '../audit/index.ts';
import { mayGive } from '../people/index.ts';
import { linkNotValid, type EntryPorts } from './entry-ports.ts';
import { passwordFits, userByEmail } from './person-records.ts';

interface Grant {
  readonly propertyId: PropertyId;
  readonly property: string;
  readonly city: string | null;
  readonly role: Role;
}

interface GrantRow {
  readonly property_id: string;
  readonly name: string;
  readonly city: string | null;
  readonly role: Role;
  readonly giver: Role | null;
}

/** What the invitation gives, and what its maker is there today. */
const GRANTS = `
  select g.property_id, p.name, p.city, g.role, m.role as giver
  from invitation_grant g join property p on p.id = g.property_id
  left join membership m on m.property_id = g.property_id and m.user_id = $2
  where g.link_id = $1 order by p.name, p.id`;
/** Who belongs there already keeps the role that was given there. */
const JOIN = `insert into membership (user_id, property_id, role) values ($1, $2, $3) on conflict (user_id, property_id) do nothing`;

/** Accepting an invitation. */
export class InvitationService {
  constructor(private readonly ports: EntryPorts) {}

  /** @throws ProblemError `link-not-valid` */
  async state(token: string): Promise<PortalInvitationState> {
    const { pool, links } = this.ports;
    const link = await links.find(pool, token, ['invitation']);
    const grants = link ? await validGrants(pool, link) : [];
    if (!link || grants.length === 0) throw linkNotValid();
    const email = emailOf(link);
    return {
      email,
      known: (await userByEmail(pool, email)) !== null,
      grants: grants.map(({ property, city, role }) => ({ property, city, role })),
      expiresAt: link.expiresAt.toISOString(),
    };
  }

  /** The e-mail that will be signed in, before anything is hashed. @throws ProblemError `link-not-valid` */
  async emailOf(token: string): Promise<string> {
    const link = await this.ports.links.find(this.ports.pool, token, ['invitation']);
    if (!link) throw linkNotValid();
    return emailOf(link);
  }

  /**
   * Uses the invitation up and lets the person in. Of two who accept at once, one finds a link that still works.
   * @throws ProblemError
   */
  async accept({ token, name, password }: PortalInvitationAccept): Promise<{ email: string; propertyId: PropertyId | null }> {
    return inTransaction(this.ports.pool, async (db) => {
      const link = await this.ports.links.use(db, token, ['invitation']);
      const grants = link ? await validGrants(db, link) : [];
      if (!link || grants.length === 0) throw linkNotValid();
      const email = emailOf(link);
      const known = await userByEmail(db, email);
      if (known !== null && !(await passwordFits(db, known, password))) throw new ProblemError('unauthorized', { detail: WRONG_SIGN_IN });
      const userId = known ?? (await newPerson(db, { email, name: name ?? '', password }));
      for (const { propertyId, role } of grants) {
        await db.query(JOIN, [userId, propertyId, role]);
        const by = { id: userId, name: name ?? email };
        await this.ports.audit.add(db, { by, propertyId, action: 'person.joined', subject: userId, after: { email, role, invitation: link.id } });
      }
      return { email, propertyId: grants[0]?.propertyId ?? null };
    });
  }
}

/** What may still be given: an invitation is worth no more than what its maker may give today. */
async function validGrants(db: Queryable, link: LinkRecord): Promise<readonly Grant[]> {
  const { rows } = await db.query<GrantRow>(GRANTS, [link.id, link.madeBy]);
  return rows
    .filter(({ giver, role }) => giver !== null && mayGive(giver, role))
    .map(({ property_id, name, city, role }) => ({ propertyId: property_id as PropertyId, property: name, city, role }));
}

async function newPerson(db: PoolClient, person: { email: string; name: string; password: string }): Promise<UserId> {
  const errors = [
    ...(person.name === '' ? [{ pointer: '/name', code: 'required', message: '' }] : []),
    ...(person.password.length < MIN_PASSWORD_LENGTH ? [{ pointer: '/password', code: 'too-short', message: '' }] : []),
  ];
  if (errors.length > 0) throw new ProblemError('validation-failed', { errors });
  const created = await createUser(db, { ...person, demo: false });
  // Somebody made the same person in this very moment: the link is free again, and the next try finds them known.
  if (!created.ok) throw linkNotValid();
  return created.value;
}

function emailOf({ email }: LinkRecord): string {
  if (email === null) throw new Error('an invitation without an e-mail');
  return email;
}
