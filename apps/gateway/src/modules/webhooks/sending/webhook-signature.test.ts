import { createHmac, timingSafeEqual } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { signedHeaders } from './webhook-signature.ts';

const secretOf = (text: string): Buffer => Buffer.from(text.replace('whsec_', ''), 'base64');

/** As docs/webhooks.md tells the receiver to do it. */
function verify(headers: Readonly<Record<string, string>>, body: string, secret: string): boolean {
  const signed = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`;
  const expected = createHmac('sha256', secretOf(secret)).update(signed).digest();
  return (headers['webhook-signature'] ?? '').split(' ').some((each) => {
    const given = Buffer.from(each.replace(/^v1,/, ''), 'base64');
    return given.length === expected.length && timingSafeEqual(given, expected);
  });
}

describe('the signature of a message', () => {
  it('is the one of the example that Standard Webhooks publishes', () => {
    const headers = signedHeaders({ id: 'msg_p5jXN8AQM9LWM0D4loKWxJek', atSeconds: 1_614_265_330, body: '{"test": 2432232314}' }, [
      secretOf('whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'),
    ]);
    expect(headers).toEqual({
      'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      'webhook-timestamp': '1614265330',
      'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    });
  });

  it('is there once for each secret, so that the old and the new one are both accepted', () => {
    const [old, fresh] = ['whsec_b2xk', 'whsec_ZnJlc2g='];
    const headers = signedHeaders({ id: 'a', atSeconds: 1, body: '«ё»' }, [secretOf(fresh), secretOf(old)]);
    expect(verify(headers, '«ё»', old) && verify(headers, '«ё»', fresh)).toBe(true);
    expect(verify(headers, '«ё»', 'whsec_b3RoZXI=')).toBe(false);
    expect(verify(headers, '«е»', old)).toBe(false);
    expect(verify({ ...headers, 'webhook-timestamp': '2' }, '«ё»', old)).toBe(false);
  });
});
