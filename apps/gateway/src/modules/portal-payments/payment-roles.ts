import { PERMISSIONS, type Role } from '@payport/contracts';

/** Everybody who belongs to the property looks at its payments. */
export const VIEW_ROLES: readonly Role[] = PERMISSIONS.viewPayments;
export const ASK_AGAIN_ROLES: readonly Role[] = PERMISSIONS.askAgain;
export const RESOLVE_ROLES: readonly Role[] = PERMISSIONS.decideMoney;
