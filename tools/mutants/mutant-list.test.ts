import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { MUTANTS } from './mutant-list.mjs';

const root = path.resolve(import.meta.dirname, '../..');

describe('the planted faults', () => {
  it('each find their place in the source, once', () => {
    const lost = MUTANTS.filter(([, file, from]) => readFileSync(path.join(root, file), 'utf8').split(from).length !== 2);
    expect(lost.map(([title]) => title)).toEqual([]);
  });
});
