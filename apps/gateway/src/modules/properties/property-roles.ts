import { PERMISSIONS, type Role } from '@payport/contracts';

/** Who looks at a hotel's facts. */
export const VIEW_ROLES: readonly Role[] = PERMISSIONS.viewProperty;
export const EDIT_ROLES: readonly Role[] = PERMISSIONS.editProperty;
/** Legal details, limits, new hotels. */
export const OWNER_ROLES: readonly Role[] = PERMISSIONS.ownProperty;
export const KEY_VIEW_ROLES: readonly Role[] = PERMISSIONS.viewKeys;
export const KEY_LIMIT_ROLES: readonly Role[] = PERMISSIONS.limitKeys;
export const KEY_MANAGE_ROLES: readonly Role[] = PERMISSIONS.manageKeys;
