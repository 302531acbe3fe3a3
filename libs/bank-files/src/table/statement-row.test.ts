import { expect, it } from 'vitest';
import { wordDirection } from './statement-row.ts';

it.each([
  ['Кредит', 'credit'],
  ['К', 'credit'],
  ['кт.', 'credit'],
  ['+', 'credit'],
  ['Поступление средств', 'credit'],
  ['Д', 'debit'],
  ['Дт.', 'debit'],
  ['-', 'debit'],
  ['Списание', 'debit'],
  ['Комиссия банка', null],
  ['Доход', null],
  ['Депозит', null],
  ['Invoice', null],
  ['Output', null],
] as const)('the word %s says %s of the way that money went', (word, direction) => expect(wordDirection(word)).toBe(direction));
