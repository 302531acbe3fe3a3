import type { Clock } from '@payport/domain';
import http, { type ClientRequest, type IncomingMessage } from 'node:http';
import https from 'node:https';
import type { LookupFunction } from 'node:net';
import type { Target } from '../target/target-guard.ts';

export interface Post extends Target {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What came of it. `failed` words are stable: they are stored and shown. */
export type PostAnswer =
  { readonly kind: 'answered'; readonly status: number } | { readonly kind: 'failed'; readonly why: 'time-limit' | 'tls' | 'connection' | 'stopped' };

/** Posts one message. Never rejects. */
export type PostMessage = (post: Post, signal: AbortSignal) => Promise<PostAnswer>;

/** From the first step of connecting to the end of the answer, ms. Standard Webhooks: 15 to 30 s at most. */
export const POST_LIMIT_MS = 10_000;
/** Nobody reads the answer's body; so much of it is let through, so that the connection can end in order. */
const BODY_LIMIT = 16_384;

/**
 * Sends over http or https to one of the target's checked addresses and to nothing else: the name is never asked again, no
 * connection is kept or shared, and a redirect is an answer like any other.
 */
export function postMessage(clock: Pick<Clock, 'after'>): PostMessage {
  return (post, signal) =>
    new Promise((resolve) => {
      let status: number | null = null;
      let ended = false;
      const request = open(post);
      const end = (failed: 'time-limit' | 'tls' | 'connection' | 'stopped'): void => {
        if (ended) return;
        ended = true;
        cancel();
        signal.removeEventListener('abort', stop);
        request.destroy();
        resolve(status === null ? { kind: 'failed', why: failed } : { kind: 'answered', status });
      };
      const stop = (): void => end('stopped');
      const cancel = clock.after(POST_LIMIT_MS, () => end('time-limit'));
      request.on('error', (error) => end(isTls(error) ? 'tls' : 'connection'));
      request.on('close', () => end('connection'));
      request.on('response', (response) => {
        status = response.statusCode ?? null;
        drain(response, () => end('connection'));
      });
      signal.addEventListener('abort', stop, { once: true });
      if (signal.aborted) stop();
      else request.end(post.body);
    });
}

function open({ url, addresses, headers, body }: Post): ClientRequest {
  const options = {
    method: 'POST',
    hostname: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port,
    path: `${url.pathname}${url.search}`,
    headers: { ...headers, host: url.host, 'content-length': Buffer.byteLength(body) },
    agent: false as const,
    lookup: onlyThese(addresses),
    insecureHTTPParser: false,
  };
  return url.protocol === 'https:' ? https.request({ ...options, minVersion: 'TLSv1.2', rejectUnauthorized: true }) : http.request(options);
}

/** The answer to every question about a name: the addresses that were checked. */
function onlyThese(addresses: readonly string[]): LookupFunction {
  const entries = addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
  return (_name, { all }, callback) => {
    const [first] = entries;
    if (!first) callback(new Error('no address was checked'), []);
    else if (all) callback(null, entries);
    else callback(null, first.address, first.family);
  };
}

function drain(response: IncomingMessage, end: () => void): void {
  let size = 0;
  response.on('data', (part: Buffer) => {
    size += part.length;
    if (size > BODY_LIMIT) end();
  });
  response.on('end', end);
  response.on('error', end);
}

/** Node gives certificates no common code: they are named after what is wrong with them. */
const isTls = (error: Error & { code?: string }): boolean =>
  /^(ERR_TLS|ERR_SSL|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO|EPROTO)/.test(error.code ?? '');
