// @ts-check
import Fastify from 'fastify';
import { randomUUID } from 'node:crypto';
import { connect } from 'node:net';
import pg from 'pg';

/**
 * What no gateway can be faster than: Fastify, one row written durably, a word to the terminal, the row's result written
 * durably, the answer. No idempotency, no guards, no history, no device lock.
 */
const { DATABASE_URL = '', PORTS = '' } = process.env;
const pool = new pg.Pool({ connectionString: DATABASE_URL, max: 20 });

/** @param {number} port */
function terminal(port) {
  const socket = connect({ host: '127.0.0.1', port, noDelay: true });
  socket.setEncoding('latin1');
  /** @type {Array<(line: string) => void>} */
  const waiting = [];
  socket.on('data', (/** @type {string} */ line) => waiting.shift()?.(line));
  return {
    /** @param {string} line @returns {Promise<string>} */
    ask: (line) =>
      new Promise((resolve) => {
        waiting.push(resolve);
        socket.write(line);
      }),
  };
}

const terminals = new Map(PORTS.split(',').map((port) => [port, terminal(Number(port))]));
const app = Fastify();
app.post('/pay', async (request, reply) => {
  const body = /** @type {{port: string, amount: string}} */ (request.body);
  const id = randomUUID();
  await pool.query({
    name: 'intent',
    text: 'insert into floor_payment (id, key, body) values ($1, $2, $3)',
    values: [id, request.headers['idempotency-key'], body],
  });
  const answer = await terminals.get(body.port)?.ask(`SALE ${id.slice(0, 8)} ${body.amount}\n`);
  await pool.query({ name: 'outcome', text: 'update floor_payment set status = $2, answer = $3 where id = $1', values: [id, 'approved', answer] });
  return reply.code(201).send({ id, status: 'approved', answer });
});
await app.listen({ port: 0, host: '127.0.0.1' });
const address = /** @type {import('node:net').AddressInfo} */ (app.server.address());
process.stdout.write(`${JSON.stringify({ url: `http://127.0.0.1:${address.port}` })}\n`);
process.on('SIGTERM', () => process.exit(0));
