import { ReconExceptionsQuery } from '@payport/contracts';
import { describe, expect, it } from 'vitest';
import { deskAct } from './desk-key.ts';
import { narrowsLines } from './line-filters.ts';
import { narrowsReportLines } from './report-filters.ts';
import { exceptionQuery, NO_FILTERS, narrowed, type ExceptionFilters } from './exception-filters.ts';

const none: ExceptionFilters = { property: 'x', ...NO_FILTERS };
const pressed = (code: string, more = {}) => ({
  code,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  isComposing: false,
  timeStamp: 10_000,
  ...more,
});

describe('conditions of the list', () => {
  it('are understood by the gateway, every one', () => {
    const all: ExceptionFilters = {
      property: 'x',
      state: 'ended',
      day: '2026-01-15',
      from: '2026-01-01',
      to: '2026-01-31',
      relation: 'gateway_pms',
      severity: 'high',
      owner: 'me',
      waiting: 'second',
    };
    const { property, ...sent } = all;
    expect(ReconExceptionsQuery.parse(Object.fromEntries(new URLSearchParams(exceptionQuery(all, 'c'))))).toEqual({
      ...sent,
      cursor: 'c',
      limit: 50,
    });
  });

  it('are none where only the hotel is chosen', () => {
    expect(narrowed(none)).toBe(false);
    expect(narrowed({ ...none, day: '2026-01-15' })).toBe(true);
    expect(narrowed({ ...none, state: 'ended' })).toBe(true);
  });

  it('of lines are their own too: a day or report of which nothing is known is no matter of conditions', () => {
    const lines = { relation: null, side: null, result: null };
    expect([narrowsLines(lines), narrowsLines({ ...lines, side: 'gateway' })]).toEqual([false, true]);
    const report = { property: 'p', from: '2026-01-01', to: '2026-01-31', terminal: null, brand: null, currency: null, way: null, fee: null };
    expect([narrowsReportLines(report), narrowsReportLines({ ...report, brand: '' })]).toEqual([false, true]);
  });
});

describe('a key at the list', () => {
  it('acts by its place, in any layout, and never with Ctrl', () => {
    expect(deskAct(pressed('KeyJ'), null)).toBe('next');
    expect(deskAct(pressed('KeyA', { ctrlKey: true }), null)).toBeNull();
    expect(deskAct(pressed('KeyQ'), null)).toBeNull();
  });

  it('after G is the letter of another page, for a moment', () => {
    expect(deskAct(pressed('KeyA'), 9_000)).toBeNull();
    expect(deskAct(pressed('KeyA'), 8_000)).toBe('assign');
  });
});
