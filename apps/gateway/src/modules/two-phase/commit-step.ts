import type { PaymentEvent, PaymentRecord, TerminalRecord } from '@payport/domain';
import { delayBeforeAttempt } from '../recovery/index.ts';
import { COMMITTED, CONFIRMED, giveUp, moveFrom } from './held-moves.ts';
import { mayHaveRun, sentSteps, StepRun } from './step-log.ts';
import type { NextLook, TwoPhasePorts } from './two-phase-ports.ts';

/** The confirmation is durable: only commit is tried, again and again, and never an undo. */
export async function commit(ports: TwoPhasePorts, payment: PaymentRecord, terminal: TerminalRecord): Promise<NextLook> {
  if (payment.hold?.suspended === false) {
    await moveFrom(ports, payment, CONFIRMED, {});
    return null;
  }
  const events = await ports.store.events(payment.id, 0);
  const before = sentSteps(events).filter(({ step }) => step === 'commit');
  const sinceMs = events.find(({ cause }) => cause === 'confirmed')?.atMs ?? payment.updatedAtMs;
  if (ports.clock.now() - sinceMs >= ports.ladderMs) return giveUp(ports, payment, 'commit_unproven', { tries: before.length });
  const reference = await ports.held.newReference(terminal, ports.random);
  const run = new StepRun(ports, payment, 'commit', reference);
  const answer = await ports.held.change('commit', payment, terminal, reference, run.hooks);
  await ports.checkpoints.reached('committed_on_device', payment.id);
  const evidence: PaymentEvent['evidence'] = { tries: before.length + 1, ...answer.evidence };
  if (answer.outcome === 'done') return done(ports, payment, run, evidence);
  // Lost before, and nothing else was sent since: "nothing is pending" can only be our own commit.
  if (answer.outcome === 'refused' && answer.already && before.some(mayHaveRun)) return done(ports, payment, run, { ...evidence, already: true });
  await run.answered(answer.outcome, evidence);
  // It says that nothing was there to commit: the device may have undone it by itself. That is for a person.
  if (answer.outcome === 'refused') return giveUp(ports, payment, 'commit_refused', evidence);
  return delayBeforeAttempt(before.length);
}

async function done(ports: TwoPhasePorts, payment: PaymentRecord, run: StepRun, evidence: PaymentEvent['evidence']): Promise<null> {
  await moveFrom(ports, payment, COMMITTED, evidence, run.frames);
  return null;
}
