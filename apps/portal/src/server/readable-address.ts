import type { IncomingMessage } from 'node:http';

/** What stands for bytes that are no text: U+FFFD. */
const NO_TEXT = '%EF%BF%BD';

/**
 * An address that every part of the framework can read. It answers one whose escapes are no text (`/%ff`, `/ru/%E0%A4%A`) with 500
 * and none of our headers; with the sign for unreadable text in their place it is an address like any other that there is not.
 */
export function readableAddress(url: string): string {
  const query = url.indexOf('?');
  const path = query < 0 ? url : url.slice(0, query);
  return path.replace(/(?:%[\da-f]{2})+|%/gi, textOrSign) + url.slice(path.length);
}

function textOrSign(escaped: string): string {
  try {
    decodeURIComponent(escaped);
    return escaped;
  } catch {
    return NO_TEXT;
  }
}

/** TRACE, which the framework cannot even refuse, is asked like OPTIONS: nothing of the request comes back either way. */
export function makeReadable(request: Pick<IncomingMessage, 'url' | 'method'>): void {
  if (request.url !== undefined) request.url = readableAddress(request.url);
  if (request.method === 'TRACE') request.method = 'OPTIONS';
}
