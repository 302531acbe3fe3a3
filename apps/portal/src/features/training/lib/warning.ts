/** An earlier payment that stands in the way, as the problem shows it. */
export interface EarlierPayment {
  readonly id: string;
  readonly status: string;
  readonly kind: string;
  readonly amount: string;
  readonly currency: string;
  readonly createdAt: string;
  readonly terminal: { readonly name: string };
  readonly cashier: string | null;
}

/** A payment that a refund may belong to. */
export interface Candidate {
  readonly id: string;
  readonly amount: string;
  readonly refundableAmount: string;
  readonly currency: string;
  readonly createdAt: string;
  readonly cardMask: string | null;
}

/** A refusal that the cashier can answer. */
export type Warning = { readonly title: string; readonly detail: string } & (
  | { readonly code: 'open-payment' | 'possible-duplicate'; readonly payment: EarlierPayment }
  | { readonly code: 'original-ambiguous'; readonly candidates: readonly Candidate[] }
);

/** The warning in a problem of the API, or null where it asks for no decision. */
export function warningOf(problem: unknown): Warning | null {
  if (!isRecord(problem)) return null;
  const { code, payment, candidates } = problem;
  const texts = { title: String(problem['title'] ?? ''), detail: String(problem['detail'] ?? '') };
  // The gateway's own contract tests hold the shape of these members.
  if ((code === 'open-payment' || code === 'possible-duplicate') && isRecord(payment))
    return { ...texts, code, payment: payment as unknown as EarlierPayment };
  if (code === 'original-ambiguous' && Array.isArray(candidates)) return { ...texts, code, candidates: candidates as Candidate[] };
  return null;
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
