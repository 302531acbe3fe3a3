import type { PaymentId, PropertyId, TerminalId } from '@payport/domain';
import type { StoredPayment } from './event-rules.ts';
import { isOpen } from './memory-rows.ts';

type Ids = readonly PaymentId[];
const NONE: Ids = [];

/**
 * Which payments may carry a value, like the indexes of the real table: whoever asks still looks at the rows, which may have
 * changed since. Rows are never deleted, so that nothing leaves an index but what is no longer open.
 */
export class PaymentIndex {
  /** Not final, or waiting for a person. */
  readonly open = new Set<PaymentId>();
  readonly #ids = new Map<string, PaymentId[]>();

  /** A row was written, over `was` if it was there before. */
  put(payment: StoredPayment, was: StoredPayment | undefined): void {
    const { id } = payment;
    if (isOpen(payment) || payment.status === 'manual_review') this.open.add(id);
    else this.open.delete(id);
    if (!was) for (const word of wordsOf(payment)) this.#add(word, id);
    const rrn = payment.result?.rrn ?? null;
    if (rrn !== null && rrn !== was?.result?.rrn) this.#add(`rrn ${rrn}`, id);
  }

  ofKey(propertyId: PropertyId, key: string): Ids {
    return this.#of(`key ${propertyId} ${key}`);
  }

  ofReference(terminalId: TerminalId, deviceReference: string): Ids {
    return this.#of(`reference ${terminalId} ${deviceReference}`);
  }

  ofTerminal(terminalId: TerminalId): Ids {
    return this.#of(`terminal ${terminalId}`);
  }

  ofPmsNumber(pmsNumber: string): Ids {
    return this.#of(`pms ${pmsNumber}`);
  }

  ofConfirmation(confirmationNumber: string): Ids {
    return this.#of(`folio ${confirmationNumber}`);
  }

  ofRrn(rrn: string): Ids {
    return this.#of(`rrn ${rrn}`);
  }

  #of(word: string): Ids {
    return this.#ids.get(word) ?? NONE;
  }

  #add(word: string, id: PaymentId): void {
    const known = this.#ids.get(word);
    if (!known) this.#ids.set(word, [id]);
    else if (!known.includes(id)) known.push(id);
  }
}

/** What never changes of a row. */
function wordsOf({ propertyId, terminalId, idempotencyKey, deviceReference, pmsTransactionNumber, reservation }: StoredPayment): readonly string[] {
  const words = [`key ${propertyId} ${idempotencyKey}`, `reference ${terminalId} ${deviceReference}`, `terminal ${terminalId}`];
  if (pmsTransactionNumber !== null) words.push(`pms ${pmsTransactionNumber}`);
  if (reservation?.confirmationNumber != null) words.push(`folio ${reservation.confirmationNumber}`);
  return words;
}
