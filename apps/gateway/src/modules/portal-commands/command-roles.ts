import { ROLES, type Role, type ServiceCommandKind } from '@payport/contracts';

/** Everybody who belongs to the property reads what its terminals were told. */
export const VIEW_ROLES: readonly Role[] = ROLES;

const SERVICE: readonly Role[] = ['owner', 'manager', 'support'];
/** Closing the day is bookkeeping. */
const SETTLING: readonly Role[] = ['owner', 'manager', 'finance'];

/** Roles that may command at all; which of the kinds, is decided by the kind. */
export const COMMAND_ROLES: readonly Role[] = ['owner', 'manager', 'finance', 'support'];

export const mayCommand = (role: Role | undefined, kind: ServiceCommandKind): boolean =>
  role !== undefined && (kind === 'settlement' ? SETTLING : SERVICE).includes(role);
