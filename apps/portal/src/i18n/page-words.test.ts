import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { DOCUMENT_WORDS, PAGE_WORDS, SHELL_WORDS } from './page-words.ts';

const root = path.resolve(import.meta.dirname, '..');
const app = path.join(root, 'app/[locale]');
/** Imports and exports from another file, but for those of types; and what is loaded on demand. */
const IMPORTS = /^(?:import|export)\s(?!type\b)[^;]*?from '([^']+)'|^import '([^']+)'|\bimport\('([^']+)'\)/gm;

interface Source {
  readonly inBrowser: boolean;
  readonly words: readonly string[];
  readonly uses: readonly string[];
}

const known = new Map<string, Source>();

function read(file: string): Source {
  const found = known.get(file);
  if (found) return found;
  const text = readFileSync(file, 'utf8');
  const uses = [...text.matchAll(IMPORTS)].flatMap(([, from, bare, lazy]) => {
    const name = from ?? bare ?? lazy ?? '';
    const place = name.startsWith('@/') ? path.join(root, name.slice(2)) : path.resolve(path.dirname(file), name);
    return /^(@\/|\.)/.test(name) && /\.tsx?$/.test(name) && existsSync(place) ? [place] : [];
  });
  const words = [...text.matchAll(/\buseTranslations\(([^)]*)\)/g)].map(([, name = '']) => name);
  const source = { inBrowser: /^'use client';/m.test(text), words, uses };
  known.set(file, source);
  return source;
}

/** What is said in the browser by whatever this file brings there, by namespace. */
function saidInBrowser(file: string): Set<string> {
  const [said, seen] = [new Set<string>(), new Set<string>()];
  const visit = (place: string, within: boolean): void => {
    const source = read(place);
    const inBrowser = within || source.inBrowser;
    if (seen.has(`${place} ${inBrowser}`)) return;
    seen.add(`${place} ${inBrowser}`);
    if (inBrowser) for (const name of source.words) said.add(/^'(\w+)/.exec(name)?.[1] ?? `what is in ${place}?`);
    for (const used of source.uses) visit(used, inBrowser);
  };
  visit(file, false);
  return said;
}

const without = (said: Set<string>, sent: readonly string[]): readonly string[] => [...said].filter((name) => !sent.includes(name)).sort();

const pages = readdirSync(app, { recursive: true, encoding: 'utf8' })
  .filter((file) => path.basename(file) === 'page.tsx')
  .map((file) => ({ file: path.join(app, file), name: path.dirname(file).replace('(portal)/', ''), within: file.startsWith('(portal)') }));

describe('words that travel to the browser', () => {
  it('of a page that failed', () => {
    const failures = ['error.tsx', '(portal)/error.tsx'].map((name) => saidInBrowser(path.join(app, name)));
    for (const said of failures) expect(without(said, [])).toEqual(DOCUMENT_WORDS);
  });

  it('of everything around a page', () => {
    expect(without(saidInBrowser(path.join(app, '(portal)/layout.tsx')), DOCUMENT_WORDS)).toEqual(SHELL_WORDS);
  });

  // One too few is a bare key before people's eyes, one too many is sent for nothing.
  it.each(pages)('of $name are just those that its parts use', ({ file, name, within }) => {
    const said = without(saidInBrowser(file), [...DOCUMENT_WORDS, ...(within ? SHELL_WORDS : [])]);
    const sent: readonly string[] = Object.entries(PAGE_WORDS).find(([page]) => page === name)?.[1] ?? [];
    expect(said).toEqual(sent);
    expect(readFileSync(file, 'utf8').includes(`withWords('${name}', `)).toBe(sent.length > 0);
  });

  it('of pages that are there', () => {
    expect(pages.map(({ name }) => name)).toEqual(expect.arrayContaining(Object.keys(PAGE_WORDS)));
  });
});
