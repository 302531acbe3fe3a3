import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { importCycles } from './import-cycles.mjs';

const root = mkdtempSync(path.join(tmpdir(), 'payport-cycles-'));
afterAll(() => rmSync(root, { recursive: true }));

function cyclesOf(files: Record<string, string>): string[] {
  for (const [name, text] of Object.entries(files)) writeFileSync(path.join(root, name), text);
  return importCycles(root, Object.keys(files));
}

it('finds a circle of three files and names its way', () => {
  expect(cyclesOf({ 'a.ts': `import { b } from './b.ts';\n`, 'b.ts': `export * from './c.ts';\n`, 'c.ts': `import './a.ts';\n` })).toEqual([
    'a.ts → b.ts → c.ts → a.ts',
  ]);
});

it('finds a circle whose import spans lines', () => {
  expect(cyclesOf({ 'a.ts': `import {\n  type B,\n  b,\n} from './b.ts';\n`, 'b.ts': `import { a } from './a.ts';\n` })).toHaveLength(1);
});

it('lets types look back', () => {
  expect(
    cyclesOf({ 'a.ts': `import { b } from './b.ts';\n`, 'b.ts': `import type { A } from './a.ts';\nimport { type C } from './a.ts';\n` }),
  ).toEqual([]);
});

it('lets two files need the same third one', () => {
  expect(cyclesOf({ 'a.ts': `import './b.ts';\nimport './c.ts';\n`, 'b.ts': `import './c.ts';\n`, 'c.ts': 'export {};\n' })).toEqual([]);
});
