import { unreachable, type DeviceReference, type PaymentEvent, type PaymentRecord, type TerminalRecord } from '@payport/domain';
import { delayBeforeAttempt } from '../recovery/index.ts';
import { giveUp, moveFrom, UNDO_UNPROVEN, UNDONE } from './held-moves.ts';
import { mayHaveRun, questionHooks, sentSteps, StepRun } from './step-log.ts';
import type { NextLook, TwoPhasePorts } from './two-phase-ports.ts';

/** How often a device that cannot be asked is asked again before a person hears of it. */
const UNSENT_TRIES = 3;

/**
 * Undoes a payment whose outcome nobody knows, because a person ordered it. The driver asks the device first whether it still
 * has this very operation as its last; one undo leaves at most, and of a lost answer only the device's record is believed.
 * Whatever is not proven goes back to people.
 */
export class OrderedUndo {
  private readonly tried: readonly DeviceReference[];
  private readonly asked: number;
  private readonly sinceMs: number;

  constructor(
    private readonly ports: TwoPhasePorts,
    private readonly payment: PaymentRecord,
    private readonly terminal: TerminalRecord,
    events: readonly PaymentEvent[],
  ) {
    const ordered = events.findLastIndex(({ to, type }) => type === 'state' && to === 'reversing');
    this.tried = sentSteps(events)
      .filter((sent) => sent.step === 'undo' && mayHaveRun(sent))
      .map(({ reference }) => reference);
    this.asked = events.slice(ordered).filter(({ cause }) => cause === 'asked_device').length;
    this.sinceMs = events[ordered]?.atMs ?? payment.updatedAtMs;
  }

  async run(): Promise<NextLook> {
    const { ports, payment, terminal, tried } = this;
    if (ports.ladder.isOver(payment.id, this.sinceMs)) return this.giveUp('undo_unproven', {});
    const reference = await ports.held.newReference(terminal, ports.random);
    const step = new StepRun(ports, payment, 'undo', reference);
    const asking = questionHooks(ports, payment, step.codes);
    const answer = await ports.held.undo(payment, terminal, { reference, tried }, asking, step.hooks);
    const { outcome } = answer;
    const evidence = { ...answer.evidence, ...step.codes.evidence() };
    await ports.checkpoints.reached('undone_on_device', payment.id);
    if (outcome === 'done') {
      await moveFrom(ports, payment, UNDONE, { ...evidence, by: 'undo' }, step.frames);
      return null;
    }
    await step.answered(outcome, evidence);
    switch (outcome) {
      case 'refused':
        return this.giveUp('undo_refused', evidence);
      case 'not_last':
        return this.giveUp('undo_not_last', evidence);
      case 'cannot':
        return this.giveUp('undo_impossible', evidence);
      case 'not_sent':
        await ports.payments.note(payment.id, 'asked_device', 'gateway', { asked: outcome, ...evidence });
        return this.mayAskAgain() ? delayBeforeAttempt(this.asked) : this.giveUp('undo_unproven', evidence);
      case 'unknown':
        return this.lost(evidence);
      default:
        return unreachable(outcome);
    }
  }

  /** The answer of the one undo is lost: the device's record is looked at once it can be whole. */
  private async lost(evidence: PaymentEvent['evidence']): Promise<NextLook> {
    if (this.tried.length > 0) return this.giveUp('undo_unproven', evidence);
    await moveFrom(this.ports, this.payment, UNDO_UNPROVEN, evidence);
    return delayBeforeAttempt(0);
  }

  /** While nothing has left, the device is not kept from other guests for long. */
  private mayAskAgain(): boolean {
    return this.tried.length > 0 || this.asked < UNSENT_TRIES;
  }

  private giveUp(cause: string, evidence: PaymentEvent['evidence']): Promise<null> {
    return giveUp(this.ports, this.payment, cause, evidence);
  }
}
