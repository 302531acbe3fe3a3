import type { IncomingMessage } from 'node:http';
import { z } from 'zod';
import { Problem } from './problem.ts';

/** Bodies of the control interface are small; only history is a list. */
export const BODY_LIMIT_BYTES = 64 * 1024;
export const HISTORY_LIMIT_BYTES = 8 * 1024 * 1024;

/** Reads a JSON body and holds it against its schema. */
export async function readBody<S extends z.ZodType>(request: IncomingMessage, schema: S, limitBytes: number): Promise<z.output<S>> {
  const contentType = request.headers['content-type'] ?? '';
  // Also keeps web pages out: a browser asks first before it sends JSON to another origin, and gets no answer.
  if (!/^application\/json\b/i.test(contentType)) throw new Problem(415, 'unsupported-media-type', 'The body must be application/json.');
  const parsed = schema.safeParse(parseJson(await readBytes(request, limitBytes)));
  if (!parsed.success) throw new Problem(422, 'validation-failed', z.prettifyError(parsed.error));
  return parsed.data;
}

async function readBytes(request: IncomingMessage, limitBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > limitBytes) throw new Problem(413, 'body-too-large', `The body may have ${limitBytes} bytes.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch (error) {
    if (error instanceof SyntaxError) throw new Problem(400, 'validation-failed', 'The body is not JSON.');
    throw error;
  }
}
