// @ts-check

/** Ctrl-C was pressed, or the system asks us to end. */
export class Interrupted extends Error {
  /** @override */
  name = 'Interrupted';
}

/** In a terminal npm passes on the Ctrl-C that we have got from the terminal as well: that is one wish, not two. */
const SAME_WISH_MS = 300;

/**
 * One stop for all reasons: `halt` carries the first one; `hurry` is set by a second Ctrl-C.
 * @param {(line: string) => void} log
 */
export function watchInterrupts(log) {
  const halt = new AbortController();
  const hurry = new AbortController();
  let first = -Infinity;
  /** @param {NodeJS.Signals} name */
  const onSignal = (name) => {
    if (!halt.signal.aborted) {
      log(`\nStopping (${name}). Press Ctrl-C once more to hurry.`);
      halt.abort(new Interrupted(name));
    } else if (first > -Infinity && performance.now() - first > SAME_WISH_MS && !hurry.signal.aborted) {
      log('Hurrying. A payment that is cut off is asked about at the terminal when PayPort starts again.');
      hurry.abort();
    }
    if (first === -Infinity) first = performance.now();
  };
  /** @param {unknown} error */
  const onError = (error) => halt.abort(error);
  /** @type {NodeJS.Signals[]} */
  const names = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  for (const name of names) process.on(name, onSignal);
  process.on('uncaughtException', onError);
  // A closed terminal or pipe must not end us before we have stopped what we started.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
  return {
    halt,
    hurry: hurry.signal,
    dispose() {
      for (const name of names) process.off(name, onSignal);
      process.off('uncaughtException', onError);
    },
  };
}
