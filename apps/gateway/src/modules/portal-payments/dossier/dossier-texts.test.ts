import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { ACTION_WORDS, CAUSE_WORDS, STAGE_WORDS } from './dossier-texts.ts';

type Words = Record<string, string>;
const messages = (language: string): Record<'Cause' | 'Stage' | 'AuditAction', Words> =>
  JSON.parse(readFileSync(path.resolve(import.meta.dirname, `../../../../../portal/messages/${language}.json`), 'utf8')) as never;

it.each(['ru', 'en'] as const)('the words of the paper are those of the screen in %s', (language) => {
  const { Cause, Stage, AuditAction } = messages(language);
  expect(CAUSE_WORDS[language]).toEqual(Cause);
  expect(STAGE_WORDS[language]).toEqual(Stage);
  expect(ACTION_WORDS[language]).toEqual(Object.fromEntries(Object.entries(AuditAction).filter(([key]) => key.startsWith('payment-'))));
});
