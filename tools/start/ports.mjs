// @ts-check
import net from 'node:net';
import { PlainError } from './progress.mjs';

/**
 * Whether a program could listen on this port of this address now.
 * @param {number} port
 * @param {string} host
 * @returns {Promise<boolean>}
 */
function canListen(port, host) {
  return new Promise((resolve) => {
    const server = net.createServer();
    // A machine without IPv6 has nobody on its IPv6 loopback: that is free.
    server.once('error', (error) => {
      const { code } = /** @type {NodeJS.ErrnoException} */ (error);
      resolve(code === 'EADDRNOTAVAIL' || code === 'EAFNOSUPPORT');
    });
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(true)));
  });
}

/**
 * A port is free only when both loopback addresses are: our URLs say `localhost`, and a browser that tries ::1 first
 * must not meet somebody else's program there.
 * @param {number} port
 * @param {string} [host]
 */
export async function isPortFree(port, host = '127.0.0.1') {
  for (const address of new Set([host, '127.0.0.1', '::1'])) {
    if (!(await canListen(port, address))) return false;
  }
  return true;
}

/** A port that the system has free now. @returns {Promise<number>} */
export function anyFreePort() {
  return new Promise((resolve, reject) => {
    const server = net.createServer();
    server.once('error', reject);
    server.listen({ port: 0, host: '127.0.0.1' }, () => {
      const address = server.address();
      server.close(() => (address && typeof address === 'object' ? resolve(address.port) : reject(new PlainError('no port'))));
    });
  });
}

/** How many ports above the wanted one are tried: enough for every stray program, few enough to end. */
const TRIES = 100;

/**
 * The wanted port, or the next free one above it. 0 asks for any free port.
 * @param {number} wanted
 * @param {{host?: string, except?: Iterable<number>}} [options] ports that we have already given away
 * @returns {Promise<number>}
 */
export async function freePort(wanted, { host = '127.0.0.1', except = [] } = {}) {
  if (wanted === 0) return anyFreePort();
  const given = new Set(except);
  for (let port = wanted; port < Math.min(wanted + TRIES, 65_536); port += 1) {
    if (!given.has(port) && (await isPortFree(port, host))) return port;
  }
  throw new PlainError(`Ports ${wanted} to ${wanted + TRIES - 1} are all taken. Free one or choose another range.`);
}
