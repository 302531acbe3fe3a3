import type { Clock } from '@payport/domain';
import type { Fault } from './fault.ts';

/** A card is read by its chip unless it is said to be tapped. */
export type CardEntry = 'insert' | 'tap';

/** What a guest can do at the device. */
export type GuestAction =
  | { readonly action: 'present'; readonly brand: string | null; readonly by?: CardEntry }
  | { readonly action: 'pin' }
  | { readonly action: 'cancel' }
  | { readonly action: 'remove' };

export type PromptEnd =
  | { readonly end: 'guest'; readonly action: GuestAction }
  /** The simulated guest did what was asked for. */
  | { readonly end: 'done' }
  | { readonly end: 'aborted' }
  | { readonly end: 'link_lost' }
  | { readonly end: 'timeout' };

/** How far a request to the bank came. `reply_lost`: the bank has it, and the device never heard what it said. */
export type ReachedBank = 'answered' | 'not_reached' | 'reply_lost';

/** One side of a run: the program that is connected, and its wish to stop. */
export interface Conversation {
  /** Aborted when the program is gone. */
  readonly gone: AbortSignal;
  /** Aborted when the program found its abort file. */
  readonly abort: AbortSignal;
  /** The device's way to its bank through whoever is connected; absent: it has one of its own. */
  readonly reachBank?: (id: string, fault: Fault | null) => Promise<ReachedBank>;
}

export interface PromptOptions {
  readonly conversation: Conversation;
  /** The simulated guest acts after this; null: only a person can. */
  readonly autoMs: number | null;
  readonly limitMs: number;
  readonly keys: readonly GuestAction['action'][];
}

/** The device asks and waits. Whatever comes first ends the wait, and ends it once. */
export class Prompt {
  readonly #clock: Pick<Clock, 'after' | 'now'>;
  #waiting: { readonly keys: PromptOptions['keys']; readonly press: (action: GuestAction) => void; readonly endsAtMs: number } | null = null;

  constructor(clock: Pick<Clock, 'after' | 'now'>) {
    this.#clock = clock;
  }

  /** Keys that would do something now. */
  get keys(): readonly GuestAction['action'][] {
    return this.#waiting?.keys ?? [];
  }

  /** When the device gives up waiting by itself; null while it waits for nobody. */
  get endsAtMs(): number | null {
    return this.#waiting?.endsAtMs ?? null;
  }

  /** False when the device waits for nothing of that sort. */
  press(action: GuestAction): boolean {
    if (!this.#waiting?.keys.includes(action.action)) return false;
    this.#waiting.press(action);
    return true;
  }

  wait({ conversation, autoMs, limitMs, keys }: PromptOptions): Promise<PromptEnd> {
    if (conversation.gone.aborted) return Promise.resolve({ end: 'link_lost' });
    if (conversation.abort.aborted) return Promise.resolve({ end: 'aborted' });
    return new Promise((resolve) => {
      const undo: (() => void)[] = [];
      const end = (result: PromptEnd): void => {
        undo.forEach((step) => step());
        this.#waiting = null;
        resolve(result);
      };
      const onAbort = (signal: AbortSignal, result: PromptEnd): void => {
        const listener = (): void => end(result);
        signal.addEventListener('abort', listener, { once: true });
        undo.push(() => signal.removeEventListener('abort', listener));
      };
      onAbort(conversation.gone, { end: 'link_lost' });
      onAbort(conversation.abort, { end: 'aborted' });
      if (autoMs !== null) undo.push(this.#clock.after(autoMs, () => end({ end: 'done' })));
      undo.push(this.#clock.after(limitMs, () => end({ end: 'timeout' })));
      this.#waiting = { keys, press: (action) => end({ end: 'guest', action }), endsAtMs: this.#clock.now() + limitMs };
    });
  }
}
