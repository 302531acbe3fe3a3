import { Readable } from 'node:stream';
import { BODY_LIMIT_BYTES } from '../../../http/http-server.ts';
import { ProblemError } from '../../../http/problem-error.ts';

/** The bytes of a body as they came, before anybody reads a meaning into them. @throws ProblemError `payload-too-large` */
export async function bytesOf(stream: AsyncIterable<Buffer>): Promise<Buffer> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of stream) {
    size += part.length;
    // The digest of a longer body cannot be known; contract: the size is checked before anything in it.
    if (size > BODY_LIMIT_BYTES) throw new ProblemError('payload-too-large');
    parts.push(part);
  }
  return Buffer.concat(parts);
}

/** The same bytes again, for the parser. Fastify compares their number with Content-Length. */
export const replayed = (bytes: Buffer): Readable =>
  Object.assign(Readable.from(bytes.length === 0 ? [] : [bytes], { objectMode: false }), { receivedEncodedLength: bytes.length });
