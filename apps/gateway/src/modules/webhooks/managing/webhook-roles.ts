import { PERMISSIONS, type Role } from '@payport/contracts';

/** Everybody of the hotel sees what became of its messages. */
export const WEBHOOK_VIEW_ROLES: readonly Role[] = PERMISSIONS.viewWebhooks;
/** Who says where messages go and sends them again. */
export const WEBHOOK_CHANGE_ROLES: readonly Role[] = PERMISSIONS.manageWebhooks;
