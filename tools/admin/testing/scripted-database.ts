import type { Database } from '../owner-database.ts';

export interface Asked {
  readonly text: string;
  readonly values: readonly unknown[];
}

/** A database that answers by the words of the question and remembers what it was asked; anything else finds no row. */
export function scriptedDatabase(answers: readonly (readonly [RegExp, readonly object[]])[] = []): {
  readonly db: Database;
  readonly asked: Asked[];
} {
  const asked: Asked[] = [];
  const query = (text: string, values: readonly unknown[] = []): Promise<{ rows: readonly object[]; rowCount: number }> => {
    asked.push({ text, values });
    const rows = answers.find(([words]) => words.test(text))?.[1] ?? [];
    return Promise.resolve({ rows, rowCount: rows.length });
  };
  return { db: { query } as unknown as Database, asked };
}

export const GRAND = { id: '01936b2e-0000-7000-8000-000000000001', name: 'Grand' };
export const PROPERTY_ANSWER = [/from property where/, [GRAND]] as const;
