import type { FuzzParser } from '@payport/testing';

/** Rooms whose parsers are fuzzed: folders with `src/testing/fuzz-parsers.ts`. A room joins with a line. */
export const FUZZED_ROOMS = ['libs/terminals/sberbank', 'libs/terminals/zvt', 'libs/terminals/inpas', 'libs/bank-files'] as const;

const ROOT = new URL('../../', import.meta.url);

/** Every parser of every room. */
export async function fuzzParsers(): Promise<readonly FuzzParser[]> {
  const rooms = await Promise.all(
    FUZZED_ROOMS.map((room) => import(new URL(`${room}/src/testing/fuzz-parsers.ts`, ROOT).href) as Promise<{ FUZZ_PARSERS: readonly FuzzParser[] }>),
  );
  return rooms.flatMap(({ FUZZ_PARSERS }) => FUZZ_PARSERS);
}
