import type { Decline } from '@payport/domain';
import type { Evidence, PaymentOrder } from '@payport/terminals-core';
import type { ResultFile, Slip } from './messages.ts';
import { classifyStatus, type StatusVerdict } from './result-map.ts';
import type { StatusJudgement } from './status-answer.ts';

/** What the answer to a status query proves about the order. `recorded`: the device answered from the order's own record. */
export type StatusReading =
  | { readonly verdict: 'approved'; readonly file: ResultFile; readonly evidence: Evidence }
  | { readonly verdict: 'declined' | 'cancelled'; readonly decline: Decline; readonly evidence: Evidence }
  | {
      readonly verdict: Exclude<StatusVerdict['verdict'], 'approved' | 'declined' | 'cancelled'>;
      readonly recorded: boolean;
      readonly evidence: Evidence;
    };

/** A file that proves nothing means that the question was not answered: ask again. */
export function readStatus(judged: StatusJudgement, slip: Slip | null, order: PaymentOrder): StatusReading {
  const evidence: Evidence = {
    rung: 1,
    code: judged.file?.code ?? null,
    echo: judged.trusted ? judged.echo : (judged.file?.requestId ?? null),
    terminalId: judged.file?.terminalId ?? null,
    slipAmountMinor: slip?.amountMinor?.toString() ?? null,
    distrust: judged.trusted ? null : judged.distrust,
  };
  if (!judged.trusted) return { verdict: 'link', recorded: false, evidence };
  const { file, echo } = judged;
  const recorded = echo === 'asked';
  const verdict = classifyStatus(file.code);
  switch (verdict.verdict) {
    case 'approved':
      // No id is no proof. Neither is a slip over another amount, whatever the id says.
      if (echo === 'none' || (slip?.amountMinor != null && slip.amountMinor !== order.amountMinor))
        return { verdict: 'unclear', recorded: false, evidence };
      return { verdict: 'approved', file, evidence };
    case 'declined':
    case 'cancelled':
      // Without the original's id it is the question that was refused or cancelled, not the order.
      return recorded ? { ...verdict, evidence } : { verdict: 'unclear', recorded: false, evidence };
    default:
      return { verdict: verdict.verdict, recorded, evidence };
  }
}
