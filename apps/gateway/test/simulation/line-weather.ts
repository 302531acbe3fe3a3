import type { LineFaults } from '@payport/testing';
import type { Chance } from './chance.ts';
import type { Faults } from './faults.ts';

export interface BothWays {
  readonly toDevice: LineFaults;
  readonly toUs: LineFaults;
}

/** A conversation has so many bytes in one direction, or less. */
const CONVERSATION_BYTES = 420;
const NOISE = 12;

/** What one connection does to its bytes, drawn as it comes to stand. Few lines do more than one thing at a time. */
export function drawLineFaults({ chance, faults }: { readonly chance: Chance; readonly faults: Faults }, checked: boolean): BothWays {
  const somewhere = (): number => chance.below(CONVERSATION_BYTES);
  const ways: LineFaults[] = [];
  if (faults.strikes('line_cut')) ways.push({ cutAt: somewhere() });
  if (faults.strikes('line_goes_dead')) ways.push({ deadFrom: somewhere() });
  if (faults.strikes('line_slow')) ways.push({ delayMs: chance.between(50, 7_000) });
  if (faults.strikes('line_slices')) ways.push({ sliceTo: chance.pick([1, 7, 40]), gapMs: chance.between(0, 12) });
  if (checked && faults.strikes('line_loses_bytes')) ways.push({ dropAt: [somewhere(), somewhere()] });
  if (checked && faults.strikes('line_turns_bits')) ways.push({ flipAt: somewhere() });
  if (checked && faults.strikes('line_repeats')) ways.push({ duplicateAt: somewhere() });
  if (checked && faults.strikes('line_noise')) ways.push({ garbage: { at: somewhere(), bytes: chance.bytes(chance.between(1, NOISE)) } });
  let toDevice: LineFaults = {};
  let toUs: LineFaults = {};
  for (const fault of ways) {
    if (chance.percent(40)) toDevice = { ...toDevice, ...fault };
    else toUs = { ...toUs, ...fault };
  }
  return { toDevice, toUs };
}
