import { passesLuhn } from '@payport/domain';
import type { DeviceAnswer, Draft } from './answer.ts';
import type { Remembered } from './device-memory.ts';
import type { Fault } from './fault.ts';

/** The same draft as a scripted fault leaves it; `earlier` is what a stale file shows. Faults that are not about files change nothing here. */
export function spoil(draft: Draft, fault: Fault | null, earlier: Remembered): Draft {
  switch (fault?.fault) {
    case 'stale_file':
      return { ...draft, ...earlier };
    case 'truncated_file':
      return { ...draft, truncateTo: fault.bytes };
    case 'foreign_id':
      return { ...draft, requestId: fault.id };
    case 'encoding':
      return { ...draft, encoding: fault.encoding };
    case 'no_slip':
      return { ...draft, answer: { ...draft.answer, slip: null } };
    case 'tid_mismatch':
      return { ...draft, answer: withTid(draft.answer, fault.tid) };
    case 'full_card_number':
      return { ...draft, answer: withFullCardNumber(draft.answer) };
    default:
      return draft;
  }
}

const withTid = (answer: DeviceAnswer, tid: string): DeviceAnswer => ({
  ...answer,
  tid,
  slip: answer.slip?.replaceAll(answer.tid, tid) ?? null,
});

/** The number exists only while the faulty file is written; it is derived from the mask and belongs to nobody. */
function withFullCardNumber(answer: DeviceAnswer): DeviceAnswer {
  const number = madeUpNumber(answer.cardMask);
  const printed = `************${answer.cardMask.slice(-4)}`;
  return { ...answer, cardMask: number, slip: answer.slip?.replaceAll(printed, number) ?? null };
}

/** Fills the stars of a mask so that the check digit is right. */
export function madeUpNumber(mask: string): string {
  const hidden = mask.split('*').length - 1;
  if (hidden === 0) return mask;
  for (let filler = 0; filler < 10; filler += 1) {
    const number = mask.replace(/\*+/, `${'0'.repeat(hidden - 1)}${filler}`);
    if (passesLuhn(number)) return number;
  }
  return mask;
}
