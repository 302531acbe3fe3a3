/** What the kopecks of an amount make happen on every simulated terminal; the table that the README of the simulator shows. */
export type Fate = 'approve' | 'host_decline' | 'guest_cancels' | 'lost_reply' | 'link_drops' | 'reboot' | 'unreadable' | 'slow' | 'waits_for_card';

const FATES: ReadonlyMap<bigint, Fate> = new Map<bigint, Fate>([
  [5n, 'host_decline'],
  [6n, 'host_decline'],
  [7n, 'host_decline'],
  [8n, 'host_decline'],
  [17n, 'guest_cancels'],
  [71n, 'lost_reply'],
  [72n, 'link_drops'],
  [73n, 'reboot'],
  [74n, 'unreadable'],
  [88n, 'slow'],
  [89n, 'waits_for_card'],
]);
const HOST_CODES: ReadonlyMap<bigint, string> = new Map([
  [5n, '51'],
  [6n, '55'],
  [7n, '54'],
  [8n, '91'],
]);

export const fateOf = (amountMinor: bigint): Fate => FATES.get(amountMinor % 100n) ?? 'approve';

/** The bank's own code of a refusal, ISO 8583 field 39. */
export const hostCodeOf = (amountMinor: bigint): string => HOST_CODES.get(amountMinor % 100n) ?? '05';
