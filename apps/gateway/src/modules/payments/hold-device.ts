import type { DeviceAddress, PaymentRecord, PaymentStore } from '@payport/domain';

/**
 * Whatever is said to a device about a payment needs the device's claim; it normally still belongs to this payment. False:
 * somebody else has the device, or another gateway this payment.
 */
export function holdDevice(
  store: PaymentStore,
  payment: PaymentRecord,
  address: DeviceAddress,
  { instanceId, nowMs }: { readonly instanceId: string; readonly nowMs: number },
): Promise<boolean> {
  return store.transaction([], async (tx) => {
    const own = await tx.claimOfPayment(payment.id);
    if (own) return own.instanceId === instanceId;
    const token = await tx.takeClaim({
      address,
      terminalId: payment.terminalId,
      holder: 'payment',
      paymentId: payment.id,
      commandId: null,
      cashier: payment.cashier,
      instanceId,
      takenAtMs: nowMs,
    });
    return token !== null;
  });
}
