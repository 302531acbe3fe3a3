import { isTyping, singleKeysAct } from '@/features/keyboard/single-keys.ts';

/** Ctrl-K and ⌘K everywhere; `/` where nobody is typing. By the key's place: a Russian layout has other letters there. */
export function opensSearch(event: KeyboardEvent): boolean {
  if (event.altKey || event.shiftKey || event.isComposing) return false;
  if (event.ctrlKey || event.metaKey) return event.code === 'KeyK';
  if (event.code !== 'Slash' && event.key !== '/') return false;
  return singleKeysAct() && !isTyping(event.target);
}
