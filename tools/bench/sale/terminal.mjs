// @ts-check
import { createServer } from 'node:net';

/**
 * Terminals that answer at once: one port each, `SALE <reference> <amount>\n` → `OK <reference>\n`; `COUNT\n` → how many
 * sales that was. A sale that ends in .71 is taken and not answered; `ASK <reference>\n` → `OK` where it was, else `NONE`.
 * Prints its ports as one line of JSON and ends with its parent.
 */
const count = Number(process.argv[2]);
const ports = await Promise.all(
  Array.from(
    { length: count },
    () =>
      new Promise((resolve) => {
        let prompts = 0;
        /** @type {Set<string | undefined>} */
        const taken = new Set();
        const server = createServer({ noDelay: true }, (socket) => {
          let text = '';
          socket.setEncoding('latin1');
          socket.on('data', (chunk) => {
            text += chunk;
            for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n')) {
              const [verb, reference, amount] = text.slice(0, end).split(' ');
              if (verb === 'SALE') {
                prompts += 1;
                taken.add(reference);
              }
              if (verb === 'COUNT') socket.write(`PROMPTS ${prompts}\n`);
              else if (verb === 'ASK') socket.write(taken.has(reference) ? `OK ${reference}\n` : `NONE ${reference}\n`);
              else if (!amount?.endsWith('71')) socket.write(`OK ${reference}\n`);
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
