import type { z } from 'zod';
import type { ProblemCode } from '../problems.ts';

export interface RouteAnswer {
  readonly description: string;
  /** Absent where the body is empty or plain text. */
  readonly schema?: z.ZodType;
  readonly contentType?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface SonataRoute {
  readonly method: 'get' | 'post';
  /** OpenAPI path, below the base path. */
  readonly path: string;
  readonly operationId: string;
  readonly summary: string;
  readonly scopes: readonly string[];
  readonly query?: z.ZodObject;
  readonly headers?: Readonly<Record<string, { readonly description: string; readonly required: boolean }>>;
  readonly body?: z.ZodType;
  /** The call may come without a body, and then needs no content type. */
  readonly bodyOptional?: true;
  readonly answers: Readonly<Record<number, RouteAnswer>>;
  readonly problems: readonly ProblemCode[];
}

export const PREFER = { description: '`wait=N`: hold the answer up to N seconds (at most 120)', required: false };
export const ALWAYS: readonly ProblemCode[] = ['unauthorized', 'forbidden', 'rate-limited', 'unavailable', 'internal-error'];
export const APPLIED = { 'Preference-Applied': 'wait=<seconds used>, where Prefer was sent' };
