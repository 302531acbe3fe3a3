import { subscribe } from 'node:diagnostics_channel';
import type { IncomingMessage } from 'node:http';
import { makeReadable } from './readable-address.ts';

/**
 * Who is really asking. The framework passes a visitor's own X-Forwarded-For on untouched, and the gateway counts failed
 * sign-ins per address: without this, anybody could invent a new address for each guess. Behind a reverse proxy
 * (`PORTAL_TRUST_PROXY=1`) only the last entry is kept, the one that the proxy itself added.
 */
export function nameVisitor(request: Pick<IncomingMessage, 'headers' | 'socket'>, trustProxy: boolean): void {
  const peer = request.socket.remoteAddress ?? 'unknown';
  if (!trustProxy) {
    request.headers['x-forwarded-for'] = peer;
    delete request.headers['x-forwarded-host'];
    delete request.headers['x-forwarded-proto'];
    return;
  }
  const told = String(request.headers['x-forwarded-for'] ?? '')
    .split(',')
    .at(-1)
    ?.trim();
  request.headers['x-forwarded-for'] = told === undefined || told === '' ? peer : told;
}

/** Sees every request of this process before the framework does; it offers no other way to the socket. */
export function watchVisitors(trustProxy: boolean): void {
  subscribe('http.server.request.start', (message) => {
    if (!isStart(message)) return;
    nameVisitor(message.request, trustProxy);
    makeReadable(message.request);
  });
}

const isStart = (message: unknown): message is { request: IncomingMessage } =>
  typeof message === 'object' && message !== null && 'request' in message;
