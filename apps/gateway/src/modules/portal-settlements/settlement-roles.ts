import { PERMISSIONS, type Role } from '@payport/contracts';

/** Everybody who belongs to the property sees whether its days are closed. */
export const VIEW_ROLES: readonly Role[] = PERMISSIONS.viewDays;
/** Who may close a day by hand; the command itself asks again. */
export const SETTLE_ROLES: readonly Role[] = PERMISSIONS.closeDay;
