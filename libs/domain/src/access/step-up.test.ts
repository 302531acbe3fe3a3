import { describe, expect, it } from 'vitest';
import { asksProof } from './step-up.ts';

describe('a change that asks for proof', () => {
  it('asks always, never, or where its body names one of the members', () => {
    for (const body of [undefined, null, 'limits', {}, { limits: [] }])
      expect([asksProof('always', body), asksProof('never', body)]).toEqual([true, false]);
    const some = ['limits', 'secondFactorRoles'];
    expect([undefined, null, 'limits', {}, { city: 'limits' }, ['limits']].map((body) => asksProof(some, body))).toEqual(
      Array.from({ length: 6 }, () => false),
    );
    expect([{ limits: undefined }, { limits: null }, { city: 'Сочи', secondFactorRoles: [] }].map((body) => asksProof(some, body))).toEqual([
      true,
      true,
      true,
    ]);
  });
});
