import type { Role } from '@payport/contracts';

/** Who looks at a hotel's facts. */
export const VIEW_ROLES: readonly Role[] = ['owner', 'manager', 'auditor'];
export const EDIT_ROLES: readonly Role[] = ['owner', 'manager'];
/** Legal details, limits, keys of hotel systems. */
export const OWNER_ROLES: readonly Role[] = ['owner'];
export const KEY_VIEW_ROLES: readonly Role[] = ['owner', 'manager'];
