/** What changes whenever anything about a payment does. */
export interface PaymentMarks {
  readonly updatedAt: string;
  readonly events: number;
  readonly frames: number;
  /** What belongs together with it, and how each of them stands. */
  readonly family: string;
}

export const familyMark = (family: readonly { readonly id: string; readonly status: string }[]): string =>
  family.map(({ id, status }) => `${id}:${status}`).join();

const member = (value: unknown, name: string): unknown => (typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined);

/** Takes the marks out of the gateway's answer; null where it is not a payment. */
export function readMarks(answer: unknown): PaymentMarks | null {
  const updatedAt = member(member(answer, 'payment'), 'updatedAt');
  const events = member(answer, 'events');
  const frames = member(answer, 'frames');
  if (typeof updatedAt !== 'string' || !Array.isArray(events) || !Array.isArray(frames)) return null;
  const family = member(answer, 'family');
  const relatives = Array.isArray(family) ? family.map((one) => ({ id: String(member(one, 'id')), status: String(member(one, 'status')) })) : [];
  return { updatedAt, events: events.length, frames: frames.length, family: familyMark(relatives) };
}

export const sameMarks = (one: PaymentMarks, other: PaymentMarks): boolean =>
  one.updatedAt === other.updatedAt && one.events === other.events && one.frames === other.frames && one.family === other.family;
