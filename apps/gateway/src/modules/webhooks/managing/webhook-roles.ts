import type { Role } from '@payport/contracts';

/** Who says where messages go and sends them again. Everybody else of the hotel sees what became of them. */
export const WEBHOOK_CHANGE_ROLES: readonly Role[] = ['owner', 'manager'];
