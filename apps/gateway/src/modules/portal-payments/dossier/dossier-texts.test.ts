import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { ACTOR_WORDS, CAUSE_WORDS, CHANNEL_WORDS, DELIVERY_WORDS, STAGE_WORDS } from './dossier-texts.ts';

type Words = Record<string, string>;
const messages = (language: string): Record<'Cause' | 'Stage' | 'Channel' | 'Actor', Words> & { readonly Webhooks: { readonly state: Words } } =>
  JSON.parse(readFileSync(path.resolve(import.meta.dirname, `../../../../../portal/messages/${language}.json`), 'utf8')) as never;

it.each(['ru', 'en'] as const)('the words of the paper are those of the screen in %s', (language) => {
  const { Cause, Stage, Channel, Actor, Webhooks } = messages(language);
  expect(CAUSE_WORDS[language]).toEqual(Cause);
  expect(STAGE_WORDS[language]).toEqual(Stage);
  expect(CHANNEL_WORDS[language]).toEqual(Channel);
  // The hotel system is named by its key.
  expect({ pms: Actor['pms'], ...ACTOR_WORDS[language] }).toEqual(Actor);
  const { given_up: givenUp, ...others } = DELIVERY_WORDS[language];
  expect({ givenUp, ...others }).toEqual(Webhooks.state);
});
