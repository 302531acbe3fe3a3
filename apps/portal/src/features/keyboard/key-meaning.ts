import type { GoPlace } from './go-places.ts';

/** So long after G its letter is waited for, ms. */
export const GO_WAIT_MS = 1_500;

type Pressed = Pick<KeyboardEvent, 'code' | 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey' | 'repeat' | 'isComposing' | 'timeStamp'>;

export interface KeyState {
  /** When G was pressed, by the events' own clock; null: it was not, or long ago. */
  readonly goSince: number | null;
  /** Single keys act, nobody is typing, no dialog is open. */
  readonly free: boolean;
  readonly places: readonly GoPlace[];
}

export type KeyMeaning =
  | { readonly does: 'nothing' }
  /** G: a letter may follow. */
  | { readonly does: 'wait' }
  | { readonly does: 'go'; readonly href: string }
  | { readonly does: 'list' };

const NOTHING: KeyMeaning = { does: 'nothing' };

/** What a pressed key means on the page as a whole. Letters by their place on the keyboard, `?` by what it writes. */
export function keyMeaning(event: Pressed, { goSince, free, places }: KeyState): KeyMeaning {
  if (!free || event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.repeat) return NOTHING;
  // Shift with the key of `/` writes `?` in English; in a Russian layout `?` stands above 7.
  if (event.key === '?' || (event.shiftKey && event.code === 'Slash')) return { does: 'list' };
  if (event.shiftKey) return NOTHING;
  if (goSince !== null && event.timeStamp - goSince <= GO_WAIT_MS) {
    const place = places.find(({ code }) => code === event.code);
    return place ? { does: 'go', href: place.href } : NOTHING;
  }
  return event.code === 'KeyG' ? { does: 'wait' } : NOTHING;
}
