/**
 * The line between the bank's program and its pinpad: one JSON object a line over TCP. The real line is a binary protocol
 * of the vendor; nothing outside this application ever sees either.
 */
export type FromProgram =
  | { readonly type: 'run'; readonly tid: string; readonly args: readonly string[] }
  /** The program found its abort file. */
  | { readonly type: 'abort' };

export type FromPinpad =
  /** The device took the run: the program now clears the files of earlier runs. */
  | { readonly type: 'accepted' }
  /** Bytes of the result and the slip, base64; how the program ends, where that says something. */
  | { readonly type: 'files'; readonly result: string; readonly slip: string | null; readonly exitCode?: number }
  /** It ends so, and leaves nothing. */
  | { readonly type: 'exit'; readonly exitCode: number }
  | { readonly type: 'die' };

/** What a program is told to do at its end. */
export type ProgramEnd = Exclude<FromPinpad, { readonly type: 'accepted' }>;

/** Longest line that either side reads. */
export const LINE_LIMIT_BYTES = 65_536;

/**
 * Cuts a stream of text into lines. Returns false when a line grows above the limit; the caller then ends the link.
 */
export class LineCutter {
  #rest = '';

  push(chunk: string, onLine: (line: string) => void): boolean {
    const lines = (this.#rest + chunk).split('\n');
    this.#rest = lines.pop() ?? '';
    lines.forEach(onLine);
    return this.#rest.length <= LINE_LIMIT_BYTES;
  }
}
