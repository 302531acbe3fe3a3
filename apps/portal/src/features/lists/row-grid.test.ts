import { expect, it } from 'vitest';
import { QUEUE_LIST } from '../queue/lib/queue-columns.ts';
import { REFUND_LIST } from '../refunds/lib/refund-columns.ts';
import { CELL, cellLook, type CellKey } from './row-grid.ts';

const columns = (...keys: readonly CellKey[]) => keys.map((key) => ({ key }));

it('a screen of 768 px shows five columns, a wider one all of them', () => {
  const shown = columns('time', 'status', 'amount', 'guest', 'card', 'reference', 'terminal');
  expect(shown.filter(({ key }, at) => cellLook(key, at, shown).endsWith('md:max-xl:hidden'))).toEqual(columns('reference', 'terminal'));
  expect(cellLook('terminal', 6, shown)).toBe(`${CELL.terminal} md:max-xl:hidden`);
});

it('beside owner and buttons the last of the usual columns waits for 1536 px, so that guests’ names are read at 1280', () => {
  const shown = columns(...QUEUE_LIST.usual);
  expect(shown.map(({ key }, at) => /md:max-(2?xl):hidden/.exec(cellLook(key, at, shown))?.[1])).toEqual([
    ...Array<undefined>(5).fill(undefined),
    'xl',
    '2xl',
  ]);
  expect(cellLook('time', 0, shown)).toContain('md:w-36');
});

it('beside owner and buttons a column that somebody chose is seen at 1280 px', () => {
  for (const shown of [columns(...QUEUE_LIST.usual, 'card'), columns('time', 'status', 'amount', 'guest', 'story', 'owner', 'card')])
    expect(shown.filter(({ key }, at) => cellLook(key, at, shown).endsWith('md:max-2xl:hidden'))).toEqual([]);
});

it('beside reasons guests’ names have the most room, and of the usual columns the terminal waits for 1536 px', () => {
  const shown = columns(...REFUND_LIST.usual);
  expect(shown.map(({ key }, at) => /md:max-(2?xl):hidden/.exec(cellLook(key, at, shown))?.[1])).toEqual([
    ...Array<undefined>(5).fill(undefined),
    'xl',
    '2xl',
  ]);
  expect(cellLook('guest', 3, shown)).toContain('md:flex-[1.4]');
  const chosen = columns('time', 'status', 'guest', 'why', 'terminal', 'card');
  expect(chosen.filter(({ key }, at) => cellLook(key, at, chosen).endsWith('md:max-2xl:hidden'))).toEqual([]);
});
