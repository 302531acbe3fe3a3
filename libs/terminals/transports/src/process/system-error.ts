/** The system's own code of a failed call, e.g. `ENOENT`; null for anything else. */
export function systemCode(error: unknown): string | null {
  if (!(error instanceof Error) || !('code' in error)) return null;
  return typeof error.code === 'string' ? error.code : null;
}

/** Runs a call whose failure with one of these codes is an expected answer. */
export async function orNull<T>(call: Promise<T>, ...codes: readonly string[]): Promise<T | null> {
  try {
    return await call;
  } catch (error) {
    if (codes.includes(systemCode(error) ?? '')) return null;
    throw error;
  }
}
