import { PAYMENT_OUTCOMES } from '@payport/domain';
import { describe, expect, it } from 'vitest';
import { allOf, approvalRate, GROUP_OUTCOMES, GROUPS, groupCounts, hourCounts, reasonCounts } from './day-sums.ts';

describe('outcomes in groups', () => {
  it('stand in exactly one group each, and unknown stands alone', () => {
    expect(GROUPS.flatMap((group) => GROUP_OUTCOMES[group]).sort()).toEqual([...PAYMENT_OUTCOMES].sort());
    expect(GROUP_OUTCOMES.unknown).toEqual(['unknown']);
  });
  it('lose nothing when they are added up', () => {
    const counts = groupCounts(PAYMENT_OUTCOMES.map((outcome, i) => ({ outcome, count: i + 1 })));
    expect(allOf(counts)).toBe(36);
  });
});

describe('the approval rate', () => {
  const of = (approved: number, declined: number, unknown = 0) => approvalRate({ approved, declined, notThrough: 5, running: 5, unknown });
  it('counts what the bank answered, and nothing else', () => {
    expect(of(3, 1, 50)).toEqual({ approved: 3, answered: 4, permille: 750 });
  });
  it('is not known before the first answer', () => {
    expect(of(0, 0, 3)).toBeNull();
  });
  it('never reads as all while one was refused', () => {
    expect(of(99_999, 1)?.permille).toBe(999);
  });
});

it('hours and reasons of several hotels are added up, the most frequent reason first', () => {
  const day = {
    hours: [{ hour: 9, outcome: 'approved' as const, count: 2 }],
    reasons: [
      { code: 'wrong_pin' as const, outcome: 'declined' as const, count: 1 },
      { code: 'link_failed' as const, outcome: 'failed' as const, count: 2 },
    ],
  };
  expect(hourCounts([day, day])[9]?.approved).toBe(4);
  expect(hourCounts([day])).toHaveLength(24);
  expect(reasonCounts([day, { reasons: day.reasons.slice(0, 1) }, day]).map(({ code, count }) => [code, count])).toEqual([
    ['link_failed', 4],
    ['wrong_pin', 3],
  ]);
});
