import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { ACTION_WORDS, actionText } from './audit-words.ts';

const screen = (language: string): Record<string, string> =>
  (
    JSON.parse(readFileSync(path.resolve(import.meta.dirname, `../../../../portal/messages/${language}.json`), 'utf8')) as {
      AuditAction: Record<string, string>;
    }
  ).AuditAction;

it.each(['ru', 'en'] as const)('files call an action what the screen calls it in %s', (language) => {
  const ours = Object.fromEntries(Object.entries(ACTION_WORDS[language]).map(([action, word]) => [action.replace('.', '-'), word]));
  expect(ours).toEqual(screen(language));
  expect(actionText('payment.viewed', language)).toBe(screen(language)['payment-viewed']);
});

it('an action without words is shown as it came', () => expect(actionText('moon.landed', 'ru')).toBe('moon.landed'));
