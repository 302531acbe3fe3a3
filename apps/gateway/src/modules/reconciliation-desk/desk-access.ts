import { PERMISSIONS } from '@payport/contracts';

/** Who sees reconciliation of a hotel. */
export const LOOK = { scope: 'property', roles: PERMISSIONS.viewReconciliation } as const;
/** Who decides there. */
export const WORK = { scope: 'property', roles: PERMISSIONS.reconcile } as const;
