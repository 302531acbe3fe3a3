import { SECURITY_HEADERS } from './security-headers.ts';

/** A problem of the portal's own; the page has the words for each code. */
export function doorProblem(status: number, code: string, requestId: string): Response {
  return Response.json(
    { type: `urn:payport:problem:${code}`, title: code, status, detail: '', instance: requestId, code },
    { status, headers: { ...SECURITY_HEADERS, 'content-type': 'application/problem+json', 'cache-control': 'no-store', 'x-request-id': requestId } },
  );
}
