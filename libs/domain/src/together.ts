/**
 * Waits for all of them and gives their values; when some failed, throws the error of the first in the list, and only
 * after the last one has ended. Unlike `Promise.all` nothing is still under way when it rejects, and the error told is
 * the cause and not what followed from it: for statements that were sent one behind the other.
 */
export async function together<T extends readonly unknown[]>(work: readonly [...{ readonly [K in keyof T]: Promise<T[K]> | T[K] }]): Promise<T> {
  const ended = await Promise.allSettled(work.map((one) => Promise.resolve<unknown>(one)));
  for (const one of ended) if (one.status === 'rejected') throw one.reason;
  return ended.map((one) => (one.status === 'fulfilled' ? one.value : undefined)) as unknown as T;
}
