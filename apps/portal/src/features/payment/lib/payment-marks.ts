/** What changes whenever anything about a payment does. */
export interface PaymentMarks {
  readonly updatedAt: string;
  readonly events: number;
  readonly frames: number;
}

const member = (value: unknown, name: string): unknown => (typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined);

/** Takes the marks out of the gateway's answer; null where it is not a payment. */
export function readMarks(answer: unknown): PaymentMarks | null {
  const updatedAt = member(member(answer, 'payment'), 'updatedAt');
  const events = member(answer, 'events');
  const frames = member(answer, 'frames');
  if (typeof updatedAt !== 'string' || !Array.isArray(events) || !Array.isArray(frames)) return null;
  return { updatedAt, events: events.length, frames: frames.length };
}

export const sameMarks = (one: PaymentMarks, other: PaymentMarks): boolean =>
  one.updatedAt === other.updatedAt && one.events === other.events && one.frames === other.frames;
