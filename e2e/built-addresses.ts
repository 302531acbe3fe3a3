import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Language } from './portal-steps.ts';

const MANIFEST = path.resolve(import.meta.dirname, '../apps/portal/.next/app-path-routes-manifest.json');

/**
 * Every address of the portal as its build has registered them, so that a new page is tested by itself. `ids`: what `[id]` is
 * below a section (`{ payments: … }`), or everywhere (`{ id: … }`).
 */
export function builtAddresses(language: Language, ids: Readonly<Record<string, string>>): readonly string[] {
  const routes = Object.values(JSON.parse(readFileSync(MANIFEST, 'utf8')) as Record<string, string>);
  return routes.map((route) =>
    route
      .replace('[locale]', language)
      .replace('[guide]', 'support')
      .replace('[day]', '2026-01-15')
      .replace(/\[\.{3}\w+\]/, 'no/where')
      .replace(/(\w+)\/\[(\w+)\]/, (_all, section: string, name: string) => `${section}/${ids[section] ?? ids[name] ?? ids['id'] ?? name}`),
  );
}
