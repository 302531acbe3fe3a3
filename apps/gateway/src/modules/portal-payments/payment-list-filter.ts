import type { PaymentSort } from '@payport/contracts';
import type { DeclineCode, PaymentId, PaymentKind, PaymentOutcome, PaymentStatus, PropertyId } from '@payport/domain';
import type { SearchQuery } from './search/search-terms.ts';

export interface PaymentListFilter {
  /** Never empty: what the person may see. */
  readonly propertyIds: readonly PropertyId[];
  readonly statuses?: readonly PaymentStatus[] | undefined;
  readonly outcomes?: readonly PaymentOutcome[] | undefined;
  readonly kinds?: readonly PaymentKind[] | undefined;
  /** Money that went back to guests alone. */
  readonly returned?: boolean | undefined;
  readonly terminalIds?: readonly string[] | undefined;
  readonly reasons?: readonly DeclineCode[] | undefined;
  readonly fromMs?: number | undefined;
  readonly toMs?: number | undefined;
  /** With terminals by their ids. */
  readonly search?: SearchQuery | null | undefined;
  readonly sort?: PaymentSort | undefined;
  /** Id of the last payment of the page before. */
  readonly before?: PaymentId | undefined;
  /** Rows to read. */
  readonly limit: number;
  readonly nowMs: number;
}
