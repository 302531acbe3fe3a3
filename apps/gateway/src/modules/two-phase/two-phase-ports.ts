import type { Clock, PaymentEvent, PaymentId, PaymentRecord, PaymentStore, Random } from '@payport/domain';
import type { Checkpoints, EngineLog, Move, PaymentFeed, PaymentsService } from '../payments/index.ts';
import type { LadderTime } from '../recovery/index.ts';
import type { HeldConversations } from '../terminal-sessions/index.ts';

export interface TwoPhasePorts {
  readonly payments: Pick<PaymentsService, 'conclude' | 'note'>;
  readonly held: HeldConversations;
  readonly store: PaymentStore;
  readonly feed: PaymentFeed;
  readonly clock: Clock;
  readonly random: Random;
  readonly checkpoints: Checkpoints;
  readonly log: EngineLog;
  readonly instanceId: string;
  readonly assertMaySend: () => Promise<void>;
  /** How long a commit or an undo is repeated before a person is asked. */
  readonly ladder: LadderTime<PaymentId>;
  /** How long it is known here that an undo which the guest sees on the device has no answer. */
  readonly undos: LadderTime<PaymentId>;
  /** The way out that the bank proves for an undo whose answer is lost, where it proves one. */
  readonly bankProof: (payment: PaymentRecord) => Promise<{ readonly move: Move; readonly evidence: PaymentEvent['evidence'] } | null>;
  /** True while this process itself works on that payment's order. */
  readonly isRunning: (paymentId: PaymentId) => boolean;
}

/** When to look at a payment again, ms; null: nothing more is to be done here. */
export type NextLook = number | null;
