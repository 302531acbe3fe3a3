import { z } from 'zod';

const Bilingual = z.object({ ru: z.string(), en: z.string() });

/** A simulated terminal as its guest sees it. What the simulator tells beyond this (its folders) stays on the server. */
export const PadState = z.object({
  online: z.boolean(),
  state: z.enum(['idle', 'waiting_card', 'enter_pin', 'authorizing', 'rebooting']),
  order: z.object({ operation: z.string(), amount: z.string(), currency: z.string(), startedAt: z.string() }).nullable(),
  screen: Bilingual,
  keys: z.array(z.enum(['present', 'pin', 'cancel', 'remove'])),
  waitEndsAt: z.string().nullable(),
  resultCode: z.number().nullable(),
  manual: z.boolean(),
  faults: z.array(z.object({ fault: z.string(), on: z.string(), count: z.number() })),
});
export type PadState = z.infer<typeof PadState>;

/** Truncated numbers only: the simulator knows no others. */
export const BankCards = z.array(z.object({ brand: z.string(), name: z.string(), mask: z.string(), expiry: z.string() }));
export type BankCard = z.infer<typeof BankCards>[number];

const BankProblem = z.object({ status: z.number(), code: z.string(), detail: z.string() });

/** What of the simulator's answer a browser gets. Throws where the answer is not what it should be. */
export function shownAnswer(path: string, ok: boolean, body: unknown): unknown {
  if (!ok) return BankProblem.parse(body);
  return path === '/bank/cards' ? BankCards.parse(body) : PadState.parse(body);
}
