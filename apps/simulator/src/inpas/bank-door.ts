import type { Clock } from '@payport/domain';
import type { DeskLine } from '../wire/loopback.ts';

/** How the bank treats a request that came through a cash desk. */
export type DoorHabit = { readonly answers: 'at_once' | 'never' | 'hangs_up' } | { readonly answers: 'late'; readonly afterMs: number };

/** Two bytes of length, the low one first, before each message. */
const LENGTH_BYTES = 2;
const REQUEST = /^REQUEST ([0-9A-Za-z-]+) /;

export function bankMessage(text: string): Uint8Array {
  const body = new TextEncoder().encode(text);
  return Uint8Array.from([body.length & 0xff, body.length >> 8, ...body]);
}

/**
 * The simulated bank's own ear, for terminals that reach it through their cash desk. What its books say is decided elsewhere;
 * here only whether a request came, and what becomes of its answer.
 */
export class BankDoor {
  readonly #habits = new Map<string, DoorHabit>();
  readonly #came = new Set<string>();

  constructor(private readonly clock: Pick<Clock, 'after'>) {}

  /** From now on a request under this id is treated so. */
  expect(id: string, habit: DoorHabit): void {
    this.#habits.set(id, habit);
  }

  /** Whether it came; the door forgets it by that. */
  take(id: string): boolean {
    this.#habits.delete(id);
    return this.#came.delete(id);
  }

  serve(line: DeskLine): void {
    let rest = new Uint8Array();
    line.listen((bytes) => {
      rest = Uint8Array.from([...rest, ...bytes]);
      for (let size = sizeOf(rest); size !== null; size = sizeOf(rest)) {
        const text = new TextDecoder('latin1').decode(rest.subarray(LENGTH_BYTES, size));
        rest = rest.slice(size);
        this.#hear(line, text);
      }
    });
  }

  #hear(line: DeskLine, text: string): void {
    const id = REQUEST.exec(text)?.[1];
    const habit = id === undefined ? undefined : this.#habits.get(id);
    if (id === undefined || habit === undefined || habit.answers === 'hangs_up') return line.drop();
    this.#came.add(id);
    const answer = (): void => line.send(bankMessage(`ANSWER ${id}`));
    if (habit.answers === 'late') this.clock.after(habit.afterMs, answer);
    else if (habit.answers === 'at_once') answer();
  }
}

/** Of the message in front, its length included; null while it is not whole. */
function sizeOf(bytes: Uint8Array): number | null {
  if (bytes.length < LENGTH_BYTES) return null;
  const size = LENGTH_BYTES + ((bytes[0] ?? 0) | ((bytes[1] ?? 0) << 8));
  return bytes.length < size ? null : size;
}
