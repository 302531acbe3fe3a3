import { ROLES, type Role } from '@payport/contracts';

/** Everybody who belongs to the property looks at its payments. */
export const VIEW_ROLES: readonly Role[] = ROLES;
/** Asking a device changes the payment's history and holds the device for a moment; auditors only read. */
export const ASK_AGAIN_ROLES: readonly Role[] = ['owner', 'manager', 'finance', 'support'];
/** Deciding about money: who answers for it in the hotel. Support finds out, and tells them. */
export const RESOLVE_ROLES: readonly Role[] = ['owner', 'manager', 'finance'];
