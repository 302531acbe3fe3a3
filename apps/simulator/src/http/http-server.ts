import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Problem } from './problem.ts';
import { ROUTES, type RouteAnswer, type Simulation } from './routes.ts';

const LOOPBACK_NAMES = new Set(['localhost', '127.0.0.1', '[::1]']);

/** The control interface: JSON over HTTP on the loopback address, without a password, hence for this machine only. */
export class HttpServer {
  readonly #server: Server;
  readonly #log: (error: unknown) => void;

  /** `log` hears of errors that are no wrong request. */
  constructor(simulation: Simulation, log: (error: unknown) => void) {
    this.#log = log;
    this.#server = createServer((request, response) => {
      this.#answer(simulation, request)
        .then((answer) => send(response, answer))
        .catch((error: unknown) => this.#log(error));
    });
    this.#server.requestTimeout = 30_000;
  }

  /** Resolves with the port once it listens. */
  listen(host: string, port: number): Promise<number> {
    return new Promise((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(port, host, () => resolve((this.#server.address() as AddressInfo).port));
    });
  }

  close(): Promise<void> {
    return new Promise((resolve) => {
      this.#server.close(() => resolve());
      this.#server.closeAllConnections();
    });
  }

  async #answer(simulation: Simulation, request: IncomingMessage): Promise<RouteAnswer> {
    try {
      refuseStrangers(request);
      const url = new URL(request.url ?? '/', 'http://localhost');
      const found = ROUTES.map((route) => ({ route, match: route.path.exec(url.pathname) })).filter(({ match }) => match !== null);
      if (found.length === 0) throw new Problem(404, 'not-found', 'There is nothing at this path.');
      const fit = found.find(({ route }) => route.method === request.method);
      if (!fit) throw new Problem(405, 'method-not-allowed', `Allowed here: ${found.map(({ route }) => route.method).join(', ')}.`);
      return await fit.route.handle({ simulation, request, params: fit.match?.groups ?? {}, query: url.searchParams });
    } catch (error) {
      if (error instanceof Problem) return { status: error.status, body: error };
      // The asker left in the middle of its own request.
      if (request.destroyed && !request.complete) return { status: 400 };
      this.#log(error);
      return { status: 500, body: new Problem(500, 'internal', 'The simulator failed.') };
    }
  }
}

/** A page of the internet may resolve its own name to this machine; its requests then carry that name, or an origin. */
function refuseStrangers({ headers }: IncomingMessage): void {
  const name = (headers.host ?? '').replace(/:[0-9]+$/, '');
  const origin = headers.origin;
  const originIsLocal = origin === undefined || /^https?:\/\/(localhost|127\.0\.0\.1|\[::1\])(:[0-9]+)?$/.test(origin);
  if (!LOOPBACK_NAMES.has(name) || !originIsLocal) throw new Problem(403, 'forbidden-origin', 'Ask by a loopback name from this machine.');
}

function send(response: ServerResponse, { status, body, file }: RouteAnswer): void {
  const isProblem = body instanceof Problem;
  response.statusCode = status;
  response.setHeader('cache-control', 'no-store');
  if (file !== undefined) {
    response.setHeader('content-type', file.type);
    response.setHeader('content-disposition', `attachment; filename="${file.name}"`);
    response.end(file.bytes);
    return;
  }
  if (body === undefined) {
    response.end();
    return;
  }
  response.setHeader('content-type', isProblem ? 'application/problem+json; charset=utf-8' : 'application/json; charset=utf-8');
  // An unread body would be taken for the next request.
  if (isProblem && status === 413) response.setHeader('connection', 'close');
  response.end(JSON.stringify(isProblem ? body.toJson() : body));
}
