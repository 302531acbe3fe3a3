import { PORTAL_PATHS } from '@payport/contracts';
import { randomUUID } from 'node:crypto';
import type { GatewayHarness } from './gateway-harness.ts';

interface Request {
  readonly url: string;
  readonly body?: unknown;
}
type MakeRequest = (gateway: GatewayHarness) => Promise<Request>;

/** A private view of a person. */
export async function insertView(
  { db }: GatewayHarness,
  ownerId: string,
  { list = 'payments', name = 'Неделя', conditions = {} } = {},
): Promise<string> {
  const id = randomUUID();
  await db.query('insert into list_view (id, owner_id, list, name, conditions, created_at, changed_at) values ($1, $2, $3, $4, $5, now(), now())', [
    id,
    ownerId,
    list,
    name,
    conditions,
  ]);
  return id;
}

/** Calls about a view of the person who asks. */
export const viewCalls = (asker: () => string): Readonly<Record<string, MakeRequest>> => {
  const on =
    (path: (id: string) => string, body?: (gateway: GatewayHarness) => unknown): MakeRequest =>
    async (gateway) => ({ url: path(await insertView(gateway, asker())), body: body?.(gateway) });
  const at =
    (url: string, body?: unknown): MakeRequest =>
    () =>
      Promise.resolve({ url, body });
  return {
    listViews: at(`${PORTAL_PATHS.views}?list=payments`),
    chosenView: at(`${PORTAL_PATHS.chosenView}?list=payments`),
    createView: at(PORTAL_PATHS.views, { list: 'payments', name: 'Неделя', conditions: { period: 'last7' } }),
    changeView: on(PORTAL_PATHS.view, () => ({ name: 'Месяц' })),
    shareView: on(PORTAL_PATHS.shareView, ({ propertyId }) => ({ property: propertyId })),
    removeView: on(PORTAL_PATHS.removeView),
    setDefaultView: async (gateway) => ({ url: PORTAL_PATHS.defaultView, body: { list: 'payments', view: await insertView(gateway, asker()) } }),
  };
};
