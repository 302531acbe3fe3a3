import { isFinal, type DeviceAddress, type PaymentRecord, type PaymentStore } from '@payport/domain';

/**
 * Whatever is said to a device about a payment needs the device's claim; it normally still belongs to this payment. False:
 * somebody else has the device, or another gateway this payment, or the payment is over or a person's: then nobody would give it back.
 */
export function holdDevice(
  store: PaymentStore,
  payment: PaymentRecord,
  address: DeviceAddress,
  { instanceId, nowMs }: { readonly instanceId: string; readonly nowMs: number },
): Promise<boolean> {
  return store.transaction([], async (tx) => {
    // A close that is just taking the device away has this row until it is done.
    const current = await tx.lock(payment.id);
    const own = await tx.claimOfPayment(payment.id);
    if (own) return own.instanceId === instanceId;
    // Another gateway may have brought it to its end since it was read, and given the device back with it.
    if (!current || isFinal(current.status) || current.status === 'manual_review') return false;
    // Its heir would never have the device back from who stood still meanwhile, and may be gone for good.
    if (current.instanceId !== instanceId) return false;
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
