import type { DeviceReference } from '@payport/domain';
import { describe, expect, it } from 'vitest';
import { isOwnStepLost, type SentStep } from './step-log.ts';

const sent = (step: SentStep['step'], answer: string | null): SentStep => ({ step, answer, reference: '0000000A' as DeviceReference, atMs: 0 });

describe('“nothing is pending” (4141)', () => {
  it.each(['commit', 'rollback'] as const)('is our own %s where one was lost and the log shows no other command', (step) => {
    expect(isOwnStepLost([sent(step, null)], step)).toBe(true);
    expect(isOwnStepLost([sent(step, 'not_sent'), sent(step, 'unknown'), sent(step, 'not_sent')], step)).toBe(true);
  });

  it('is nobody’s where none was sent, or each has an answer that it did not run', () => {
    expect(isOwnStepLost([], 'commit')).toBe(false);
    expect(isOwnStepLost([sent('commit', 'not_sent'), sent('commit', 'refused')], 'commit')).toBe(false);
  });

  it.each([
    ['commit', 'rollback'],
    ['commit', 'void'],
    ['rollback', 'commit'],
    ['rollback', 'void'],
  ] as const)('is not our %s where the log shows a %s too, before or since', (step, other) => {
    expect(isOwnStepLost([sent(step, null), sent(other, null)], step)).toBe(false);
    expect(isOwnStepLost([sent(other, 'refused'), sent(step, null)], step)).toBe(false);
  });
});
