import { ROLES, type Role } from '@payport/contracts';

/** Whoever belongs to a property sees its terminals. */
export const VIEW_ROLES: readonly Role[] = ROLES;
/** A wrong connection stops a front desk: these two only. */
export const MANAGE_ROLES: readonly Role[] = ['owner', 'manager'];
