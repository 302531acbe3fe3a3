import { randomUUID } from 'node:crypto';
import { startPart } from './part.mjs';
import type { SaleWorld } from './world.ts';

export type Part = Awaited<ReturnType<typeof startPart>>;

/** The real gateway as a process of its own, on the database of this world. */
export const startGateway = ({ postgres }: SaleWorld, name = 'bench'): Promise<Part> =>
  startPart(['--import', 'tsx', 'apps/gateway/test/bench/sale-gateway.ts'], {
    NODE_ENV: 'production',
    DATABASE_URL: postgres.appUrl,
    AUTH_SECRET: randomUUID() + randomUUID(),
    GATEWAY_PORT: '0',
    LOG_LEVEL: 'warn',
    PAYPORT_INSTANCE: name,
  });

export const urlOf = ({ said }: Part): string => (said as { url: string }).url;

/** A sale as Sonata asks for one. */
export function saleRequest(
  { key, terminals }: SaleWorld,
  terminal: number,
  id: string,
  { amount = '1500.00', prefer = 'wait=30' } = {},
): { readonly path: string; readonly headers: Record<string, string>; readonly body: string } {
  return {
    path: '/sonata/v1/payments',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json', 'idempotency-key': id, prefer },
    body: JSON.stringify({
      terminalId: terminals[terminal]?.id,
      amount,
      currency: 'RUB',
      pmsTransactionNumber: id,
      reservation: { confirmationNumber: `RMS-${id}`, guestName: 'Иванов Иван', room: '552' },
      cashier: 'anna',
      workstation: `RECEPTION-${terminal}`,
    }),
  };
}
