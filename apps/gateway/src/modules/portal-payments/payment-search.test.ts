import { describe, expect, it } from 'vitest';
import { FOLD_FROM, FOLD_TO, fold, parseSearch } from './payment-search.ts';

describe('the search box', () => {
  it('looks for nothing when it is empty or blank', () => {
    expect(parseSearch('')).toBeNull();
    expect(parseSearch(' \u00a0\t ')).toBeNull();
  });

  it.each([
    ['4111111111111111'],
    ['4111 1111 1111 1111'],
    ['4111  1111  1111  1111'],
    ['гость 4111-1111-1111-1111'],
    ['номер 7, карта 4111111111111111'],
    ['552 4111111111111111'],
    ['4111 1111 1111 1111 12/29'],
    ['2202 2020 0000 0004'],
    ['3782/8224/6310/005'],
  ])('refuses the card number in "%s"', (text) => {
    expect(parseSearch(text)).toBe('card-number');
  });

  it.each([['432112345678'], ['552 1111'], ['RMS 285 12АБ'], ['12.11.2026 14:05 1500']])('takes "%s" for no card number', (text) => {
    expect(parseSearch(text)).not.toBe('card-number');
  });

  it('takes twelve digits for a bank reference, six for an authorization code, four for the end of a card', () => {
    expect(parseSearch('432112345678')).toMatchObject({ rrn: '432112345678', authCode: null, lastFour: null });
    expect(parseSearch(' 12ab5f ')).toMatchObject({ rrn: null, authCode: '12AB5F', lastFour: null });
    expect(parseSearch('4617')).toMatchObject({ rrn: null, authCode: null, lastFour: '4617', whole: '4617' });
    expect(parseSearch('552')).toMatchObject({ rrn: null, authCode: null, lastFour: null, whole: '552' });
    expect(parseSearch('552')).toMatchObject({ words: [] });
  });

  it('folds case and ё, and splits a name into its words', () => {
    expect(parseSearch('  Фёдоров   АЛЁНА ')).toMatchObject({ whole: 'федоров алена', words: ['федоров', 'алена'] });
  });

  it('folds every letter of the alphabet as the database does', () => {
    expect(FOLD_FROM).toHaveLength(FOLD_TO.length);
    expect(fold(FOLD_FROM)).toBe(FOLD_TO);
  });
});
