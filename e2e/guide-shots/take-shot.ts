import type { Page, TestInfo } from '@playwright/test';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { languageOf, type Language } from '../portal-steps.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');

interface Words {
  readonly [key: string]: string | Words;
}

/** What the portal says, from its own message files: `wordsOf('ru')('Terminals.register')`. */
export function wordsOf(language: Language): (key: string) => string {
  const messages = JSON.parse(readFileSync(path.join(ROOT, `apps/portal/messages/${language}.json`), 'utf8')) as Words;
  return (key) => {
    const word = key.split('.').reduce<string | Words | undefined>((at, part) => (typeof at === 'object' ? at[part] : at), messages);
    if (typeof word !== 'string') throw new Error(`There are no words for ${key}.`);
    return word;
  };
}

/** Writes what the page shows now as the named image of the guides in this language: `docs/images/guide/<language>/<name>.png`. */
export async function takeShot(page: Page, { project }: Pick<TestInfo, 'project'>, name: string): Promise<void> {
  // Nothing is pointed at, and every picture is there.
  await page.mouse.move(0, 0);
  await page.evaluate('document.fonts.ready');
  const file = path.join(ROOT, 'docs/images/guide', languageOf(project), `${name}.png`);
  await page.screenshot({ path: file, animations: 'disabled', caret: 'hide', scale: 'css' });
}
