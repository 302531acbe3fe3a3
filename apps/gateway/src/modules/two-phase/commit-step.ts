import type { PaymentEvent, PaymentRecord, TerminalRecord } from '@payport/domain';
import { delayBeforeAttempt } from '../recovery/index.ts';
import { COMMITTED, CONFIRMED, giveUp, moveFrom } from './held-moves.ts';
import { isOwnStepLost, questionHooks, sentSteps, StepRun } from './step-log.ts';
import type { NextLook, TwoPhasePorts } from './two-phase-ports.ts';

/** The confirmation is durable: only commit is tried, again and again, and never an undo. */
export async function commit(ports: TwoPhasePorts, payment: PaymentRecord, terminal: TerminalRecord): Promise<NextLook> {
  if (payment.hold?.suspended === false) {
    await moveFrom(ports, payment, CONFIRMED, {});
    return null;
  }
  const events = await ports.store.events(payment.id, 0);
  const sent = sentSteps(events);
  const before = sent.filter(({ step }) => step === 'commit');
  const sinceMs = events.find(({ cause }) => cause === 'confirmed')?.atMs ?? payment.updatedAtMs;
  if (ports.ladder.isOver(payment.id, sinceMs)) return giveUp(ports, payment, 'commit_unproven', { tries: before.length });
  const reference = await ports.held.newReference(terminal, ports.random);
  const run = new StepRun(ports, payment, 'commit', reference);
  const answer = await ports.held.change('commit', payment, terminal, reference, run.hooks);
  await ports.checkpoints.reached('committed_on_device', payment.id);
  const evidence: PaymentEvent['evidence'] = { tries: before.length + 1, ...answer.evidence, ...run.codes.evidence() };
  if (answer.outcome === 'done') return done(ports, payment, run, evidence);
  if (answer.outcome === 'refused' && answer.already) return nothingPending(ports, payment, terminal, run, events, evidence);
  await run.answered(answer.outcome, evidence);
  if (answer.outcome === 'refused') return giveUp(ports, payment, 'commit_refused', evidence);
  return delayBeforeAttempt(before.length);
}

/**
 * "Nothing is pending": our own commit, whose answer was lost, and nothing else was sent since; or it was never suspended;
 * or the device has undone it by itself, after a loss of power. Where it lists its operations, the list tells them apart.
 */
async function nothingPending(
  ports: TwoPhasePorts,
  payment: PaymentRecord,
  terminal: TerminalRecord,
  run: StepRun,
  events: readonly PaymentEvent[],
  evidence: PaymentEvent['evidence'],
): Promise<NextLook> {
  const sent = sentSteps(events);
  const lost = isOwnStepLost(sent, 'commit', events);
  const told = { ...evidence, already: true };
  const doubtful = lost || payment.hold?.suspended !== true;
  const found = doubtful ? await ports.held.find(payment, terminal, run.reference, questionHooks(ports, payment, run.codes)) : null;
  const listed = { ...told, ...(found ? { listed: found.finding, ...found.evidence, ...run.codes.evidence() } : {}) };
  if (found?.finding === 'stands' || (found === null && lost)) return done(ports, payment, run, listed);
  if (found?.finding === 'cannot_tell') {
    // The mark stays unanswered: whether a commit has run is as open as before.
    await ports.payments.note(payment.id, 'asked_device', 'gateway', listed);
    return delayBeforeAttempt(sent.length);
  }
  await run.answered('refused', listed);
  return giveUp(ports, payment, 'commit_refused', listed);
}

async function done(ports: TwoPhasePorts, payment: PaymentRecord, run: StepRun, evidence: PaymentEvent['evidence']): Promise<null> {
  await moveFrom(ports, payment, COMMITTED, evidence, run.frames);
  return null;
}
