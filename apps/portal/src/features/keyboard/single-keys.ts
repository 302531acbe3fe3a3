/** Before there were more of them, `/` alone could be switched off. */
const FORMER_KEY = 'payport.slash-key';
const KEY = 'payport.single-keys';
const CHANGED = 'payport:single-keys';

/**
 * Whether keys without Ctrl act. They can be pressed by accident, and by speech input, so they can be switched off (WCAG
 * 2.1.4); the browser remembers it.
 */
export const singleKeysAct = (): boolean => (localStorage.getItem(KEY) ?? localStorage.getItem(FORMER_KEY)) !== 'off';

export function setSingleKeysAct(on: boolean): void {
  localStorage.setItem(KEY, on ? 'on' : 'off');
  window.dispatchEvent(new Event(CHANGED));
}

/** Told of every change, also in another tab. */
export function onSingleKeysChange(listen: () => void): () => void {
  window.addEventListener(CHANGED, listen);
  window.addEventListener('storage', listen);
  return () => {
    window.removeEventListener(CHANGED, listen);
    window.removeEventListener('storage', listen);
  };
}

const TYPING = 'input, textarea, select, [contenteditable], [role=textbox], [role=combobox], [role=listbox], [role=menu]';

/** Whether the key belongs to what has the focus: a letter typed there is a letter. */
export const isTyping = (target: EventTarget | null): boolean => target instanceof Element && target.closest(TYPING) !== null;
