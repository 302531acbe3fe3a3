import { maskCardNumbers, type Clock, type Random } from '@payport/domain';
import type { Logger } from '@payport/logging';
import type { Pool } from 'pg';
import { createApp } from './create-app.ts';
import { ConfigError, readConfig } from './config/config.ts';
import { gracefulStop } from './graceful-stop.ts';
import type { Engine } from './modules/engine/index.ts';
import { printSetupLink } from './modules/entry/index.ts';
import { threadReading } from './modules/bank-files/index.ts';
import { threadPapers } from './modules/documents/index.ts';
import { AlarmMailer } from './modules/alarms/index.ts';
import { KeyEnds } from './modules/properties/index.ts';
import { LiveForgetting } from './modules/live/index.ts';
import { MessageRetention, WebhookDispatcher } from './modules/webhooks/index.ts';
import { threadProgram } from './thread-program.ts';
import { CLOCK, ENGINE, LOGGER, PG_POOL, RANDOM } from './tokens.ts';

/** Starts the gateway and stays until SIGTERM or SIGINT; then drains the payments on devices and ends. */
async function main(): Promise<void> {
  const [readThread, paperThread] = [threadProgram(import.meta.dirname, 'read-thread'), threadProgram(import.meta.dirname, 'paper-thread')];
  const config = readConfig();
  const app = await createApp(config, { bankFileReading: threadReading(readThread), papers: threadPapers(paperThread) });
  const logger = app.get<Logger>(LOGGER);
  const engine = app.get<Engine>(ENGINE);
  const pool = app.get<Pool>(PG_POOL);
  endOnOurOwnBug(logger);
  await engine.start();
  app.get(WebhookDispatcher, { strict: false }).start();
  app.get(MessageRetention, { strict: false }).start();
  app.get(AlarmMailer, { strict: false }).start();
  app.get(KeyEnds, { strict: false }).start();
  app.get(LiveForgetting, { strict: false }).start();
  const [clock, random] = [app.get<Clock>(CLOCK), app.get<Random>(RANDOM)];
  await printSetupLink({ pool, clock, random, config, print: (text) => process.stdout.write(text) });
  await app.listen(config.port, config.host);
  logger.info({ url: await app.getUrl(), version: config.version, instanceId: config.instanceId }, 'gateway_ready');

  const stop = gracefulStop({ app, engine, pool, logger });
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

/** An error that nobody caught ends the program, as Node would, but told through the log and its guard. */
function endOnOurOwnBug(logger: Logger): void {
  process.on('uncaughtException', (error) => {
    logger.fatal({ err: error }, 'uncaught_error');
    process.exit(1);
  });
}

main().catch((error: unknown) => {
  const known =
    error instanceof ConfigError || (error instanceof Error && ['LeaseLost', 'JournalUnusable', 'ProgramIncomplete'].includes(error.name));
  const text = known ? (error as Error).message : error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`${maskCardNumbers(text)}\n`);
  process.exit(1);
});
