import type { Attempt } from './attempt.ts';
import { GUESTS } from './practice.ts';

/** What must outlive a reload of the page: without the attempt's key nobody could ask what became of its money. */
export interface KeptTraining {
  readonly guest: string;
  readonly confirmation: string;
  readonly attempt: Attempt | null;
}

const place = (property: string): string => `payport.training.${property}`;

/** What this browser tab kept, or null. */
export function readKept(storage: Pick<Storage, 'getItem'>, property: string): KeptTraining | null {
  try {
    const kept: unknown = JSON.parse(storage.getItem(place(property)) ?? 'null');
    return isKept(kept) ? kept : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

export const keep = (storage: Pick<Storage, 'setItem'>, property: string, kept: KeptTraining): void =>
  storage.setItem(place(property), JSON.stringify(kept));

/** Written by this page's own code; checked because an older edition of it may have written otherwise. */
function isKept(kept: unknown): kept is KeptTraining {
  if (typeof kept !== 'object' || kept === null) return false;
  const { guest, confirmation, attempt } = kept as Record<string, unknown>;
  const whole =
    attempt === null ||
    (typeof attempt === 'object' && typeof Reflect.get(attempt, 'key') === 'string' && typeof Reflect.get(attempt, 'body') === 'object');
  return GUESTS.some(({ id }) => id === guest) && typeof confirmation === 'string' && whole;
}
