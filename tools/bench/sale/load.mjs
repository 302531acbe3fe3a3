// @ts-check
import { Agent, request } from 'node:http';

/**
 * @typedef {object} Sample
 * @property {number[]} latencies ms, sorted
 * @property {number} seconds
 */

/**
 * One client after another's answer: `clients` of them at once, each on its own terminal, for `seconds`.
 * @param {{url: string, clients: number, seconds: number, make: (client: number, n: number) => {path: string, headers: Record<string, string>, body: string}}} plan
 * @returns {Promise<Sample>}
 */
export async function drive({ url, clients, seconds, make }) {
  const agent = new Agent({ keepAlive: true, maxSockets: clients });
  const until = performance.now() + seconds * 1000;
  /** @type {number[]} */
  const latencies = [];
  const started = performance.now();
  await Promise.all(
    Array.from({ length: clients }, async (_, client) => {
      for (let n = 0; performance.now() < until; n += 1) {
        const { path, headers, body } = make(client, n);
        const at = performance.now();
        await post(agent, url + path, headers, body);
        latencies.push(performance.now() - at);
      }
    }),
  );
  const took = (performance.now() - started) / 1000;
  agent.destroy();
  return { latencies: latencies.sort((a, b) => a - b), seconds: took };
}

/**
 * @param {Agent} agent
 * @param {string} url
 * @param {Record<string, string>} headers
 * @param {string} body
 * @returns {Promise<void>}
 */
function post(agent, url, headers, body) {
  return new Promise((resolve, reject) => {
    const call = request(
      url,
      { agent, method: 'POST', headers: { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(body)), ...headers } },
      (answer) => {
        let text = '';
        answer.setEncoding('utf8');
        answer.on('data', (/** @type {string} */ chunk) => (text += chunk));
        answer.on('end', () => {
          if (answer.statusCode === 201 && text.includes('"approved"')) resolve();
          else reject(new Error(`a payment was answered ${answer.statusCode}: ${text.slice(0, 500)}`));
        });
        answer.on('error', reject);
      },
    );
    call.on('error', reject);
    call.end(body);
  });
}

/** @param {readonly number[]} sorted @param {number} share */
export const quantile = (sorted, share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;

/** @param {readonly number[]} values */
export const median = (values) =>
  quantile(
    [...values].sort((a, b) => a - b),
    0.5,
  );
