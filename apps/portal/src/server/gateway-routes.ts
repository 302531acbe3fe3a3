import { PORTAL_ROUTES } from '@payport/contracts';

const UUID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';
const SEGMENT = '[A-Za-z0-9_-]{1,64}';

interface OpenRoute {
  readonly method: string;
  readonly path: RegExp;
  /** The body is a file. */
  readonly upload: boolean;
}

/** Everything a browser may reach through the portal: what the contract names, and nothing else. */
const OPEN_ROUTES: readonly OpenRoute[] = PORTAL_ROUTES.filter((route) => route.serverOnly !== true).map((route) => ({
  method: route.method.toUpperCase(),
  upload: route.upload === true,
  path: new RegExp(`^${route.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => (/id$/i.test(name) ? UUID : SEGMENT))}$`),
}));

/** May a browser reach this path? The patterns hold no `%` and no dot, so no escape can hide a way around them. */
export const isOpenRoute = (method: string, path: string): boolean => OPEN_ROUTES.some((route) => route.method === method && route.path.test(path));

/** Is its body a file, to be passed on as it comes? */
export const isUploadRoute = (method: string, path: string): boolean =>
  OPEN_ROUTES.some((route) => route.upload && route.method === method && route.path.test(path));
