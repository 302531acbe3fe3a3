import { expect, it } from 'vitest';
import { edgesOf } from './scroll-edges.ts';

it.each([
  ['all of it is seen', { scrollLeft: 0, scrollWidth: 240, clientWidth: 240 }, { before: false, after: false, moves: false }],
  [
    'a pixel is no content, and the keyboard reaches it all the same',
    { scrollLeft: 0, scrollWidth: 241, clientWidth: 240 },
    { before: false, after: false, moves: true },
  ],
  ['more is behind its end', { scrollLeft: 0, scrollWidth: 300, clientWidth: 240 }, { before: false, after: true, moves: true }],
  ['it was moved to its end', { scrollLeft: 60, scrollWidth: 300, clientWidth: 240 }, { before: true, after: false, moves: true }],
])('%s', (_what, box, edges) => expect(edgesOf(box)).toEqual(edges));
