import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = path.resolve(import.meta.dirname, '../..');
const read = (file: string): string => readFileSync(path.join(ROOT, file), 'utf8');
const READMES = ['README.md', 'README.ru.md'] as const;

/** Sources whose variables a person may set; the launcher's list is compared with `.env.example` elsewhere. */
const CONFIGS = [
  'apps/gateway/src/config/config.ts',
  'apps/simulator/src/config/environment.ts',
  'apps/portal/src/server/env.ts',
  'tools/start/config.mjs',
];
/** Not for people: what the launcher tells its own parts, and Node's. */
const INNER = ['PAYPORT_SETUP_FILE', 'NODE_ENV'];

/** Names in the first column: no table but that of the configuration has such. */
const configured = (file: string): string[] => Array.from(read(file).matchAll(/^\| `([A-Z][A-Z0-9_]+)`/gm), ([, name = '']) => name);

const variables = (): string[] => {
  const named = CONFIGS.flatMap((file) =>
    Array.from(read(file).matchAll(/(?:^\s+|')([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)(?:: z|')/gm), ([, name = '']) => name),
  );
  return [...new Set(named)].filter((name) => !INNER.includes(name) && !name.endsWith('_RULE')).sort();
};

describe.each(READMES)('%s', (file) => {
  it('says of every variable of the configuration what it is, in a row or in the line below the table', () => {
    const text = read(file);
    expect(variables().length).toBeGreaterThan(25);
    expect(variables().filter((name) => !text.includes(`\`${name}\``))).toEqual([]);
    const sample = Array.from(read('.env.example').matchAll(/^#([A-Z_]+)=/gm), ([, name = '']) => name);
    expect(sample.filter((name) => !configured(file).includes(name))).toEqual([]);
    expect(configured(file).filter((name) => !sample.includes(name))).toEqual([]);
  });

  it('names only commands that exist', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    const named = Array.from(read(file).matchAll(/npm run ([a-z:0-9-]+)/g), ([, name = '']) => name);
    expect(named.filter((name) => !(name in scripts))).toEqual([]);
  });
});

it('both say the same: headings, tables, lists, code', () => {
  const shape = (file: string): string[] =>
    Array.from(read(file).matchAll(/^(#+ |\| (?!-)|- |\d+\. |```\w*|!\[|\*\*\d\.)/gm), ([mark]) => mark.trim());
  const [en, ru] = READMES.map(shape);
  expect(ru).toEqual(en);
  // First cells that are names, not words, are the same ones.
  const names = (file: string): string[] =>
    Array.from(read(file).matchAll(/^\| (`[^|]+`) +\|/gm), ([, name = '']) => name.replaceAll(/\b(and|и)\b/g, '&'));
  expect(names('README.ru.md')).toEqual(names('README.md'));
});
