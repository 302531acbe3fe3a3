import { expect, it } from 'vitest';
import { TypedText } from './typed-text.ts';

it('a page holds what was typed while its field is there and not emptied; a search or a password is no loss', () => {
  const typed = new TypedText();
  const field = { isConnected: true, type: 'textarea', value: 'Гость уехал раньше' };
  expect(typed.holds()).toBe(false);
  typed.typedInto(field);
  expect(typed.holds()).toBe(true);
  field.value = ' ';
  expect(typed.holds()).toBe(false);
  field.value = 'снова';
  field.isConnected = false;
  expect(typed.holds()).toBe(false);
  for (const type of ['search', 'password', 'checkbox']) typed.typedInto({ isConnected: true, type, value: '552' });
  expect(typed.holds()).toBe(false);
});
