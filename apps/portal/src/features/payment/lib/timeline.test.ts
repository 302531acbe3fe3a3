import type { PortalEvent, PortalFrame } from '@payport/contracts';
import { describe, expect, it } from 'vitest';
import { buildTimeline } from './timeline.ts';

const at = (ms: number): string => new Date(Date.UTC(2026, 10, 24, 11, 0, 0) + ms).toISOString();
const event = (seq: number, ms: number): PortalEvent => ({
  seq,
  at: at(ms),
  type: 'state',
  from: null,
  to: 'accepted',
  stage: null,
  cause: 'requested',
  actor: 'gateway',
  evidence: {},
});
const frame = (id: string, ms: number): PortalFrame => ({
  id,
  at: at(ms),
  direction: 'outbound',
  channel: 'argv',
  hex: '',
  text: null,
  fields: {},
  checksumOk: null,
});

describe('timeline', () => {
  it('puts events and frames in one order of time, each with the pause before it', () => {
    const { head } = buildTimeline([event(1, 0), event(2, 40), event(3, 9000)], [frame('out', 45), frame('in', 8990)]);
    expect(head.map((entry) => [entry.key, entry.gapMs])).toEqual([
      ['event-1', null],
      ['event-2', 40],
      ['frame-out', 5],
      ['frame-in', 8945],
      ['event-3', 10],
    ]);
  });

  it('at the same moment keeps the sequence of events, and events before frames', () => {
    const { head } = buildTimeline([event(2, 0), event(1, 0)], [frame('a', 0), frame('b', 0)]);
    expect(head.map((entry) => entry.key)).toEqual(['event-1', 'event-2', 'frame-a', 'frame-b']);
  });

  it('compares moments, not their spelling: offsets may differ', () => {
    const moscow: PortalEvent = { ...event(2, 0), at: '2026-11-24T14:00:00.500+03:00' };
    expect(buildTimeline([event(1, 0), moscow], [frame('late', 900)]).head.map((entry) => entry.gapMs)).toEqual([null, 500, 400]);
  });

  it('folds the middle of a long one and loses nothing', () => {
    const events = Array.from({ length: 40 }, (_, index) => event(index + 1, index * 1000));
    const { head, middle, tail } = buildTimeline(events, []);
    expect([head.length, middle.length, tail.length]).toEqual([8, 27, 5]);
    expect([...head, ...middle, ...tail].map((entry) => entry.key)).toEqual(events.map(({ seq }) => `event-${seq}`));
  });

  it('folds nothing that fits', () => {
    expect(
      buildTimeline(
        Array.from({ length: 16 }, (_, index) => event(index + 1, index)),
        [],
      ).middle,
    ).toEqual([]);
  });
});
