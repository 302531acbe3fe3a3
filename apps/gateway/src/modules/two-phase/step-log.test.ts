import type { DeviceReference, PaymentEvent } from '@payport/domain';
import { describe, expect, it } from 'vitest';
import { isOwnStepLost, mayHaveRun, sentSteps, type SentStep } from './step-log.ts';

const sent = (step: SentStep['step'], answer: string | null): SentStep => ({
  step,
  answer,
  reference: '0000000A' as DeviceReference,
  atMs: 0,
  runEnded: false,
});

describe('“nothing is pending” (4141)', () => {
  it.each(['commit', 'rollback'] as const)('is our own %s where one was lost and the log shows no other command', (step) => {
    expect(isOwnStepLost([sent(step, null)], step, [])).toBe(true);
    expect(isOwnStepLost([sent(step, 'not_sent'), sent(step, 'unknown'), sent(step, 'not_sent')], step, [])).toBe(true);
  });

  it.each(['commit', 'rollback'] as const)('is not our %s where a day was closed over the payment, or the device initialised: it forgot', (step) => {
    for (const cause of ['batch_closed_over', 'initialised_over']) {
      expect(isOwnStepLost([sent(step, null)], step, [{ cause: 'step_sent' }, { cause }])).toBe(false);
    }
  });

  it('is nobody’s where none was sent, or each has an answer that it did not run', () => {
    expect(isOwnStepLost([], 'commit', [])).toBe(false);
    expect(isOwnStepLost([sent('commit', 'not_sent'), sent('commit', 'refused')], 'commit', [])).toBe(false);
  });

  it.each([
    ['commit', 'rollback'],
    ['commit', 'void'],
    ['rollback', 'commit'],
    ['rollback', 'void'],
  ] as const)('is not our %s where the log shows a %s too, before or since', (step, other) => {
    expect(isOwnStepLost([sent(step, null), sent(other, null)], step, [])).toBe(false);
    expect(isOwnStepLost([sent(other, 'refused'), sent(step, null)], step, [])).toBe(false);
  });
});

describe('the steps of a payment’s events', () => {
  const note = (atMs: number, cause: string, evidence: PaymentEvent['evidence']): PaymentEvent => ({ atMs, cause, evidence }) as PaymentEvent;
  const mark = (atMs: number, step: string, reference: string): PaymentEvent => note(atMs, 'step_sent', { step, reference });
  const answer = (atMs: number, reference: string, said: string): PaymentEvent =>
    note(atMs, 'step_answered', { step: 'void', reference, answer: said });

  it('has a step once however often its mark was written, so that its answer is one to it and it is not asked about again', () => {
    const events = [mark(1, 'void', 'A'), mark(90, 'void', 'A'), mark(91, 'void', 'A'), answer(95, 'A', 'absent')];
    expect(sentSteps(events)).toEqual([{ step: 'void', reference: 'A', atMs: 1, answer: 'absent', runEnded: false }]);
    expect(sentSteps(events).some(mayHaveRun)).toBe(false);
  });

  it('has them in the order of their first marks, each with its last answer, and none that was only answered', () => {
    const events = [mark(1, 'rollback', 'A'), answer(2, 'A', 'unknown'), mark(3, 'void', 'B'), answer(4, 'A', 'refused'), answer(5, 'C', 'absent')];
    expect(sentSteps(events).map(({ reference, answer: said }) => [reference, said])).toEqual([
      ['A', 'refused'],
      ['B', null],
    ]);
  });
});
