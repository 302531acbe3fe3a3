import { CONTRADICTED, type PaymentEvent, type RefundReason, type TerminalId, type UserId } from '@payport/domain';
import type { Refusal } from './payment-commands.ts';

/** Money back as one person proposes it and another confirms it. */
export interface OpenRefund {
  /** Of its event. */
  readonly seq: number;
  readonly amountMinor: bigint;
  readonly reason: string;
  readonly reasonCode: RefundReason | null;
  readonly terminal: { readonly id: TerminalId; readonly name: string };
  readonly by: { readonly id: UserId; readonly name: string };
  readonly atMs: number;
}

/** What the event of a proposal keeps. */
export interface RefundWords {
  readonly amountMinor: string;
  readonly reason: string;
  /** Null where the bank's word is the reason. */
  readonly reasonCode: RefundReason | null;
  readonly terminalId: TerminalId;
  readonly terminalName: string;
  readonly byId: UserId;
}

/** The causes of a kind of proposal. */
export interface ProposalCauses {
  readonly proposed: string;
  readonly rejected: string;
  readonly confirmed: string;
}

/** The proposal that still stands: neither rejected nor confirmed, and the bank has said nothing else since. */
export function proposalIn(events: readonly PaymentEvent[], { proposed, rejected, confirmed }: ProposalCauses): OpenRefund | null {
  const steps = [proposed, rejected, confirmed, CONTRADICTED];
  const last = events.findLast(({ cause }) => steps.includes(cause));
  if (last?.cause !== proposed) return null;
  const { amountMinor, reason, reasonCode = null, terminalId, terminalName, byId } = last.evidence as unknown as RefundWords;
  const by = { id: byId, name: last.actor.replace(/^user:/, '') };
  const terminal = { id: terminalId, name: terminalName };
  return { seq: last.seq, amountMinor: BigInt(amountMinor), reason, reasonCode, terminal, by, atMs: last.atMs };
}

/** Why this person cannot confirm this proposal. */
export function refusalOf(open: OpenRefund | null, seq: number, byId: string): Refusal | null {
  if (open?.seq !== seq) return { code: 'resolution-gone' };
  return open.by.id === byId ? { code: 'second-person-needed' } : null;
}
