import { PROBLEMS, type ProblemCode } from '@payport/contracts';
import { isFinal, outcomeOf, PAYMENT_MOVES, PAYMENT_STATUSES } from '@payport/domain';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const GUIDE = readFileSync(path.resolve(import.meta.dirname, '../../../docs/payments.md'), 'utf8');
const cells = (line: string): string[] =>
  line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim());
const rowsUnder = (heading: string): string[][] => {
  const [, after = ''] = GUIDE.split(`| ${heading}`);
  const lines = after.split('\n').slice(2);
  const end = lines.findIndex((line) => !line.startsWith('|'));
  return lines.slice(0, end === -1 ? lines.length : end).map(cells);
};

describe('the guide of payments', () => {
  it('draws exactly the moves that exist, and no way out of a final state', () => {
    const drawn = Array.from(GUIDE.matchAll(/^ {2}(\S+) --> (\S+)$/gm), ([, from, to]) => `${from} ${to}`);
    const moves = PAYMENT_STATUSES.flatMap((from) => [
      ...PAYMENT_MOVES[from].map((to) => `${from} ${to}`),
      ...(isFinal(from) ? [`${from} [*]`] : []),
    ]);
    expect(drawn.sort()).toEqual(['[*] accepted', ...moves].sort());
  });

  it('names every status with its outcome', () => {
    const told = rowsUnder('status').map(([status, outcome]) => `${status} ${outcome}`);
    expect(told).toEqual(PAYMENT_STATUSES.map((status) => `\`${status}\` ${outcomeOf(status)}`));
  });

  it('quotes problems as the gateway words them', () => {
    const told = rowsUnder('problem');
    expect(told.length).toBeGreaterThan(10);
    for (const [code = '', en, ru] of told) {
      const { title } = PROBLEMS[code.replaceAll('`', '') as ProblemCode];
      expect({ en, ru }).toEqual(title);
    }
  });
});
