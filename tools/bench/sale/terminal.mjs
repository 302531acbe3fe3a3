// @ts-check
import { createServer } from 'node:net';

/**
 * Terminals that answer at once: one port each, `SALE <reference> <amount>\n` → `OK <reference>\n`; `COUNT\n` → how many
 * sales that was.
 * Prints its ports as one line of JSON and ends with its parent.
 */
const count = Number(process.argv[2]);
const ports = await Promise.all(
  Array.from(
    { length: count },
    () =>
      new Promise((resolve) => {
        let prompts = 0;
        const server = createServer({ noDelay: true }, (socket) => {
          let text = '';
          socket.setEncoding('latin1');
          socket.on('data', (chunk) => {
            text += chunk;
            for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n')) {
              const [verb, reference] = text.slice(0, end).split(' ');
              if (verb === 'SALE') prompts += 1;
              socket.write(verb === 'COUNT' ? `PROMPTS ${prompts}\n` : `OK ${reference}\n`);
              text = text.slice(end + 1);
            }
          });
          socket.on('error', () => socket.destroy());
        });
        server.listen(0, '127.0.0.1', () => resolve(/** @type {import('node:net').AddressInfo} */ (server.address()).port));
      }),
  ),
);
process.stdout.write(`${JSON.stringify({ ports })}\n`);
process.on('disconnect', () => process.exit(0));
