/** What a single key does at the list of exceptions. */
export type DeskAct = 'next' | 'previous' | 'match' | 'apart' | 'split' | 'merge' | 'undo' | 'assign' | 'note' | 'sign_off' | 'choose';

/** By the place of the key: in a Russian layout other letters stand there. */
const KEYS: Readonly<Record<string, DeskAct>> = {
  KeyJ: 'next',
  ArrowDown: 'next',
  KeyK: 'previous',
  ArrowUp: 'previous',
  Enter: 'match',
  KeyX: 'apart',
  KeyS: 'split',
  KeyM: 'merge',
  KeyU: 'undo',
  KeyA: 'assign',
  KeyN: 'note',
  KeyD: 'sign_off',
  Space: 'choose',
};
/** As long as a letter after G leads to another page, ms. */
const GO_WAIT_MS = 1_500;

type Pressed = Pick<KeyboardEvent, 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey' | 'isComposing' | 'timeStamp'>;

/** Null: the key is for somebody else. `goAt`: when G was pressed, which takes the letter that follows. */
export function deskAct(event: Pressed, goAt: number | null): DeskAct | null {
  if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || event.isComposing) return null;
  if (goAt !== null && event.timeStamp - goAt <= GO_WAIT_MS) return null;
  return KEYS[event.code] ?? null;
}
