import type { PortalInvitation, PortalPeople, PortalPerson, Role } from '@payport/contracts';
import { givesBackAlone, mayDo, type Clock, type PropertyId, type UserId } from '@payport/domain';
import type { Pool } from 'pg';
import type { PortalUser } from '../access/index.ts';
import type { Mailer } from '../mail/index.ts';
import { mayGive, mayManageAccount, rolesToGive } from './people-rules.ts';
import { writtenLimit } from './person-limit.ts';
import { hotelLimits, limitOf, personLimits, type HotelLimits, type PersonLimit } from './person-limits.repository.ts';
import { invitationsOf, peopleOf, propertiesOf, type InvitationRow, type PersonRow } from './people.repository.ts';

export interface PeopleListPorts {
  readonly pool: Pool;
  readonly clock: Pick<Clock, 'now'>;
  readonly mailer: Pick<Mailer, 'enabled'>;
  readonly sessionIdleMs: number;
}

/** Who works where, as far as the asking person may know, and what that person may do about it. */
export class PeopleListService {
  constructor(private readonly ports: PeopleListPorts) {}

  async list(user: PortalUser): Promise<PortalPeople> {
    const { pool, clock, mailer, sessionIdleMs } = this.ports;
    const nowMs = clock.now();
    const looked = { now: new Date(nowMs), idleSince: new Date(nowMs - sessionIdleMs) };
    const [properties, people, invitations, hotels, own] = await Promise.all([
      propertiesOf(pool, user.propertyIds),
      peopleOf(pool, user.propertyIds, looked),
      invitationsOf(pool, user.propertyIds, looked.now),
      hotelLimits(pool, user.propertyIds),
      personLimits(pool, user.propertyIds),
    ]);
    return {
      properties: properties.map(({ id, name, time_zone: timeZone }) => ({ id, name, timeZone, roles: [...givenAt(user, id as PropertyId)] })),
      people: people.map((person) => toPerson(person, user, { hotels, own })),
      invitations: invitations.map((invitation) => toInvitation(invitation, user)),
      mail: mailer.enabled,
    };
  }
}

const givenAt = ({ memberships }: PortalUser, propertyId: PropertyId): readonly Role[] => {
  const role = memberships.get(propertyId);
  return role === undefined ? [] : rolesToGive(role);
};

interface Limits {
  readonly hotels: readonly HotelLimits[];
  readonly own: readonly PersonLimit[];
}

/** What a person gives back alone at a hotel, currency by currency: their own limit, and what the role would give. */
const refundLimits = ({ hotels, own }: Limits, userId: UserId, { propertyId, role }: PersonRow['memberships'][number]) =>
  hotels
    .filter((hotel) => hotel.propertyId === propertyId && mayDo(role, 'giveBack'))
    .map((hotel) => ({
      currency: hotel.currency,
      max: writtenLimit(limitOf(own, { userId, propertyId, currency: hotel.currency }), hotel.currency),
      role: writtenLimit(givesBackAlone(role, { ...hotel, person: null }), hotel.currency),
    }));

function toPerson(row: PersonRow, user: PortalUser, limits: Limits): PortalPerson {
  const you = row.id === user.id;
  const seen = row.memberships.filter(({ propertyId }) => user.propertyIds.includes(propertyId));
  const account = !you && mayManageAccount(user.memberships, new Map(row.memberships.map(({ propertyId, role }) => [propertyId, role])));
  return {
    id: row.id,
    name: row.name,
    email: row.email,
    you,
    demo: row.demo,
    sessions: row.sessions,
    secondFactor: row.second_factor,
    lastSeenAt: row.last_seen_at?.toISOString() ?? null,
    memberships: seen.map(({ propertyId, role }) => {
      const roles = givenAt(user, propertyId);
      const may = !you && roles.includes(role);
      return {
        propertyId,
        role,
        refundLimits: refundLimits(limits, row.id as UserId, { propertyId, role }),
        may: { roles: may ? roles.filter((other) => other !== role) : [], remove: may, limit: may && mayDo(role, 'giveBack') },
      };
    }),
    may: { resetLink: account, endSessions: account, removeSecondFactor: account && row.second_factor },
  };
}

function toInvitation(row: InvitationRow, user: PortalUser): PortalInvitation {
  return {
    id: row.id,
    email: row.email,
    invitedBy: row.invited_by,
    createdAt: row.created_at.toISOString(),
    expiresAt: row.expires_at.toISOString(),
    grants: row.grants.filter(({ propertyId }) => user.propertyIds.includes(propertyId)).map(({ propertyId, role }) => ({ propertyId, role })),
    may: { revoke: mayRevoke(row, user) },
  };
}

/** Who could have made the whole of it may end it. */
export const mayRevoke = ({ grants }: Pick<InvitationRow, 'grants'>, { memberships }: Pick<PortalUser, 'memberships'>): boolean =>
  grants.every(({ propertyId, role }) => {
    const own = memberships.get(propertyId);
    return own !== undefined && mayGive(own, role);
  });
