import { PAYMENT_PATHS, PAYMENT_ROUTES } from './payment-routes.ts';
import type { PortalRoute } from './route.ts';
import { SESSION_PATHS, SESSION_ROUTES } from './session-routes.ts';

/** Paths of the portal API on the gateway; the portal reaches them only through its own server. */
export const PORTAL_PATHS = { ...SESSION_PATHS, ...PAYMENT_PATHS } as const;

/** Every route of the portal API that exists, with every answer it can give. */
export const PORTAL_ROUTES: readonly PortalRoute[] = [...SESSION_ROUTES, ...PAYMENT_ROUTES];
