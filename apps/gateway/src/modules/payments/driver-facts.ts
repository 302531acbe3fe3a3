import type { PaymentEvent } from '@payport/domain';
import type { Evidence } from '@payport/terminals-core';

/** The event of what a driver keeps of its order. */
export const FACTS_KEPT = 'facts_kept';

/** Facts as the event of them keeps them; nothing else than they were made of. */
export const factsOf = (evidence: PaymentEvent['evidence']): Evidence =>
  Object.fromEntries(Object.entries(evidence).filter((entry): entry is [string, Evidence[string]] => isFact(entry[1])));

const isFact = (value: unknown): value is Evidence[string] =>
  value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
