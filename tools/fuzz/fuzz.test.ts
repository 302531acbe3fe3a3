import { describe, expect, it, vi } from 'vitest';
import type { FuzzParser } from '@payport/testing';
import { fuzz } from './fuzz-run.ts';
import { mutated } from './mutate.ts';
import { allRooms, fuzzedRooms, fuzzParsers, roomHas } from './rooms.ts';

// Many frames in one test.
vi.setConfig({ testTimeout: 120_000 });

const FRAMES = 2_000;
/** A machine that does much else: here only what grows with the square of its input is looked for, ms. */
const SLOW_HERE_MS = 100;
const SEED = 1;
const parsers = await fuzzParsers();
const stub = (parse: FuzzParser['parse'], more: Partial<FuzzParser> = {}): FuzzParser => ({
  name: 'stub',
  seeds: [Buffer.from('a good frame')],
  parse,
  ...more,
});

describe('every parser of every room', () => {
  it.each(parsers.map((parser) => [parser.name, parser] as const))('%s bears damaged frames', async (_name, parser) => {
    const { faults } = await fuzz(parser, { frames: parser.heavy ? FRAMES / 10 : FRAMES, seed: SEED, slowMs: SLOW_HERE_MS });
    expect(faults.map(({ frame, what, input }) => `frame ${frame}: ${what}: ${Buffer.from(input).toString('hex').slice(0, 400)}`)).toEqual([]);
  });

  it.each(parsers.map((parser) => [parser.name, parser] as const))('%s reads the good ones', async (_name, parser) => {
    const reader = parser.stream?.();
    for (const seed of parser.seeds) {
      expect(await parser.parse(seed)).toBe('read');
      if (reader) expect(reader.push(seed) + reader.silence()).toBe(1);
    }
  });

  it('has a name of its own, and no room is left out', () => {
    expect(new Set(parsers.map(({ name }) => name)).size).toBe(parsers.length);
    expect(fuzzedRooms()).toEqual(expect.arrayContaining(['libs/bank-files', 'libs/terminals/zvt']));
    expect(allRooms().filter((room) => roomHas(room, 'vectors') && !fuzzedRooms().includes(room))).toEqual([]);
  });
});

describe('the fuzzer', () => {
  it('makes the same frame of the same seed and number, and many different ones', () => {
    const { seeds } = stub(() => 'read');
    expect(mutated({ seeds }, 7, 123)).toEqual(mutated({ seeds }, 7, 123));
    const different = new Set(Array.from({ length: 500 }, (_, frame) => Buffer.from(mutated({ seeds }, 7, frame)).toString('hex')));
    expect(different.size).toBeGreaterThan(300);
  });

  it('sees a parser that throws, and says with which input', async () => {
    const bad = stub((bytes) => {
      if (bytes.includes(0xff)) throw new TypeError('not a byte of mine');
      return 'refused';
    });
    const [fault] = (await fuzz(bad, { frames: FRAMES, seed: SEED })).faults;
    expect(fault?.what).toBe('TypeError: not a byte of mine');
    expect(fault?.input).toEqual(mutated(bad, SEED, fault?.frame ?? -1));
  });

  it('waits for a parser that reads in pieces, and sees it fail', async () => {
    const later = stub(() => Promise.reject(new Error('too late')));
    expect((await fuzz(later, { frames: 1, seed: SEED })).faults[0]?.what).toBe('Error: too late');
    expect(
      await fuzz(
        stub(() => Promise.resolve('refused')),
        { frames: 7, seed: SEED },
      ),
    ).toMatchObject({ refused: 7, faults: [] });
  });

  it('sees a parser that is slow every time, and not one that was slow once', async () => {
    // Of the processor's own time: on a machine that does much else the clock's is not spent here.
    const wait = (ms: number): void => {
      for (const { user, system } = process.cpuUsage(); ;) {
        const spent = process.cpuUsage();
        if (spent.user - user + spent.system - system >= ms * 1_000) return;
      }
    };
    const slow = stub((bytes) => {
      if (bytes.length > 20) wait(15);
      return 'read';
    });
    expect((await fuzz(slow, { frames: 40, seed: SEED })).faults[0]?.what).toMatch(/^takes \d+\.\d ms/);
    let paused = false;
    const once = stub(() => {
      if (!paused) wait(30);
      paused = true;
      return 'read';
    });
    expect((await fuzz(once, { frames: 40, seed: SEED })).faults).toEqual([]);
  });

  it('sees a reader that loses more than one good frame', async () => {
    const deaf = stub(() => 'read', { stream: () => ({ push: () => 0, silence: () => 0 }) });
    expect((await fuzz(deaf, { frames: 10, seed: SEED })).faults[0]?.what).toBe('of 3 good frames after it 0 are read');
  });
});
