import { DOOR_HEADERS } from './security-headers.ts';

/** A problem of the portal's own; the page has the words for each code. */
export function doorProblem(status: number, code: string, requestId: string): Response {
  return Response.json(
    { type: `urn:payport:problem:${code}`, title: code, status, detail: '', instance: requestId, code },
    { status, headers: { ...DOOR_HEADERS, 'content-type': 'application/problem+json', 'x-request-id': requestId } },
  );
}
