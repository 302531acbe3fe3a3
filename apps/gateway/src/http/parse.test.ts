import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { parseOrProblem } from './parse.ts';
import { ProblemError } from './problem-error.ts';

const Body = z.object({
  text: z.string(),
  list: z.array(z.object({ name: z.string() })).optional(),
  settings: z.record(z.string(), z.unknown()).optional(),
});

function refused(input: unknown): unknown {
  try {
    return parseOrProblem(Body, input);
  } catch (error) {
    return error instanceof ProblemError ? [error.code, error.options.errors?.map(({ pointer, code }) => `${pointer} ${code}`)] : error;
  }
}

describe('what a contract lets through', () => {
  it.each([
    ['NUL', { text: 'a\0b' }, ['/text control-character']],
    ['half of a pair', { text: '\ud83d' }, ['/text control-character']],
    ['the other half, deep inside', { text: '', list: [{ name: 'x' }, { name: '\ude00x' }] }, ['/list/1/name control-character']],
    ['a name of a setting', { text: '', settings: { 'a/b': { '\0': 1 } } }, ['/settings/a~1b control-character']],
  ])('is refused with %s: the database could not hold it', (_what, input, errors) => {
    expect(refused(input)).toEqual(['validation-failed', errors]);
  });

  it('is taken with every other character, and as deep as it comes', () => {
    expect(refused({ text: '😀 \u202e\uffff' })).toEqual({ text: '😀 \u202e\uffff' });
    let deep: unknown = '\0';
    for (let depth = 0; depth < 50_000; depth += 1) deep = [deep];
    expect(refused({ text: '', settings: { deep } })).toEqual(['validation-failed', [expect.stringMatching(/^\/settings\/deep(\/0){50000} /)]]);
  });
});
