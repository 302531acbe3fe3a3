import { expect, it } from 'vitest';
import { addressTrouble } from './address-trouble.ts';

it.each([
  ['ECONNREFUSED', 'address_refused'],
  ['EHOSTUNREACH', 'address_silent'],
  ['ENETUNREACH', 'address_silent'],
  ['ETIMEDOUT', 'address_silent'],
  ['ENOTFOUND', 'address_unknown'],
  ['EAI_AGAIN', 'address_unknown'],
  ['EMFILE', null],
  [undefined, null],
])('what the system says of a connection that does not come to stand: %s', (code, trouble) => expect(addressTrouble(code)).toBe(trouble));
