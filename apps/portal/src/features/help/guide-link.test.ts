import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { routing } from '@/i18n/routing.ts';
import { resolveGuideLink } from './guide-link.ts';
import { GUIDES, helpFor } from './guide-list.ts';
import { parseMarkdown } from './markdown/parse-markdown.ts';

const FOLDER = path.resolve(import.meta.dirname, '../../../../../docs/guide');

describe('a link of a guide', () => {
  it.each([
    ['manager.md', { kind: 'page', href: '/help/manager' }],
    ['manager.md#first-run', { kind: 'page', href: '/help/manager#first-run' }],
    ['README.md', { kind: 'page', href: '/help' }],
    ['../en/README.md', { kind: 'page', href: '/help', locale: 'en' }],
    ['#below', { kind: 'section', href: '#below' }],
    ['https://nodejs.org', { kind: 'outside', href: 'https://nodejs.org' }],
    ['../../install/linux.md', { kind: 'file', path: 'docs/install/linux.md' }],
    ['javascript:alert`1`', { kind: 'file', path: 'docs/javascript:alert`1`' }],
  ])('%s', (href, link) => {
    expect(resolveGuideLink(href)).toEqual(link);
  });
});

describe('help about a page', () => {
  it.each([
    ['/overview', 'support', 'overview'],
    ['/payments', 'support', 'find-an-operation'],
    ['/payments/019a', 'support', 'the-page-of-an-operation'],
    ['/training', 'cashier', undefined],
    ['/terminals/new', 'manager', 'connect-a-terminal'],
    ['/terminals/019a', 'manager', 'the-page-of-a-terminal'],
    ['/end-of-day', 'manager', 'end-of-day'],
    ['/paymentsx', 'README', undefined],
    ['/help/cashier', 'README', undefined],
  ])('%s is %s', (pathname, guide, section) => {
    const place = helpFor(pathname);
    expect([place.guide, place.section?.en]).toEqual([guide, section]);
  });

  it.each(routing.locales)('leads to sections that the guides have, in %s', (locale) => {
    for (const pathname of [
      '/overview',
      '/payments',
      '/payments/1',
      '/terminals',
      '/terminals/1',
      '/terminals/new',
      '/end-of-day',
      '/people',
      '/properties',
    ]) {
      const { guide, section } = helpFor(pathname);
      const blocks = parseMarkdown(readFileSync(path.join(FOLDER, locale, `${guide}.md`), 'utf8'));
      expect(blocks.flatMap((block) => (block.kind === 'heading' ? [block.id] : []))).toContain(section?.[locale]);
    }
  });
});

it.each(routing.locales)('every guide of the folder is listed, and no other, in %s', (locale) => {
  const files = readdirSync(path.join(FOLDER, locale)).map((file) => path.parse(file).name);
  expect(files.sort()).toEqual(['README', ...GUIDES].sort());
});
