import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { SIMULATION, stageOf } from './guards.mjs';
import { BOUNDED, MUTANTS } from './mutant-list.mjs';

const ROOT = path.resolve(import.meta.dirname, '../..');

describe('the list of faults to plant', () => {
  it.each(MUTANTS.map((mutant) => [mutant.title, mutant] as const))('%s: stands where it is said to, once', (_title, { file, from, to }) => {
    expect(readFileSync(path.join(ROOT, file), 'utf8').split(from)).toHaveLength(2);
    expect(to).not.toBe(from);
  });

  it('names a guard of each, which exists, the cheapest first', () => {
    const stages = ['unit', 'simulation', 'database'];
    for (const { guards } of MUTANTS) {
      expect(guards.length).toBeGreaterThan(0);
      expect(guards.filter((guard) => guard !== SIMULATION && !existsSync(path.join(ROOT, guard)))).toEqual([]);
      const order = guards.map((guard) => stages.indexOf(stageOf(guard)));
      expect(order).toEqual([...order].sort());
    }
    expect(MUTANTS.length).toBeGreaterThanOrEqual(25);
    expect(new Set(MUTANTS.map(({ title }) => title)).size).toBe(MUTANTS.length);
  });

  it('has what every run of the tests plants, without a database', () => {
    const bounded = MUTANTS.filter(({ title }) => BOUNDED.includes(title));
    expect(bounded).toHaveLength(BOUNDED.length);
    expect(bounded.flatMap(({ guards }) => guards.filter((guard) => stageOf(guard) === 'database'))).toEqual([]);
  });
});
