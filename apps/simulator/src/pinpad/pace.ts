import type { Random } from '@payport/domain';
import { between } from '../bank/chance.ts';
import type { ScenarioKind } from '../bank/scenario.ts';

/** How long each step of an order takes; null: only a person at the device ends that step. */
export interface Pace {
  readonly cardMs: number | null;
  /** Zero: no PIN is asked for. */
  readonly pinMs: number | null;
  readonly hostMs: number;
}

/** Up to this amount in minor units a tapped card needs no PIN: the usual limit in Russia. */
export const TAP_LIMIT_MINOR = 300_000n;
/** The device's own limit for a guest who does nothing. */
export const GUEST_LIMIT_MS = 90_000;
/** Until a device that restarted can be asked again. */
export const REBOOT_MS = 5_000;
/** A decline that needs no guest. */
export const REFUSAL_MS = 200;

/** Steps of the slow order, 8 s together, long enough for each to be seen. */
const SLOW: Pace = { cardMs: 2_500, pinMs: 2_500, hostMs: 3_000 };

/** A quick order is over within 300 to 600 ms. */
export function paceOf(scenario: ScenarioKind, manual: boolean, random: Random): Pace {
  const hostMs = between(150, 300, random);
  if (manual) return { cardMs: null, pinMs: null, hostMs };
  if (scenario === 'slow') return SLOW;
  if (scenario === 'waits_for_card') return { cardMs: null, pinMs: 0, hostMs };
  return { cardMs: between(150, 300, random), pinMs: 0, hostMs };
}
