import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { KNOWN_TAGS } from './directions.mjs';
import { importCycles } from './import-cycles.mjs';

const ROOT = path.resolve(import.meta.dirname, '../..');
const MADE = new Set(['node_modules', 'dist', 'generated', '.next', '.nx', '.git', '.payport']);

function* filesBelow(folder: string): Generator<string> {
  for (const entry of readdirSync(path.join(ROOT, folder), { withFileTypes: true })) {
    const file = path.posix.join(folder, entry.name);
    if (entry.isDirectory() && !MADE.has(entry.name)) yield* filesBelow(file);
    else if (entry.isFile()) yield file;
  }
}

const all = [...filesBelow('.')];
const code = all.filter((file) => /\.(ts|tsx|mjs)$/.test(file) && !file.endsWith('next-env.d.ts'));

describe('the house', () => {
  it('has one known tag on every project', () => {
    const projects = all.filter((file) => path.basename(file) === 'project.json');
    expect(projects.length).toBeGreaterThan(10);
    for (const file of projects) {
      const { tags = [] } = JSON.parse(readFileSync(path.join(ROOT, file), 'utf8')) as { tags?: string[] };
      expect(tags, file).toHaveLength(1);
      expect(KNOWN_TAGS, file).toContain(tags[0]);
    }
  });

  it('has every source file in a project', () => {
    const projects = all.filter((file) => path.basename(file) === 'project.json').map((file) => `${path.dirname(file)}/`);
    const homeless = code.filter((file) => file.includes('/') && !projects.some((folder) => file.startsWith(folder)));
    expect(homeless).toEqual([]);
  });

  it('names files in kebab-case by what they are, not by what they are good for', () => {
    const names = code.map((file) => path.basename(file));
    expect(names.filter((name) => !/^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)*$/.test(name))).toEqual([]);
    expect(code.filter((file) => /(^|\/)(utils?|helpers?|common|misc)\.[^/]+$/.test(file))).toEqual([]);
  });

  it('has no two files that import each other, by whatever detour', () => {
    expect(importCycles(ROOT, code)).toEqual([]);
  });
});
