import { typedText } from './typed-text.ts';

type Ask = () => Promise<boolean>;

let ask: Ask | null = null;
/** Whoever was asked and would rather not is asked again by their own orders alone. */
let declined = false;
const listeners = new Set<() => void>();

/** The dialog that is on the page says how it is asked; the returned function takes it back. */
export function answerWith(asked: Ask): () => void {
  ask = asked;
  return () => {
    if (ask === asked) ask = null;
  };
}

/** Has the person sign in again where they are. False where nobody can be asked, or they would rather not. */
export async function signInHere(): Promise<boolean> {
  const signedIn = (await ask?.()) ?? false;
  declined = !signedIn;
  if (signedIn) for (const hear of [...listeners]) hear();
  return signedIn;
}

/** What stopped with the session goes on. */
export function onSignedInHere(hear: () => void): () => void {
  listeners.add(hear);
  return () => listeners.delete(hear);
}

/** The session is over. The page itself knows the way to the sign-in and back, but what was typed would not come along. */
export function sessionOver(): void {
  if (ask === null || !typedText.holds()) window.location.reload();
  else if (!declined) void signInHere();
}
