import type { EngineLog } from './payments.service.ts';

/**
 * False while this gateway may not send: an intent that is written now could only be proven never to have left, so that
 * none is written, and repeats alone are answered.
 */
export function mayBegin(maySend: () => Promise<void>, log: Pick<EngineLog, 'warn'>): Promise<boolean> {
  return maySend().then(
    () => true,
    (error: unknown) => {
      log.warn('not_begun', {}, error);
      return false;
    },
  );
}
