import type { Logger } from '@payport/logging';
import type { RequestEnd } from './request-watch.ts';

/** Asked every few seconds by machines: told only to who debugs. */
const CHATTER = new Set(['/health/live', '/health/ready', '/metrics']);

/** One line a request: never its query, headers or body. */
export function logRequest(logger: Logger, end: RequestEnd): void {
  const { requestId, method, route, status, aborted, paymentId, seconds } = end;
  const line = {
    requestId,
    method,
    route,
    status,
    ms: Math.round(seconds * 10_000) / 10,
    ...(aborted ? { aborted } : {}),
    ...(paymentId === null ? {} : { paymentId }),
  };
  if (status >= 500 && !CHATTER.has(route)) logger.warn(line, 'request');
  else if (CHATTER.has(route)) logger.debug(line, 'request');
  else logger.info(line, 'request');
}
