import type { PaymentId, UserId } from '@payport/domain';
import { scriptedDecline } from '@payport/testing';
import { randomUUID } from 'node:crypto';
import type { GatewayHarness } from './gateway-harness.ts';

/** A sale about which its terminal says conclusively that it can tell nothing. */
export async function paymentInReview(gateway: GatewayHarness, changes: Record<string, unknown> = {}): Promise<string> {
  const { terminal } = gateway;
  const { onOrder, onRecover } = terminal;
  terminal.onOrder = () =>
    Promise.resolve({ outcome: 'unknown', decline: scriptedDecline({ code: 'outcome_unknown' }), runEnded: true, evidence: {} });
  terminal.onRecover = () => Promise.resolve({ finding: 'cannot_tell', conclusive: true, evidence: {} });
  try {
    const terminalId = changes['terminalId'] ?? (await gateway.addTerminal());
    const { body } = await gateway.pay({ reservation: { confirmationNumber: randomUUID() }, ...changes, terminalId });
    const id = String(body['id']) as PaymentId;
    await gateway.engine.payments.askAgain(id, { id: randomUUID() as UserId, name: 'test' });
    const waits = async (): Promise<boolean> =>
      (await gateway.db.query(`select from payment where id = $1 and status = 'manual_review'`, [id])).rowCount === 1;
    while (!(await waits()));
    return id;
  } finally {
    Object.assign(terminal, { onOrder, onRecover });
  }
}
