import { createApp } from './create-app.ts';
import { ConfigError, readConfig } from './config/config.ts';
import type { Engine } from './modules/engine/index.ts';
import { ENGINE, LOGGER, PG_POOL } from './tokens.ts';
import type { Logger } from '@payport/logging';
import type { Pool } from 'pg';

/** Starts the gateway and stays until SIGTERM or SIGINT; then drains the payments on devices and ends. */
async function main(): Promise<void> {
  const config = readConfig();
  const app = await createApp(config);
  const logger = app.get<Logger>(LOGGER);
  const engine = app.get<Engine>(ENGINE);
  const pool = app.get<Pool>(PG_POOL);
  await engine.start();
  await app.listen(config.port, config.host);
  logger.info({ url: await app.getUrl(), version: config.version, instanceId: config.instanceId }, 'gateway_ready');

  let stopping = false;
  const stop = async (signal: string): Promise<void> => {
    if (stopping) return;
    stopping = true;
    logger.info({ signal }, 'gateway_draining');
    await engine.stop();
    await app.close();
    await pool.end();
    logger.info({}, 'gateway_stopped');
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      stop(signal).then(
        () => process.exit(0),
        (error: unknown) => {
          logger.error({ err: error }, 'stop_failed');
          process.exit(1);
        },
      );
    });
  }
}

main().catch((error: unknown) => {
  const known = error instanceof ConfigError || (error instanceof Error && error.name === 'LeaseLost');
  process.stderr.write(`${known ? (error as Error).message : error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exit(1);
});
