type Ask = () => Promise<boolean>;

let ask: Ask | null = null;

/** The dialog that is on the page says how it is asked; the returned function takes it back. */
export function answerWith(asked: Ask): () => void {
  ask = asked;
  return () => {
    if (ask === asked) ask = null;
  };
}

/** Has the person show again who they are. False where nobody can be asked, or they would rather not. */
export const askForProof = (): Promise<boolean> => ask?.() ?? Promise.resolve(false);
