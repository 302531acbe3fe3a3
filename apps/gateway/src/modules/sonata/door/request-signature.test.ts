import { describe, expect, it } from 'vitest';
import { checkSignature, signatureOf, SIGNATURE_WINDOW_MS, type SignatureCheck } from './request-signature.ts';
// Made with Python's hmac, not with the code under test.
import vectors from './vectors/request-signature.json' with { type: 'json' };

const SECRET = Buffer.from(vectors.secret);
const [SALE] = vectors.requests as [(typeof vectors.requests)[number]];
type Vector = typeof SALE;
const requestOf = ({ method, target, body }: Vector) => ({ method, target, body: Buffer.from(body) });
const atMs = Number(SALE.timestamp) * 1000;

function check(changes: Partial<Vector> = {}, nowMs = atMs, secret: Uint8Array = SECRET): SignatureCheck {
  const sent = { ...SALE, ...changes };
  const headers: Record<string, string> = {
    'x-signature-timestamp': sent.timestamp,
    'x-signature-nonce': sent.nonce,
    'x-signature': sent.signature,
  };
  return checkSignature(secret, requestOf(sent), (name) => headers[name], nowMs);
}

describe('the signature of a request', () => {
  it.each(vectors.requests)('is that of the document: $name', (vector) => {
    expect(signatureOf(SECRET, requestOf(vector), vector)).toBe(vector.signature);
    expect(check(vector)).toEqual({ ok: true, atMs, stamp: { timestamp: vector.timestamp, nonce: vector.nonce } });
  });

  it.each([
    ['method', { method: 'PUT' }],
    ['target', { target: '/sonata/v1/payments?limit=1' }],
    ['body by one byte', { body: SALE.body.replace('1500.00', '1500.01') }],
    ['body by a space', { body: `${SALE.body} ` }],
    ['timestamp', { timestamp: String(Number(SALE.timestamp) + 1) }],
    ['nonce', { nonce: `${SALE.nonce}x` }],
    ['signature', { signature: '0'.repeat(64) }],
  ])('fits nothing that differs in the %s', (_what, changes) => {
    expect(check(changes)).toEqual({ ok: false, fault: 'signature-wrong' });
  });

  it('fits no other secret', () => {
    expect(check({}, atMs, Buffer.from(`${vectors.secret}x`))).toEqual({ ok: false, fault: 'signature-wrong' });
  });

  it.each([
    [SIGNATURE_WINDOW_MS, true],
    [-SIGNATURE_WINDOW_MS, true],
    [SIGNATURE_WINDOW_MS + 1, false],
    [-SIGNATURE_WINDOW_MS - 1, false],
  ])('is good for five minutes to either side: %d ms', (offMs, ok) => {
    expect(check({}, atMs + offMs)).toMatchObject(ok ? { ok } : { ok, fault: 'signature-expired' });
  });

  it.each([
    [{ timestamp: '2026-01-01T00:00:00Z' }],
    [{ timestamp: `${SALE.timestamp}.5` }],
    [{ nonce: 'short' }],
    [{ nonce: 'n'.repeat(129) }],
    [{ nonce: 'with a space in it' }],
    [{ signature: SALE.signature.slice(1) }],
    [{ signature: 'z'.repeat(64) }],
  ])('is refused where it is not well-formed: %j', (changes) => {
    expect(check(changes)).toEqual({ ok: false, fault: 'signature-format' });
  });

  it('is missing where one of the three headers is', () => {
    const header = (name: string): string | undefined => (name === 'x-signature-nonce' ? undefined : '1');
    expect(checkSignature(SECRET, requestOf(SALE), header, atMs)).toEqual({ ok: false, fault: 'signature-missing' });
  });
});
