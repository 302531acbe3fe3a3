import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Language } from './portal-steps.ts';

const MANIFEST = path.resolve(import.meta.dirname, '../apps/portal/.next/app-path-routes-manifest.json');

/**
 * Every address of the portal as its build has registered them, so that a new page is tested by itself. `ids`: what `[id]` is
 * below a section (`{ payments: … }`), or everywhere (`{ id: … }`).
 */
export const builtAddresses = (language: Language, ids: Readonly<Record<string, string>>): readonly string[] =>
  Object.values(manifest()).map((route) => addressOf(route, language, ids));

/** Every page that people see, as its folders name it, `/[locale]/payments/[id]`; without what only answers to programs. */
export const builtPages = (): readonly string[] => [
  ...new Set(
    Object.entries(manifest())
      .filter(([file, route]) => file.endsWith('/page') && route.startsWith('/[locale]'))
      .map(([, route]) => route),
  ),
];

export const addressOf = (route: string, language: Language, ids: Readonly<Record<string, string>>): string =>
  route
    .replace('[locale]', language)
    .replace('[guide]', 'support')
    .replace('[day]', '2026-01-15')
    .replace(/\[\.{3}\w+\]/, 'no/where')
    .replace(/(\w+)\/\[(\w+)\]/, (_all, section: string, name: string) => `${section}/${ids[section] ?? ids[name] ?? ids['id'] ?? name}`);

const manifest = (): Record<string, string> => JSON.parse(readFileSync(MANIFEST, 'utf8')) as Record<string, string>;
