import { expect, test } from '@playwright/test';
import { demo } from '../demo.ts';
import { languageOf, signIn } from '../portal-steps.ts';
import { takeShot, wordsOf } from './take-shot.ts';

test('manager: terminals, a new one, its page, end of day', async ({ page }, info) => {
  const language = languageOf(info.project);
  const say = wordsOf(language);
  const heading = (key: string) => page.getByRole('heading', { name: say(key), exact: true });
  const [first, second] = demo().terminals;
  if (!first || !second) throw new Error('The demonstration has no terminals.');
  await signIn(page, language, 'manager');

  await page.goto(`/${language}/terminals`);
  await expect(page.getByText(second.name).first()).toBeVisible();
  await takeShot(page, info, 'manager-1-terminals');

  await page.goto(`/${language}/terminals/new`);
  await page.getByRole('button', { name: say('TerminalSetup.next'), exact: true }).click();
  await expect(heading('TerminalSetup.headings.connection')).toBeVisible();
  await takeShot(page, info, 'manager-2-new-terminal');

  await page.goto(`/${language}/terminals/${first.id}`);
  await page.getByRole('button', { name: say('CommandKind.totals_report'), exact: true }).click();
  const newest = page
    .getByRole('list', { name: say('Commands.results') })
    .getByRole('listitem')
    .first();
  await expect(newest).toContainText(say('CommandKind.totals_report'));
  await expect(newest).toContainText(say('CommandStatus.done'));
  await takeShot(page, info, 'manager-3-terminal');

  await page.goto(`/${language}/end-of-day`);
  await expect(heading('EndOfDay.title')).toBeVisible();
  await expect(page.getByText(first.name).first()).toBeVisible();
  await takeShot(page, info, 'manager-4-end-of-day');
});

test('manager: people, a hotel', async ({ page }, info) => {
  const language = languageOf(info.project);
  const say = wordsOf(language);
  await signIn(page, language, 'owner');
  await page.goto(`/${language}/people`);
  await expect(page.getByText('manager@grand.example')).toBeVisible();
  await takeShot(page, info, 'manager-6-people');

  await page.goto(`/${language}/properties`);
  await page.getByRole('link', { name: 'Балтика' }).click();
  await expect(page.getByRole('heading', { name: say('Checklist.title'), exact: true })).toBeVisible();
  await takeShot(page, info, 'manager-7-hotel');
});
