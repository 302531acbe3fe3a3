import { loadDriver } from '@payport/terminals-registry';
import { readConfig } from '../../src/config/config.ts';
import { createApp } from '../../src/create-app.ts';
import { plainReading } from '../../src/modules/bank-files/reading/copy-reading.ts';
import type { Engine } from '../../src/modules/engine/index.ts';
import { ENGINE } from '../../src/tokens.ts';
import type { DriverDefinition } from '@payport/terminals-core';
import { tcpScriptedDriver } from './tcp-scripted-driver.ts';

/** The real gateway as a process of its own, with one driver more than its registry has. For measuring only. */
const app = await createApp(readConfig(), {
  bankFileReading: plainReading,
  loadDriver: (id) => (id === 'scripted' ? Promise.resolve(tcpScriptedDriver as DriverDefinition) : loadDriver(id)),
});
const engine = app.get<Engine>(ENGINE);
await engine.start();
await app.listen(0, '127.0.0.1');
process.on('SIGTERM', () => {
  void engine
    .stop()
    .then(() => app.close())
    .then(() => process.exit(0));
});
process.stdout.write(`${JSON.stringify({ url: await app.getUrl() })}\n`);
