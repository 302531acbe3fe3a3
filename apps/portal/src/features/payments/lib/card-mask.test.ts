import { expect, it } from 'vitest';
import { shownCardMask } from './card-mask.ts';

it.each([
  ['411111******1111', '4111 11·· 1111'],
  ['220138*********0013', '2201 38·· 0013'],
  ['*********1234', '·· 1234'],
  ['unusual', 'unusual'],
])('shows %s as %s', (mask, shown) => {
  expect(shownCardMask(mask)).toBe(shown);
});
