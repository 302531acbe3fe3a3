import { describe, expect, it } from 'vitest';
import { beside } from './beside.ts';

const view = { width: 1000, height: 800 };
const opener = { left: 400, right: 500, top: 300, bottom: 340 };
const small = { width: 200, height: 100 };

describe('a panel beside what opened it', () => {
  it('hangs below, from its left edge', () => {
    expect(beside(opener, small, view, { side: 'bottom', align: 'start' })).toEqual({ left: 400, top: 346, maxHeight: 442 });
  });

  it('ends at its right edge, where that is asked for', () => {
    expect(beside(opener, small, view, { side: 'bottom', align: 'end' })).toMatchObject({ left: 300 });
  });

  it('stands above by its lower edge, so that it grows upwards', () => {
    expect(beside(opener, small, view, { side: 'top', align: 'start' })).toEqual({ left: 400, bottom: 506, maxHeight: 282 });
  });

  it('takes the other side where only that one has the room', () => {
    const low = { ...opener, top: 700, bottom: 740 };
    expect(beside(low, small, view, { side: 'bottom', align: 'start' })).toMatchObject({ bottom: 106 });
  });

  it('stays on its side where neither has the room, and scrolls', () => {
    const tall = { width: 200, height: 900 };
    expect(beside(opener, tall, view, { side: 'bottom', align: 'start' })).toMatchObject({ top: 346, maxHeight: 442 });
  });

  it('never leaves the window sideways', () => {
    expect(beside({ ...opener, left: 950, right: 990 }, small, view, { side: 'bottom', align: 'start' })).toMatchObject({ left: 788 });
    expect(beside({ ...opener, left: 5, right: 60 }, small, view, { side: 'bottom', align: 'end' })).toMatchObject({ left: 12 });
  });
});
