import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { FINDING_WORDS, QUEUE_SHEET } from './queue-export-words.ts';

it.each(['ru', 'en'] as const)('the words of the file are those of the queue on screen in %s', (language) => {
  const file = path.resolve(import.meta.dirname, `../../../../portal/messages/${language}.json`);
  const { Finding, Queue } = JSON.parse(readFileSync(file, 'utf8')) as { Finding: object; Queue: { title: string } };
  expect(FINDING_WORDS[language]).toEqual(Finding);
  expect(QUEUE_SHEET[language]).toBe(Queue.title);
});
