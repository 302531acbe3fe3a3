const UUID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';

interface OpenRoute {
  readonly method: 'GET' | 'POST';
  readonly path: RegExp;
}

/** Everything a browser may reach through the portal. A route that is not here does not exist for it. */
const OPEN_ROUTES: readonly OpenRoute[] = [
  { method: 'GET', path: /^\/portal\/v1\/session$/ },
  { method: 'GET', path: /^\/portal\/v1\/payments$/ },
  { method: 'GET', path: new RegExp(`^/portal/v1/payments/${UUID}$`) },
  { method: 'GET', path: new RegExp(`^/portal/v1/payments/${UUID}/slip$`) },
  { method: 'POST', path: new RegExp(`^/portal/v1/payments/${UUID}/ask-again$`) },
  { method: 'POST', path: /^\/portal\/v1\/auth\/sign-in\/email$/ },
  { method: 'POST', path: /^\/portal\/v1\/auth\/sign-out$/ },
];

/** May a browser reach this path? The patterns hold no `%` and no dot, so no escape can hide a way around them. */
export const isOpenRoute = (method: string, path: string): boolean => OPEN_ROUTES.some((route) => route.method === method && route.path.test(path));
