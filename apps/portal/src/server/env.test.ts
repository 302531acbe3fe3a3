import { expect, it } from 'vitest';
import { readPortalConfig } from './env.ts';

it('needs nothing to start with: everything has the product’s default', () => {
  expect(readPortalConfig({})).toEqual({
    gatewayUrl: 'http://localhost:4000',
    port: 3000,
    trustProxy: false,
    trainingFile: null,
    development: false,
  });
});

it('takes the gateway’s origin only, whatever path somebody put behind it', () => {
  expect(readPortalConfig({ GATEWAY_URL: 'http://10.0.0.5:4000/portal/' }).gatewayUrl).toBe('http://10.0.0.5:4000');
});

it.each([
  ['GATEWAY_URL', 'file:///etc/passwd'],
  ['GATEWAY_URL', 'secret-word'],
  ['PORTAL_PORT', 'secret-word'],
  ['PORTAL_TRUST_PROXY', 'secret-word'],
  ['PORTAL_TRAINING_FILE', 'secret-word'],
])('a wrong %s is named, and its value is not told', (name, value) => {
  expect(() => readPortalConfig({ [name]: value })).toThrow(name);
  expect(() => readPortalConfig({ [name]: value })).not.toThrow(value);
});
