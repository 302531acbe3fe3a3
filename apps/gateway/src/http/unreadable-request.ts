import type { Socket } from 'node:net';
import type { Language } from './language.ts';
import { problemBody } from './problem-answer.ts';
import { ProblemError } from './problem-error.ts';

/** Nothing of the request is known, so not who sent it either. */
const LANGUAGE: Language = 'ru';
const NO_HTTP = { ru: 'Запрос не прочитать как HTTP/1.1', en: 'The request cannot be read as HTTP/1.1' };
const LONG_HEADERS = { ru: 'Заголовки запроса длиннее 16 КиБ', en: "The request's headers are longer than 16 KiB" };

/** What never became a request is answered in the words of the catalogue as well, and its connection ends: nobody knows where the next one begins. */
export function answerUnreadable(
  error: { readonly code?: string },
  socket: Socket,
  requestId: string,
  headers: Readonly<Record<string, string>>,
): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
  const tooLong = error.code === 'HPE_HEADER_OVERFLOW';
  const problem = tooLong ? new ProblemError('payload-too-large', { detail: LONG_HEADERS }) : new ProblemError('malformed-json', { detail: NO_HTTP });
  const body = problemBody(problem, requestId, LANGUAGE);
  const text = JSON.stringify(body);
  const lines = Object.entries({
    ...headers,
    'X-Request-Id': requestId,
    'Content-Type': 'application/problem+json; charset=utf-8',
    'Content-Length': String(Buffer.byteLength(text)),
    Connection: 'close',
  }).map(([name, value]) => `${name}: ${value}\r\n`);
  // A caller who does not close its side must not keep the connection.
  socket.end(`HTTP/1.1 ${body.status} ${tooLong ? 'Payload Too Large' : 'Bad Request'}\r\n${lines.join('')}\r\n${text}`, () => socket.destroy());
}
