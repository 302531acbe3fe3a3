import { describe, expect, it } from 'vitest';
import { advise } from './password-strength.ts';

describe('the advice on a password', () => {
  it.each([
    ['', 'short', 'longer'],
    ['eleven char', 'short', 'longer'],
    ['aaaaaaaaaaaaaa', 'weak', 'repeats'],
    ['abcdefghijklmnop', 'weak', 'repeats'],
    ['qwerty123456', 'weak', 'common'],
    ['Пароль2026!!', 'weak', 'common'],
    ['anna.sokolova', 'weak', 'own'],
    ['верхушкасосны', 'fair', 'words'],
    ['Сосна-и-7-берёз', 'good', null],
    ['корабль лампа огурец', 'good', null],
  ] as const)('for "%s" is %s: %s', (password, strength, advice) => {
    expect(advise(password, ['anna@grand.example', 'Анна Соколова', 'Anna Sokolova'])).toMatchObject({ strength, advice });
  });

  it('counts what is missing', () => {
    expect(advise('123456789').missing).toBe(3);
  });

  it('does not mind short parts of one’s own name', () => {
    expect(advise('Lee-and-77-other-ships', ['Lee Ann']).strength).toBe('good');
  });
});
