import { attendance } from './attendance/attendance.ts';
import { signInHere } from './attendance/session-over.ts';
import { SIGN_IN_URL } from './gateway-url.ts';
import { askForProof } from './step-up/ask-for-proof.ts';

/** An answer of the gateway that is not a success; `status` 0: no answer at all. */
export class PortalRequestFailed extends Error {
  override readonly name = 'PortalRequestFailed';
  constructor(
    readonly status: number,
    readonly code: string | null,
    readonly detail: string | null,
    readonly requestId: string | null,
    options?: ErrorOptions,
    /** What is wrong with which field: JSON pointer → words. */
    readonly fields: Readonly<Record<string, string>> = {},
    /** Whole minutes until another try makes sense; 0: not told. */
    readonly waitMinutes = 0,
  ) {
    super(`The request failed with ${status}`, options);
  }
}

interface PortalRequest {
  readonly locale: string;
  readonly method?: 'GET' | 'POST' | 'PATCH';
  readonly body?: unknown;
  /** Sent as it is, as it is read from the disk. */
  readonly file?: Blob;
  readonly signal?: AbortSignal;
}

/** Asks the gateway through the portal's door. The answer is JSON of a shape that the gateway's own contract test holds. */
export async function portalRequest(url: string, request: PortalRequest): Promise<unknown> {
  try {
    return await send(url, request);
  } catch (error) {
    // Something that an open browser alone may not do: whoever sits there shows who they are, and it is asked once more.
    const refused = error instanceof PortalRequestFailed && error.code === 'step-up-required';
    // The session ended while somebody wrote: they sign in where they are, and what they ordered is asked once more.
    const over = error instanceof PortalRequestFailed && error.code === 'unauthorized' && url !== SIGN_IN_URL && (request.method ?? 'GET') !== 'GET';
    if (refused ? !(await askForProof()) : !over || !(await signInHere())) throw error;
    return send(url, request);
  }
}

async function send(url: string, { locale, method = 'GET', body, file, signal }: PortalRequest): Promise<unknown> {
  const init: RequestInit = {
    method,
    headers: {
      ...attendance.headers(),
      accept: 'application/json',
      'accept-language': locale,
      'content-type': file ? 'application/octet-stream' : 'application/json',
    },
  };
  if (body !== undefined) init.body = JSON.stringify(body);
  if (file) init.body = file;
  if (signal) init.signal = signal;
  const response = await fetch(url, init).catch((error: unknown) => {
    if (signal?.aborted) throw error;
    throw new PortalRequestFailed(0, null, null, null, { cause: error });
  });
  const answer: unknown = await response.json().catch(() => null);
  if (!response.ok)
    throw new PortalRequestFailed(
      response.status,
      textOf(answer, 'code'),
      textOf(answer, 'detail'),
      response.headers.get('x-request-id'),
      {},
      fieldsOf(answer),
      Math.ceil(Number(response.headers.get('retry-after') ?? 0) / 60) || 0,
    );
  return answer;
}

function textOf(answer: unknown, member: string): string | null {
  const value: unknown = typeof answer === 'object' && answer !== null ? Reflect.get(answer, member) : null;
  return typeof value === 'string' && value !== '' ? value : null;
}

function fieldsOf(answer: unknown): Readonly<Record<string, string>> {
  const errors: unknown = typeof answer === 'object' && answer !== null ? Reflect.get(answer, 'errors') : null;
  if (!Array.isArray(errors)) return {};
  return Object.fromEntries(errors.map((error) => [textOf(error, 'pointer') ?? '', textOf(error, 'message') ?? '']));
}
