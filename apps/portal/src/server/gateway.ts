import {
  PORTAL_PATHS,
  PortalAbout,
  PortalAccount,
  PortalApiKeyList,
  PortalAuditList,
  PortalChosenView,
  PortalDriverList,
  PortalOverview,
  PortalPaymentDetail,
  PortalPaymentList,
  PortalPeople,
  PortalPropertyDetail,
  PortalPropertyList,
  PortalQueue,
  PortalRefundList,
  PortalSession,
  PortalTerminalDetail,
  PortalTerminalList,
  PortalWaitingRefundList,
  PortalWebhookDetail,
  Problem,
  UNATTENDED_HEADER,
} from '@payport/contracts';
import { headers } from 'next/headers';
import { getLocale } from 'next-intl/server';
import type { z } from 'zod';
import { portalConfig } from './env.ts';
import { GatewayContractBroken, GatewayRefusal, GatewayUnreachable } from './gateway-errors.ts';
import { only } from './header-list.ts';

/** A page waits no longer than this for the gateway, ms; then it says so instead of spinning. */
const READ_LIMIT_MS = 10_000;

/** Asks the gateway in the visitor's name: with the visitor's cookie and in the visitor's language. */
async function read<T>(path: string, schema: z.ZodType<T>): Promise<T> {
  const visitor = await headers();
  const requestId = crypto.randomUUID();
  const response = await send(path, requestId, {
    accept: 'application/json',
    'accept-language': await getLocale(),
    'x-request-id': requestId,
    ...only(visitor, ['cookie', 'user-agent', 'x-forwarded-for']),
    // A page that is opened is asked for as a document. What the router reads may be drawn anew by itself; a person's next move tells.
    ...(visitor.get('accept')?.includes('text/html') !== true && { [UNATTENDED_HEADER]: '1' }),
  });
  const answered = response.headers.get('x-request-id') ?? requestId;
  const body: unknown = await response.json().catch(() => null);
  if (!response.ok) {
    const problem = Problem.safeParse(body);
    throw new GatewayRefusal(response.status, problem.success ? problem.data : null, answered);
  }
  const parsed = schema.safeParse(body);
  if (!parsed.success) throw new GatewayContractBroken(`The answer of ${path} does not fit the contract`, answered, { cause: parsed.error });
  return parsed.data;
}

async function send(path: string, requestId: string, requestHeaders: Record<string, string>): Promise<Response> {
  try {
    return await fetch(portalConfig().gatewayUrl + path, {
      headers: requestHeaders,
      cache: 'no-store',
      redirect: 'manual',
      signal: AbortSignal.timeout(READ_LIMIT_MS),
    });
  } catch (error) {
    throw new GatewayUnreachable('The gateway does not answer', requestId, { cause: error });
  }
}

/** The portal API of the gateway, as its contract describes it. */
export const gateway = {
  about: (): Promise<PortalAbout> => read(PORTAL_PATHS.about, PortalAbout),
  session: (): Promise<PortalSession> => read(PORTAL_PATHS.session, PortalSession),
  account: (): Promise<PortalAccount> => read(PORTAL_PATHS.account, PortalAccount),
  audit: (query: string): Promise<PortalAuditList> => read(`${PORTAL_PATHS.audit}?${query}`, PortalAuditList),
  people: (): Promise<PortalPeople> => read(PORTAL_PATHS.people, PortalPeople),
  properties: (): Promise<PortalPropertyList> => read(PORTAL_PATHS.properties, PortalPropertyList),
  property: (id: string): Promise<PortalPropertyDetail> => read(PORTAL_PATHS.property(id), PortalPropertyDetail),
  apiKeys: (id: string): Promise<PortalApiKeyList> => read(PORTAL_PATHS.apiKeys(id), PortalApiKeyList),
  overview: (query: string): Promise<PortalOverview> => read(PORTAL_PATHS.overview + query, PortalOverview),
  payments: (query: string): Promise<PortalPaymentList> => read(`${PORTAL_PATHS.payments}?${query}`, PortalPaymentList),
  chosenView: (list: string, view: string | null): Promise<PortalChosenView> =>
    read(`${PORTAL_PATHS.chosenView}?${new URLSearchParams({ list, ...(view !== null && { view }) })}`, PortalChosenView),
  queue: (query: string): Promise<PortalQueue> => read(`${PORTAL_PATHS.queue}?${query}`, PortalQueue),
  refunds: (query: string): Promise<PortalRefundList> => read(`${PORTAL_PATHS.refunds}?${query}`, PortalRefundList),
  waitingRefunds: (query: string): Promise<PortalWaitingRefundList> => read(`${PORTAL_PATHS.waitingRefunds}?${query}`, PortalWaitingRefundList),
  payment: (id: string): Promise<PortalPaymentDetail> => read(PORTAL_PATHS.payment(id), PortalPaymentDetail),
  terminals: (query: string): Promise<PortalTerminalList> => read(`${PORTAL_PATHS.terminals}?${query}`, PortalTerminalList),
  terminal: (id: string): Promise<PortalTerminalDetail> => read(PORTAL_PATHS.terminal(id), PortalTerminalDetail),
  webhook: (id: string): Promise<PortalWebhookDetail> => read(PORTAL_PATHS.webhook(id), PortalWebhookDetail),
  terminalDrivers: (): Promise<PortalDriverList> => read(PORTAL_PATHS.terminalDrivers, PortalDriverList),
};
