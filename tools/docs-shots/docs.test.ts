import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { linkedImages } from './guide-images.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const LANGUAGES = ['ru', 'en'] as const;

const below = (folder: string): string[] =>
  readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map((file) => path.posix.join(folder, file.replaceAll('\\', '/')));
const read = (file: string): string => readFileSync(path.join(ROOT, file), 'utf8');
/** The text without its code: nothing in there is a link or a heading. */
const withoutCode = (file: string): string =>
  read(file)
    .replaceAll(/^```[\s\S]*?^```/gm, '')
    .replaceAll(/`[^`\n]*`/g, '');

const guides = below('docs/guide').filter((file) => file.endsWith('.md'));
const documents = [...below('docs').filter((file) => file.endsWith('.md')), ...readdirSync(ROOT).filter((file) => file.endsWith('.md'))];

/** Anchors as GitHub makes them. */
function anchorsOf(file: string): string[] {
  const seen = new Map<string, number>();
  const text = read(file).replaceAll(/^```[\s\S]*?^```/gm, '');
  return Array.from(text.matchAll(/^#{1,6} (.+)$/gm), ([, heading = '']) => {
    const id = heading
      .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1')
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{M}\p{N}\p{Pc}\- ]/gu, '')
      .replaceAll(' ', '-');
    const times = seen.get(id) ?? 0;
    seen.set(id, times + 1);
    return times === 0 ? id : `${id}-${times}`;
  });
}

/** Targets of links and images, titles left out. */
const linksOf = (file: string): string[] => Array.from(withoutCode(file).matchAll(/\]\(([^()\s]+)(?:\s[^)]*)?\)/g), ([, link = '']) => link);

function isBroken(file: string, link: string): boolean {
  const [target = '', anchor] = link.split('#', 2);
  const to = target === '' ? file : path.posix.join(path.posix.dirname(file), decodeURI(target));
  if (!existsSync(path.join(ROOT, to))) return true;
  return anchor !== undefined && to.endsWith('.md') && !anchorsOf(to).includes(decodeURIComponent(anchor));
}

it.each(documents)('every relative link of %s leads somewhere', (file) => {
  const relative = linksOf(file).filter((link) => !/^[a-z]+:/.test(link));
  expect(relative.filter((link) => isBroken(file, link))).toEqual([]);
});

describe('the guides', () => {
  it('show images that are there, and every image there is shown', () => {
    const shown = linkedImages(ROOT);
    expect(shown.length).toBeGreaterThan(20);
    expect(shown).toEqual(
      below('docs/images/guide')
        .filter((file) => path.posix.extname(file) !== '')
        .sort(),
    );
  });

  it('show images of their own language', () => {
    for (const language of LANGUAGES)
      for (const file of guides.filter((name) => name.startsWith(`docs/guide/${language}/`)))
        expect(
          linksOf(file).filter((link) => link.endsWith('.png') && !link.startsWith(`../../images/guide/${language}/`)),
          file,
        ).toEqual([]);
  });

  it('are the same in both languages: files, headings, images, steps, lines of tables', () => {
    const shape = (language: string): Record<string, unknown> =>
      Object.fromEntries(
        guides
          .filter((file) => file.startsWith(`docs/guide/${language}/`))
          .map((file) => {
            const text = read(file);
            const marks = Array.from(text.matchAll(/^(#+ |\d+\. |- |\|(?! -)|```|> |!\[)/gm), ([mark]) => mark.trim());
            const images = Array.from(text.matchAll(/\/([^/]+)\.png\)/g), ([, name]) => name);
            return [path.posix.basename(file), { marks, images }];
          }),
      );
    expect(Object.keys(shape('ru')).length).toBeGreaterThan(5);
    expect(shape('ru')).toEqual(shape('en'));
  });

  it('hold no HTML, which the portal would show as text, and no image inside a line', () => {
    for (const file of guides) {
      expect(withoutCode(file), file).not.toMatch(/<\/?[a-z][^>]*>/i);
      expect(
        withoutCode(file)
          .split('\n')
          .filter((line) => line.includes('![') && !/^!\[[^\]]+\]\(\S+\)$/.test(line)),
        file,
      ).toEqual([]);
    }
  });

  it.each(LANGUAGES)('print in bold only what stands on the screen, word for word, in %s', (language) => {
    // The portal's own words, the gateway's refusals, the form of a driver's settings.
    const screen = [`apps/portal/messages/${language}.json`, 'libs/contracts/src/problems.ts', 'libs/terminals/sberbank/src/settings.ts']
      .map(read)
      .join('\n');
    const strange = guides
      .filter((file) => file.startsWith(`docs/guide/${language}/`))
      .flatMap((file) => Array.from(withoutCode(file).matchAll(/\*\*(.+?)\*\*/g), ([, word = '']) => word))
      .filter((word) => !screen.includes(word));
    expect([...new Set(strange)]).toEqual([]);
  });
});
