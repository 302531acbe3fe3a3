import { expect, it } from 'vitest';
import { readDigest } from './failure-digest.ts';
import { GatewayContractBroken, GatewayRefusal, GatewayUnreachable } from './server/gateway-errors.ts';

it('the error page learns that the gateway was away, and every number that can be told', () => {
  expect(readDigest(new GatewayUnreachable('no answer', 'id-1'))).toEqual({ away: true, id: 'id-1' });
  expect(readDigest(new GatewayRefusal(500, null, 'id-2'))).toEqual({ away: false, id: 'id-2' });
  expect(readDigest(new GatewayContractBroken('another shape', 'id-3'))).toEqual({ away: false, id: 'id-3' });
});

it('an error of another making has no number', () => {
  expect([readDigest(new Error('x')), readDigest(null), readDigest({ digest: 7 })]).toEqual(Array(3).fill({ away: false, id: null }));
});
