import { PAYMENT_KINDS, PAYMENT_STATUSES, outcomeOf } from '@payport/domain';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { KIND_WORDS, REASON_WORDS, STATUS_WORDS } from './export-words.ts';

describe('words', () => {
  const messages = (language: string): Record<'Status' | 'Kind' | 'RefundReason', Record<string, string>> =>
    JSON.parse(readFileSync(path.resolve(import.meta.dirname, `../../../../../portal/messages/${language}.json`), 'utf8')) as never;

  it.each(['ru', 'en'] as const)('are those of the list on screen in %s', (language) => {
    expect(STATUS_WORDS[language]).toEqual(messages(language).Status);
    expect(KIND_WORDS[language]).toEqual(messages(language).Kind);
    expect(REASON_WORDS[language]).toEqual(messages(language).RefundReason);
    expect([Object.keys(STATUS_WORDS[language]).sort(), Object.keys(KIND_WORDS[language]).sort()]).toEqual([
      [...PAYMENT_STATUSES].sort(),
      [...PAYMENT_KINDS].sort(),
    ]);
  });

  it.each(['ru', 'en'] as const)('never call an unknown outcome declined in %s', (language) => {
    const unknown = PAYMENT_STATUSES.filter((status) => outcomeOf(status) === 'unknown').map((status) => STATUS_WORDS[language][status]);
    expect(unknown).not.toContain(STATUS_WORDS[language].declined);
  });
});
