import type { z } from 'zod';
import type { ProblemCode } from '../problems.ts';

/** One route of the portal API. The gateway serves it; tests, and the portal's own door, read it from here. */
export interface PortalRoute {
  readonly method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  /** `{id}` stands for a UUID; other places for a path segment of letters, digits, `-` and `_`. */
  readonly path: string;
  readonly operationId: string;
  readonly summary: string;
  /** Open to people who are not signed in. */
  readonly open?: true;
  /** Asked by the portal's server for its pages, never by a browser. */
  readonly serverOnly?: true;
  readonly query?: z.ZodObject;
  readonly body?: z.ZodType;
  /** The body is a file, as it is. */
  readonly upload?: true;
  /** Success; a schema is absent where the body is empty or plain text. */
  readonly answers: Readonly<Record<number, { readonly description: string; readonly schema?: z.ZodType; readonly contentType?: string }>>;
  readonly problems: readonly ProblemCode[];
}

export const BROKEN: readonly ProblemCode[] = ['unavailable', 'internal-error'];
/** About the person alone: open to everybody who is signed in. */
export const SELF: readonly ProblemCode[] = ['unauthorized', ...BROKEN];
/** `second-factor-needed`: a hotel asks this person for one, and there is none yet. */
export const CLOSED: readonly ProblemCode[] = [...SELF, 'second-factor-needed'];
export const POSTED: readonly ProblemCode[] = ['malformed-json', 'payload-too-large', 'unsupported-media-type'];
