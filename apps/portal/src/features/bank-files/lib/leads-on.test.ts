import { expect, it } from 'vitest';
import { leadsOn } from './leads-on.ts';

const page = (rows: number, next: number | null) => ({ data: Array.from({ length: rows }, (_, row) => row), next });

it.each([
  ['nothing has come yet', undefined, false],
  ['a page without rows has another behind it', [page(0, 50_000)], true],
  ['so has the last of several', [page(20, 40), page(0, 50_040)], true],
  ['the last one is the end', [page(20, 40), page(0, null)], false],
  ['the last one has rows: a person asks for more', [page(0, 50_000), page(1, 70_000)], false],
])('%s', (_what, pages, leads) => expect(leadsOn(pages)).toBe(leads));
