import { describe, expect, it } from 'vitest';
import { languageOf } from './language.ts';

const of = (header?: string) => languageOf({ headers: header === undefined ? {} : { 'accept-language': header } });

describe('the language of texts', () => {
  it.each([
    [undefined, 'ru'],
    ['en', 'en'],
    ['ru', 'ru'],
    ['en-GB,en;q=0.9', 'en'],
    ['de,en;q=0.5', 'en'],
    ['en;q=0.2, ru;q=0.8', 'ru'],
    ['en;q=0', 'ru'],
    ['*', 'ru'],
    ['nonsense;;;', 'ru'],
    ['RU-ru', 'ru'],
    ['EN', 'en'],
  ] as const)('of %j is %s', (header, language) => expect(of(header)).toBe(language));
});
