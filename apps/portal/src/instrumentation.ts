/** Runs once when the server starts: checks the configuration, so that a wrong one stops the start, not a visit. */
export async function register(): Promise<void> {
  // The framework compiles this file for its edge runtime too, and drops this branch there. We have no edge.
  if (process.env['NEXT_RUNTIME'] === 'nodejs') {
    const [{ portalConfig }, { watchVisitors }, { trainingConfig }] = await Promise.all([
      import('./server/env.ts'),
      import('./server/client-address.ts'),
      import('./server/training/training-config.ts'),
    ]);
    watchVisitors(portalConfig().trustProxy);
    trainingConfig();
  }
}
