/** Paths of the portal API on the gateway; the portal reaches them only through its own server. */
export const PORTAL_PATHS = {
  about: '/portal/v1/about',
  session: '/portal/v1/session',
  payments: '/portal/v1/payments',
  payment: (id: string) => `/portal/v1/payments/${id}`,
  slip: (id: string) => `/portal/v1/payments/${id}/slip`,
  askAgain: (id: string) => `/portal/v1/payments/${id}/ask-again`,
  auth: '/portal/v1/auth',
} as const;
