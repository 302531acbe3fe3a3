import type { DeviceReference, NewFrame, PaymentEvent, PaymentRecord } from '@payport/domain';
import type { DriverAlert } from '@payport/terminals-core';
import { tellOfTerminal, UnmappedCodes } from '../payments/index.ts';
import type { TwoPhasePorts } from './two-phase-ports.ts';

/** What is said to the device about a held payment, as its events name it; `undo`: of a lost one, by a person's order. */
export type Step = 'commit' | 'rollback' | 'void' | 'undo';

export interface SentStep {
  readonly step: Step;
  readonly reference: DeviceReference;
  readonly atMs: number;
  /** What came of it; null: its answer was lost, or the gateway ended before it. */
  readonly answer: string | null;
  /** The device provably no longer works on it, whatever came of it. */
  readonly runEnded: boolean;
}

const SENT = 'step_sent';
const ANSWERED = 'step_answered';

/**
 * Every step that may have reached the device, oldest first: the mark is durable before the first byte. A driver that asks
 * about its own step while that runs writes the mark again: it stays one step, and what came of it is said of it once.
 */
export function sentSteps(events: readonly PaymentEvent[]): readonly SentStep[] {
  const steps = new Map<unknown, SentStep>();
  for (const { cause, evidence, atMs } of events) {
    const { step, reference, answer } = evidence;
    const sent = steps.get(reference);
    if (cause === SENT && !sent && typeof reference === 'string' && isStep(step)) {
      steps.set(reference, { step, reference: reference as DeviceReference, atMs, answer: null, runEnded: false });
    } else if (cause === ANSWERED && sent && typeof answer === 'string') {
      steps.set(reference, { ...sent, answer, runEnded: evidence['runEnded'] === true });
    }
  }
  return [...steps.values()];
}

const isStep = (value: unknown): value is Step => value === 'commit' || value === 'rollback' || value === 'void' || value === 'undo';

/** Of the answers: the device may have done the step all the same. */
export const mayHaveRun = ({ answer }: SentStep): boolean => answer === null || answer === 'unknown';

/** The device may have taken the sale back by an order of ours, whoever knows of it. */
export const undoMayHaveRun = (events: readonly PaymentEvent[]): boolean =>
  sentSteps(events).some((sent) => sent.step !== 'commit' && (mayHaveRun(sent) || sent.answer === 'done'));

/** An undo that the guest sees, whose run has not provably ended: freed now, the device would show it to the next one. */
export const isUndoOnDevice = (events: readonly PaymentEvent[]): boolean =>
  sentSteps(events).some((sent) => (sent.step === 'void' || sent.step === 'undo') && mayHaveRun(sent) && !sent.runEnded);

/** What somebody had the device do over an undecided payment: afterwards nothing is pending there, whatever has run before. */
const OVER_IT: readonly string[] = ['batch_closed_over', 'initialised_over'];

/**
 * "Nothing is pending" can be the trace of our own lost step: one of these may have run, and the log shows no other command.
 * What the device says is the same after a commit, after an undo, after a close and where nothing was suspended.
 */
export const isOwnStepLost = (steps: readonly SentStep[], step: Step, events: readonly Pick<PaymentEvent, 'cause'>[]): boolean =>
  steps.some(mayHaveRun) && steps.every((sent) => sent.step === step) && !events.some(({ cause }) => OVER_IT.includes(cause));

/** One step's conversation: its mark before the first byte, its frames, and what came of it. */
export class StepRun {
  readonly frames: NewFrame[] = [];
  /** What the device said that no table explains, in this conversation and in questions about it. */
  readonly codes = new UnmappedCodes();
  private marked = false;

  constructor(
    private readonly ports: TwoPhasePorts,
    private readonly payment: PaymentRecord,
    private readonly step: Step,
    readonly reference: DeviceReference,
  ) {}

  readonly hooks = {
    beforeFirstByte: async (): Promise<void> => {
      await this.ports.assertMaySend();
      await this.append(SENT, { step: this.step, reference: this.reference });
      this.marked = true;
      await this.ports.checkpoints.reached(this.step === 'commit' ? 'before_commit' : 'before_undo', this.payment.id);
    },
    frame: (frame: NewFrame): void => void this.frames.push(frame),
    alert: (alert: DriverAlert): void => {
      this.codes.hear(alert);
      this.ports.log.alert(alert, this.payment);
    },
  };

  /** Keeps an answer that did not end the payment; one to a step that never left says nothing. */
  async answered(answer: string, evidence: PaymentEvent['evidence']): Promise<void> {
    if (this.marked) await this.append(ANSWERED, { step: this.step, reference: this.reference, answer, ...evidence });
  }

  /** Durable: whether a step may have left decides what the next answer means. */
  private async append(cause: string, evidence: PaymentEvent['evidence']): Promise<void> {
    const { store, clock, feed } = this.ports;
    await store.transaction([], async (tx) => {
      const current = await tx.lock(this.payment.id);
      if (!current) throw new Error(`payment ${this.payment.id} does not exist`);
      const { status } = current;
      const frames = this.frames.splice(0);
      await tx.addFrames(current, frames);
      await tellOfTerminal(tx, current, evidence, this.ports);
      await tx.append({
        paymentId: current.id,
        seq: current.lastSeq + 1,
        atMs: clock.now(),
        type: 'note',
        from: status,
        to: status,
        stage: null,
        cause,
        actor: 'gateway',
        evidence,
      });
    });
    feed.publish(this.payment.id);
  }
}

/** A question about a step writes no mark of its own. */
export const questionHooks = (ports: TwoPhasePorts, payment: PaymentRecord, codes: UnmappedCodes) => ({
  beforeFirstByte: ports.assertMaySend,
  frame: (): void => undefined,
  alert: (alert: DriverAlert): void => {
    codes.hear(alert);
    ports.log.alert(alert, payment);
  },
});
