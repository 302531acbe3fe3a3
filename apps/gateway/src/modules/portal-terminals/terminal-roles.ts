import { PERMISSIONS, type Role } from '@payport/contracts';

/** Whoever belongs to a property sees its terminals. */
export const VIEW_ROLES: readonly Role[] = PERMISSIONS.viewTerminals;
export const MANAGE_ROLES: readonly Role[] = PERMISSIONS.manageTerminals;
