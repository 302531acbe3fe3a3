import { GUEST_LIMIT_MS, type Pace } from './pace.ts';
import type { Pinpad } from './pinpad.ts';
import type { Conversation, GuestAction, PromptEnd } from './prompt.ts';
import { CODE } from './result-codes.ts';

/** How the guest's part of an order ends: with a card, with a result code, or without a program left to answer to. */
export type Attended =
  { readonly end: 'card'; readonly brand: string | null } | { readonly end: 'code'; readonly code: number } | { readonly end: 'link_lost' };

export interface GuestHabits {
  /** The simulated guest presses Cancel instead of showing a card. */
  readonly cancels: boolean;
  /** A tapped card needs its PIN too: the amount is above the limit for taps. */
  readonly tapNeedsPin: boolean;
}

/** Card, then PIN where one is asked for. */
export async function askGuest(pad: Pinpad, pace: Pace, { cancels, tapNeedsPin }: GuestHabits, conversation: Conversation): Promise<Attended> {
  pad.state = 'waiting_card';
  const shown = await ask(pad, pace.cardMs, ['present', 'cancel'], conversation);
  const stopped = stop(shown, CODE.cancelledByTill);
  if (stopped) return stopped;
  if (cancels && shown.end === 'done') return { end: 'code', code: CODE.cancelledByGuest };
  const card = shown.end === 'guest' && shown.action.action === 'present' ? shown.action : null;
  const brand = card?.brand ?? null;
  const tapped = card?.by === 'tap';
  if (pace.pinMs === 0 || (tapped && !tapNeedsPin)) return { end: 'card', brand };
  pad.state = 'enter_pin';
  const entered = await ask(pad, pace.pinMs, tapped ? ['pin', 'cancel'] : ['pin', 'cancel', 'remove'], conversation);
  // With a card in the reader, the software reports the till's abort under the code of a cancel.
  return stop(entered, CODE.cancelledByGuest) ?? { end: 'card', brand };
}

const ask = (pad: Pinpad, autoMs: number | null, keys: readonly GuestAction['action'][], conversation: Conversation): Promise<PromptEnd> =>
  pad.prompt.wait({ conversation, autoMs, limitMs: GUEST_LIMIT_MS, keys });

/** Null: the order goes on. */
function stop(end: PromptEnd, abortCode: number): Attended | null {
  switch (end.end) {
    case 'link_lost':
      return { end: 'link_lost' };
    case 'timeout':
      return { end: 'code', code: CODE.timedOut };
    case 'aborted':
      return { end: 'code', code: abortCode };
    case 'done':
      return null;
    case 'guest':
      if (end.action.action === 'cancel') return { end: 'code', code: CODE.cancelledByGuest };
      return end.action.action === 'remove' ? { end: 'code', code: CODE.cardPulledOut } : null;
  }
}
