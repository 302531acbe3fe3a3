import { PERMISSIONS, ROLES, type Role } from '@payport/contracts';
import type { PropertyId } from '@payport/domain';

/** Nobody gives what they do not have: a manager makes neither owners nor managers. */
const GIVES: Readonly<Record<Role, readonly Role[]>> = {
  owner: ROLES,
  manager: ['finance', 'support', 'auditor'],
  finance: [],
  support: [],
  auditor: [],
};

/** Who sees who works here, and who looks after them. */
export const PEOPLE_VIEW_ROLES: readonly Role[] = PERMISSIONS.viewPeople;
export const PEOPLE_ROLES: readonly Role[] = PERMISSIONS.managePeople;

export const rolesToGive = (giver: Role): readonly Role[] => GIVES[giver];
export const mayGive = (giver: Role, role: Role): boolean => GIVES[giver].includes(role);

export type Memberships = ReadonlyMap<PropertyId, Role>;

/**
 * Whether somebody may act on a whole account (a new password, the end of all sessions): only who could have given every
 * role that the account has. Else the manager of one hotel could become the owner of another.
 */
export function mayManageAccount(giver: Memberships, account: Memberships): boolean {
  return [...account].every(([propertyId, role]) => {
    const own = giver.get(propertyId);
    return own !== undefined && mayGive(own, role);
  });
}
