import { approvedResult, scriptedDecline } from '@payport/testing';
import { randomUUID } from 'node:crypto';
import { bankLine } from './bank-lines.ts';
import type { GatewayHarness } from './gateway-harness.ts';

let numbers = 0;

/** A sale that its terminal declined, and that the bank's registry shows as captured. */
export async function contradictedPayment(
  gateway: GatewayHarness,
  amount = '1500.00',
): Promise<{ readonly id: string; readonly terminalId: string }> {
  const { terminal } = gateway;
  const { onOrder } = terminal;
  const rrn = `6016${String((numbers += 1)).padStart(8, '0')}`;
  terminal.onOrder = (order) => {
    const result = { ...approvedResult(order), rrn, authCode: null, approvedAmountMinor: null };
    return Promise.resolve({ outcome: 'declined', decline: scriptedDecline(), result, evidence: {} });
  };
  try {
    const terminalId = await gateway.addTerminal();
    const { body } = await gateway.pay({ terminalId, amount, reservation: { confirmationNumber: randomUUID() } });
    const { rows } = await gateway.db.query<{ minor: string; day: string }>(
      `select amount_minor as minor, (dispatched_at at time zone 'Europe/Moscow')::date::text as day from payment where id = $1`,
      [body['id']],
    );
    await bankLine(gateway, rows[0]?.day ?? '', { rrn, amountMinor: BigInt(rows[0]?.minor ?? 0) });
    await gateway.engine.newBankLines();
    return { id: String(body['id']), terminalId };
  } finally {
    Object.assign(terminal, { onOrder });
  }
}
