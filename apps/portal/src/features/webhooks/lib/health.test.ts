import type { PortalWebhook } from '@payport/contracts';
import { expect, it } from 'vitest';
import { healthOf, type Health } from './health.ts';

const last = (state: 'pending' | 'delivered' | 'given_up' | 'cancelled', attempts: number): PortalWebhook['last'] =>
  ({ state, attempts }) as unknown as PortalWebhook['last'];
const on = { enabled: true, disabledAs: null, lastDeliveredAt: '2026-11-28T09:00:00Z' } as const;

it.each<[Health, Parameters<typeof healthOf>[0]]>([
  ['good', { ...on, last: last('delivered', 1) }],
  // The next message is only on its way: what was taken last still counts.
  ['good', { ...on, last: last('pending', 0) }],
  ['sending', { ...on, last: last('pending', 0), lastDeliveredAt: null }],
  ['failing', { ...on, last: last('pending', 1) }],
  ['failing', { ...on, last: last('given_up', 30) }],
  ['quiet', { ...on, last: null, lastDeliveredAt: null }],
  ['quiet', { ...on, last: last('cancelled', 0) }],
  ['off', { ...on, enabled: false, disabledAs: 'person', last: last('delivered', 1) }],
  ['gone', { ...on, enabled: false, disabledAs: 'gone', last: last('cancelled', 1) }],
])('a receiver is %s', (health, webhook) => {
  expect(healthOf(webhook)).toBe(health);
});
