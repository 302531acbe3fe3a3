import type { PaymentRecord, PaymentStatus, PaymentStore } from '@payport/domain';

/** The hotel's newest payments, among which others over the same amount are looked for. Not by time: a wall clock may have been set. */
const ALIKE_LOOK = 200;
/** A reversed payment moved money first: its terminal may still list both. */
const NEVER_MOVED: readonly PaymentStatus[] = ['declined', 'cancelled', 'failed'];

type Order = Pick<PaymentRecord, 'id' | 'propertyId' | 'terminalId' | 'amountMinor'>;

/**
 * Authorization codes of what a tape cannot tell from this order by amount and time: two guests often pay the same one after
 * the other. An undo of ours by a void is no payment, but a void on the tape like any other; nobody keeps its code: null.
 */
export async function alikeOperations(store: Pick<PaymentStore, 'list' | 'events'>, order: Order): Promise<readonly (string | null)[]> {
  const { id, propertyId, terminalId, amountMinor } = order;
  const { payments } = await store.list({ propertyId, limit: ALIKE_LOOK });
  const others = payments.filter((other) => other.id !== id && other.terminalId === terminalId);
  const same = others.filter((other) => other.amountMinor === amountMinor && !NEVER_MOVED.includes(other.status));
  const undone: null[] = [];
  if (amountMinor < 0n) {
    for (const other of others.filter((one) => one.amountMinor === -amountMinor)) {
      if (await mayHaveBeenVoided(store, other)) undone.push(null);
    }
  }
  return [...same.map((other) => other.result?.authCode ?? null), ...undone];
}

async function mayHaveBeenVoided(store: Pick<PaymentStore, 'events'>, { id }: PaymentRecord): Promise<boolean> {
  const events = await store.events(id, 0);
  return events.some(({ cause, evidence }) => cause === 'step_sent' && (evidence['step'] === 'void' || evidence['step'] === 'undo'));
}
