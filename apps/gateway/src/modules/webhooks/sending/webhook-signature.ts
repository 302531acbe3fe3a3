import { createHmac } from 'node:crypto';

export interface Signed {
  readonly id: string;
  /** Seconds since 1970, as the header says it. */
  readonly atSeconds: number;
  readonly body: string;
}

/** The headers of Standard Webhooks 1.0. One signature for each secret that is valid now, so that none fails while one replaces another. */
export function signedHeaders({ id, atSeconds, body }: Signed, secrets: readonly Uint8Array[]): Readonly<Record<string, string>> {
  const text = `${id}.${atSeconds}.${body}`;
  const signatures = secrets.map((secret) => `v1,${createHmac('sha256', secret).update(text).digest('base64')}`);
  return { 'webhook-id': id, 'webhook-timestamp': String(atSeconds), 'webhook-signature': signatures.join(' ') };
}
