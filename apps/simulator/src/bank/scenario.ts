/**
 * What the kopecks of an amount make happen, for sales and refunds alike. The table of the README and of the training
 * page says the same.
 */
export type Scenario =
  | { readonly kind: 'approve' }
  /** The host says no; its answer + 4400 is the terminal's code. */
  | { readonly kind: 'host_decline'; readonly code: number }
  | { readonly kind: 'guest_cancels' }
  /** Captured; the program dies before it writes its file. */
  | { readonly kind: 'lost_reply' }
  /** The link drops before the bank is asked. */
  | { readonly kind: 'link_drops' }
  /** Captured; the program dies and the device reboots. */
  | { readonly kind: 'reboot' }
  /** Captured; the program dies and the device's own record of it cannot be read. */
  | { readonly kind: 'unreadable' }
  | { readonly kind: 'slow' }
  | { readonly kind: 'waits_for_card' };

export type ScenarioKind = Scenario['kind'];

const BY_KOPECKS: ReadonlyMap<bigint, Scenario> = new Map<bigint, Scenario>([
  [5n, { kind: 'host_decline', code: 4451 }],
  [6n, { kind: 'host_decline', code: 4455 }],
  [7n, { kind: 'host_decline', code: 4454 }],
  [8n, { kind: 'host_decline', code: 4491 }],
  [17n, { kind: 'guest_cancels' }],
  [71n, { kind: 'lost_reply' }],
  [72n, { kind: 'link_drops' }],
  [73n, { kind: 'reboot' }],
  [74n, { kind: 'unreadable' }],
  [88n, { kind: 'slow' }],
  [89n, { kind: 'waits_for_card' }],
]);

/** The scenario of an amount in minor units. */
export const scenarioOf = (amountMinor: bigint): Scenario => BY_KOPECKS.get(amountMinor % 100n) ?? { kind: 'approve' };
