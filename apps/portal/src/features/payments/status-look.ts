import type { PaymentOutcome, PaymentStatus } from '@payport/domain';
import {
  Ban,
  CircleCheck,
  CircleHelp,
  CircleX,
  Clock,
  CreditCard,
  Hand,
  Hourglass,
  Send,
  Undo2,
  Unplug,
  UserSearch,
  type LucideIcon,
} from 'lucide-react';

export type Tone = PaymentOutcome;

export interface StatusLook {
  readonly tone: Tone;
  readonly Icon: LucideIcon;
}

/** A state is never told by colour alone: each has its own icon and its own word. */
export const STATUS_LOOKS: Readonly<Record<PaymentStatus, StatusLook>> = {
  accepted: { tone: 'pending', Icon: Clock },
  dispatched: { tone: 'pending', Icon: Send },
  in_progress: { tone: 'pending', Icon: CreditCard },
  cancelling: { tone: 'pending', Icon: Hand },
  held: { tone: 'held', Icon: Hourglass },
  approved: { tone: 'approved', Icon: CircleCheck },
  declined: { tone: 'declined', Icon: CircleX },
  cancelled: { tone: 'cancelled', Icon: Ban },
  failed: { tone: 'failed', Icon: Unplug },
  unknown: { tone: 'unknown', Icon: CircleHelp },
  reversing: { tone: 'pending', Icon: Undo2 },
  reversed: { tone: 'reversed', Icon: Undo2 },
  reversal_unknown: { tone: 'unknown', Icon: CircleHelp },
  manual_review: { tone: 'unknown', Icon: UserSearch },
};

export const OUTCOME_ICONS: Readonly<Record<PaymentOutcome, LucideIcon>> = {
  pending: Clock,
  held: Hourglass,
  approved: CircleCheck,
  declined: CircleX,
  cancelled: Ban,
  failed: Unplug,
  reversed: Undo2,
  unknown: CircleHelp,
};

/** Whole class names, so that the style sheet's compiler finds them. */
export const TONE_PILL: Readonly<Record<Tone, string>> = {
  approved: 'border-approved-edge bg-approved-fill text-approved-ink',
  declined: 'border-declined-edge bg-declined-fill text-declined-ink',
  cancelled: 'border-cancelled-edge bg-cancelled-fill text-cancelled-ink',
  failed: 'border-failed-edge bg-failed-fill text-failed-ink',
  pending: 'border-pending-edge bg-pending-fill text-pending-ink',
  held: 'border-held-edge bg-held-fill text-held-ink',
  reversed: 'border-reversed-edge bg-reversed-fill text-reversed-ink',
  // The only filled one: it must be seen first, and be mistaken for nothing else.
  unknown: 'border-unknown-solid bg-unknown-solid text-on-unknown',
};

export const TONE_PANEL: Readonly<Record<Tone, string>> = {
  approved: 'border-approved-edge bg-approved-fill',
  declined: 'border-declined-edge bg-declined-fill',
  cancelled: 'border-cancelled-edge bg-cancelled-fill',
  failed: 'border-failed-edge bg-failed-fill',
  pending: 'border-pending-edge bg-pending-fill',
  held: 'border-held-edge bg-held-fill',
  reversed: 'border-reversed-edge bg-reversed-fill',
  unknown: 'border-unknown-edge bg-unknown-fill',
};

export const TONE_INK: Readonly<Record<Tone, string>> = {
  approved: 'text-approved-ink',
  declined: 'text-declined-ink',
  cancelled: 'text-cancelled-ink',
  failed: 'text-failed-ink',
  pending: 'text-pending-ink',
  held: 'text-held-ink',
  reversed: 'text-reversed-ink',
  unknown: 'text-unknown-ink',
};
