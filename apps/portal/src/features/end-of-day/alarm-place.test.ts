import { expect, it } from 'vitest';
import { alarmPlace } from './alarm-place.ts';

const nothing = { paymentId: null, settlementId: null, webhookId: null, apiKeyId: null, terminalId: null, propertyId: 'h' };

it.each([
  [{ paymentId: 'p', terminalId: 't' }, 'payment', '/payments/p'],
  [{ settlementId: 's', terminalId: 't' }, 'settlement', '/end-of-day?settlement=s'],
  [{ webhookId: 'w' }, 'webhook', '/properties/h'],
  [{ apiKeyId: 'k' }, 'apiKey', '/properties/h#keys'],
  [{ terminalId: 't' }, 'terminal', '/terminals/t'],
])('an alarm about %o leads to its %s', (about, what, href) => {
  expect(alarmPlace({ ...nothing, ...about })).toEqual({ what, href });
});

it('an alarm about the hotel as a whole leads nowhere', () => {
  expect(alarmPlace(nothing)).toBeNull();
});
