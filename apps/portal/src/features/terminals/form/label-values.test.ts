import { expect, it } from 'vitest';
import { labelFaults, missingLabels, NO_LABELS, toLabels } from './label-values.ts';

it('empty labels mean none; workstations are told apart by lines, commas and semicolons', () => {
  expect(toLabels({ name: ' Бар ', tid: ' 00459994 ', mid: ' ', workstations: 'BAR-1, BAR-2;\n\nBAR 3', settleAt: '' })).toEqual({
    name: 'Бар',
    tid: '00459994',
    mid: null,
    workstations: ['BAR-1', 'BAR-2', 'BAR 3'],
    settleAt: null,
  });
});

it('a terminal has a name and a number', () => {
  expect(missingLabels(NO_LABELS)).toEqual(['name', 'tid']);
  expect(missingLabels({ ...NO_LABELS, name: 'Бар', tid: '1' })).toEqual([]);
});

it('faults go to their labels', () => {
  expect(labelFaults({ '/tid': 'a', '/workstations/1': 'b', '/settings/folder': 'c' })).toEqual({ tid: 'a', workstations: 'b' });
});
