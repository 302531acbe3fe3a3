import { once } from 'node:events';
import { readConfig } from '../../src/config/config.ts';
import { createApp } from '../../src/create-app.ts';
import { plainReading } from '../../src/modules/bank-files/reading/copy-reading.ts';
import type { Engine } from '../../src/modules/engine/index.ts';
import type { Checkpoint } from '../../src/modules/payments/index.ts';
import { ENGINE } from '../../src/tokens.ts';

/**
 * The real gateway as a process that, at a named instant of a payment, kills itself with SIGKILL when CRASH_AT says so
 * (after CRASH_PASSES times that it was there and went on),
 * falls asleep with SIGSTOP, once, when STOP_AT does, or waits for a line on its input when WAIT_AT does.
 */
const crashAt = process.env['CRASH_AT'] as Checkpoint | undefined;
let passes = Number(process.env['CRASH_PASSES'] ?? 0);
let stopAt = process.env['STOP_AT'] as Checkpoint | undefined;
const waitAt = process.env['WAIT_AT'] as Checkpoint | undefined;
const config = readConfig();
const app = await createApp(config, {
  bankFileReading: plainReading,
  checkpoints: {
    reached: (point) => {
      if (point === stopAt) {
        stopAt = undefined;
        process.kill(process.pid, 'SIGSTOP');
      }
      if (point === waitAt) {
        process.stdout.write(`${JSON.stringify({ waitsAt: point })}\n`);
        return once(process.stdin, 'data').then(() => undefined);
      }
      if (point !== crashAt || (passes -= 1) >= 0) return undefined;
      process.kill(process.pid, 'SIGKILL');
      // The signal is on its way; nothing after this point may run.
      return new Promise<void>(() => undefined);
    },
  },
});
await app.get<Engine>(ENGINE).start();
await app.listen(0, '127.0.0.1');
process.stdout.write(`${JSON.stringify({ url: await app.getUrl() })}\n`);
