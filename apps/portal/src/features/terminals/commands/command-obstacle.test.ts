import { expect, it } from 'vitest';
import { commandObstacle } from './command-obstacle.ts';

const free = { busyWith: null, quarantine: null, enabled: true, offlineSince: null };
const quarantine = { reason: 'full_card_number' as const, since: '2026-01-01T00:00:00Z', detail: null };
const busyWith = { kind: 'payment' as const, service: null, paymentId: null, startedAt: '2026-01-01T00:00:00Z', cashier: null };

it('nothing stands in the way of a free terminal', () => {
  expect(commandObstacle(free, 'settlement')).toBeNull();
});

it.each([
  ['quarantine', { quarantine, enabled: false }],
  ['disabled', { enabled: false }],
  ['offline', { offlineSince: '2026-01-01T00:00:00Z' }],
] as const)('%s forbids everything but a link test, and is named', (obstacle, changes) => {
  for (const kind of ['totals_report', 'control_tape', 'reprint', 'settlement'] as const)
    expect(commandObstacle({ ...free, ...changes }, kind)).toBe(obstacle);
  expect(commandObstacle({ ...free, ...changes }, 'link_test')).toBeNull();
});

it('a busy terminal takes no link test either', () => {
  expect(commandObstacle({ ...free, quarantine, busyWith }, 'link_test')).toBe('busy');
});
