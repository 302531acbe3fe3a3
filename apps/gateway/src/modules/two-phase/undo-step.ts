import { unreachable, type PaymentEvent, type PaymentRecord, type TerminalRecord } from '@payport/domain';
import type { OrderOutcome } from '@payport/terminals-core';
import { UnmappedCodes } from '../payments/index.ts';
import { alikeOperations, delayBeforeAttempt, isAbsenceEarly, isMemoryIntact } from '../recovery/index.ts';
import { giveUp, moveFrom, UNDO_REFUSED, UNDO_UNPROVEN, UNDONE } from './held-moves.ts';
import { isOwnStepLost, mayHaveRun, questionHooks, sentSteps, StepRun, type SentStep } from './step-log.ts';
import type { NextLook, TwoPhasePorts } from './two-phase-ports.ts';

/**
 * Undoes an approved payment that was not confirmed: roll-back while it is the device's last operation, else a void. A
 * roll-back may be repeated; a void is asked about before another one is sent.
 */
export class UndoStep {
  private readonly sent: readonly SentStep[];
  private readonly before: readonly SentStep[];
  private readonly sinceMs: number;

  constructor(
    private readonly ports: TwoPhasePorts,
    private readonly payment: PaymentRecord,
    private readonly terminal: TerminalRecord,
    private readonly events: readonly PaymentEvent[],
  ) {
    this.sent = sentSteps(events);
    this.before = this.sent.filter(({ step }) => step !== 'commit');
    this.sinceMs = events.find(({ to, type }) => type === 'state' && to === 'reversing')?.atMs ?? payment.updatedAtMs;
  }

  async run(): Promise<NextLook> {
    const lost = this.before.find((sent) => sent.step === 'void' && mayHaveRun(sent));
    if (lost) return this.ask(lost);
    if (this.ports.ladder.isOver(this.payment.id, this.sinceMs)) return this.giveUp('undo_unproven', {});
    return this.mayRollBack() ? this.rollBack() : this.void();
  }

  /** What was never suspended is undone by a void, never by waiting for the device. */
  private mayRollBack(): boolean {
    const refused = this.before.some(({ step, answer }) => step === 'rollback' && (answer === 'refused' || answer === 'cannot'));
    return this.payment.hold?.suspended !== false && !refused && !this.before.some(({ step }) => step === 'void');
  }

  private async rollBack(): Promise<NextLook> {
    const { ports, payment, terminal } = this;
    const reference = await ports.held.newReference(terminal, ports.random);
    const run = new StepRun(ports, payment, 'rollback', reference);
    const answer = await ports.held.change('rollback', payment, terminal, reference, run.hooks);
    await ports.checkpoints.reached('undone_on_device', payment.id);
    const { outcome } = answer;
    const evidence = { ...answer.evidence, ...run.codes.evidence() };
    if (outcome === 'done') return this.undone(run, evidence);
    // Never committed, and lost before: nothing is pending because our own roll-back ended it.
    if (outcome === 'refused' && answer.already && isOwnStepLost(this.sent, 'rollback', this.events)) {
      return this.undone(run, { ...evidence, already: true });
    }
    await run.answered(outcome, evidence);
    if (outcome === 'refused' || outcome === 'cannot') return this.void();
    return this.unproven(outcome === 'unknown', evidence);
  }

  private async void(): Promise<NextLook> {
    const { ports, payment, terminal } = this;
    const reference = await ports.held.newReference(terminal, ports.random);
    const run = new StepRun(ports, payment, 'void', reference);
    ports.undos.end(payment.id);
    const answer = await ports.held.void(payment, terminal, reference, run.hooks);
    await ports.checkpoints.reached('undone_on_device', payment.id);
    if (answer.outcome === 'cannot') return this.giveUp('undo_impossible', answer.evidence);
    if (answer.outcome === 'approved') return this.undone(run, { ...answer.evidence, by: 'void' });
    const ended = answer.outcome === 'unknown' ? { runEnded: answer.runEnded } : {};
    await run.answered(answer.outcome, { ...answer.evidence, ...ended, ...run.codes.evidence() });
    return this.afterVoid(answer);
  }

  private afterVoid({ outcome, evidence }: Exclude<OrderOutcome, { outcome: 'approved' }>): Promise<NextLook> {
    switch (outcome) {
      case 'declined':
        return this.refused(evidence);
      case 'cancelled':
      case 'not_sent':
        return this.unproven(false, evidence);
      case 'unknown':
        return this.unproven(true, evidence);
      default:
        return unreachable(outcome);
    }
  }

  /** The answer of a void was lost: no second one before the device has told what became of it. */
  private async ask(lost: SentStep): Promise<NextLook> {
    const { ports, payment, terminal } = this;
    // As of any lost order: a day that was closed over it, or a sender that may be asleep, leaves "not found" without a meaning.
    const early = await isAbsenceEarly(ports, payment);
    const memoryIntact = !early && (await isMemoryIntact(ports, payment, lost.atMs));
    const amountMinor = -(payment.result?.approvedAmountMinor ?? payment.amountMinor);
    const known = { ...lost, memoryIntact, alike: await alikeOperations(ports.store, { ...payment, amountMinor }) };
    const codes = new UnmappedCodes();
    const finding = await ports.held.recoverVoid(payment, terminal, known, questionHooks(ports, payment, codes));
    const evidence = { asked: finding.finding, ...finding.evidence, ...codes.evidence() };
    if (finding.finding === 'approved') {
      await moveFrom(ports, payment, UNDONE, { ...evidence, by: 'void' });
      return null;
    }
    if (finding.finding === 'declined') return this.refused(evidence);
    if (finding.finding === 'not_found_proven' || finding.finding === 'cancelled') {
      await ports.payments.note(payment.id, 'step_answered', 'gateway', { ...evidence, step: 'void', reference: lost.reference, answer: 'absent' });
      return 0;
    }
    if (finding.finding === 'cannot_tell' && finding.conclusive && !early) return this.giveUp('undo_unproven', evidence);
    if (this.isExhausted(lost, finding.finding === 'in_progress')) return this.giveUp('undo_unproven', evidence);
    await ports.payments.note(payment.id, 'asked_device', 'gateway', evidence);
    return this.unproven(true, evidence);
  }

  /** A void that may still be on the device is not left to the next guest, however long the roll-back before it was tried. */
  private isExhausted({ runEnded }: SentStep, inProgress: boolean): boolean {
    const { ladder, undos } = this.ports;
    const { id } = this.payment;
    return ladder.isOver(id, this.sinceMs, inProgress) && (runEnded || undos.isTriedEnough(id));
  }

  private async undone(run: StepRun, evidence: PaymentEvent['evidence']): Promise<null> {
    await moveFrom(this.ports, this.payment, UNDONE, evidence, run.frames);
    return null;
  }

  /** Surely still charged only where the device could not have undone it by itself meanwhile. */
  private async refused(evidence: PaymentEvent['evidence']): Promise<null> {
    if (this.payment.hold?.suspended !== false) return this.giveUp('undo_refused', evidence);
    await moveFrom(this.ports, this.payment, UNDO_REFUSED, evidence);
    return null;
  }

  private async unproven(lost: boolean, evidence: PaymentEvent['evidence']): Promise<NextLook> {
    if (lost && this.payment.status === 'reversing') await moveFrom(this.ports, this.payment, UNDO_UNPROVEN, evidence);
    return delayBeforeAttempt(this.before.length);
  }

  private giveUp(cause: string, evidence: PaymentEvent['evidence']): Promise<null> {
    return giveUp(this.ports, this.payment, cause, { tries: this.before.length, ...evidence });
  }
}
