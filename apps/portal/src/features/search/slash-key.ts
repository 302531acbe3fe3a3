const KEY = 'payport.slash-key';

/** Whether `/` alone opens the search. A key without Ctrl can be pressed by accident, so it can be switched off (WCAG 2.1.4). */
export const slashOpens = (): boolean => localStorage.getItem(KEY) !== 'off';
export const setSlashOpens = (on: boolean): void => localStorage.setItem(KEY, on ? 'on' : 'off');

const TYPING = 'input, textarea, select, [contenteditable]';

/** Ctrl-K and ⌘K everywhere; `/` where nobody is typing. By the key's place: a Russian layout has other letters there. */
export function opensSearch(event: KeyboardEvent): boolean {
  if (event.altKey || event.shiftKey || event.isComposing) return false;
  if (event.ctrlKey || event.metaKey) return event.code === 'KeyK';
  if (event.code !== 'Slash' && event.key !== '/') return false;
  return slashOpens() && !(event.target instanceof Element && event.target.closest(TYPING));
}
