import { describe, expect, it } from 'vitest';
import { mayScrape } from './metrics-access.ts';

const TOKEN = 'a-token-of-more-than-thirty-two-characters';
const here = { peer: '127.0.0.1', headers: { host: 'localhost:4000' } };

describe('who may read the metrics', () => {
  it.each(['127.0.0.1', '127.8.8.8', '::1', '::ffff:127.0.0.1'])('a direct question from this machine (%s)', (peer) => {
    expect(mayScrape({ ...here, peer }, null)).toBe(true);
    expect(mayScrape({ ...here, peer }, TOKEN)).toBe(true);
  });

  it.each(['10.0.0.7', '::ffff:10.0.0.7', 'fe80::1', '', undefined])('nobody else without the token (%s)', (peer) => {
    expect(mayScrape({ ...here, peer }, null)).toBe(false);
    expect(mayScrape({ ...here, peer }, TOKEN)).toBe(false);
  });

  it.each(['x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto', 'x-real-ip', 'forwarded', 'via'])(
    'nobody through a proxy on this machine (%s)',
    (name) => {
      expect(mayScrape({ ...here, headers: { ...here.headers, [name]: '127.0.0.1' } }, TOKEN)).toBe(false);
    },
  );

  it.each(['metrics.evil.example', 'localhost.evil.example:4000', undefined])('no page that calls this machine by its own name (%s)', (host) => {
    expect(mayScrape({ ...here, headers: { host } }, TOKEN)).toBe(false);
  });

  it('whoever shows the token, also through a proxy', () => {
    const visitor = { peer: '10.0.0.7', headers: { host: 'pay.example', 'x-forwarded-for': '10.0.0.8', authorization: `Bearer ${TOKEN}` } };
    expect(mayScrape(visitor, TOKEN)).toBe(true);
  });

  it.each([`Bearer ${TOKEN}x`, `Bearer ${TOKEN.slice(0, -1)}`, 'Bearer ', `Basic ${TOKEN}`, TOKEN, ''])(
    'not with another one (%j)',
    (authorization) => {
      expect(mayScrape({ peer: '10.0.0.7', headers: { authorization } }, TOKEN)).toBe(false);
      expect(mayScrape({ ...here, headers: { ...here.headers, authorization } }, TOKEN)).toBe(false);
    },
  );

  it('no token opens anything where none is set', () => {
    expect(mayScrape({ peer: '10.0.0.7', headers: { authorization: 'Bearer null' } }, null)).toBe(false);
  });
});
