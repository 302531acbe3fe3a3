import { describe, expect, it, vi } from 'vitest';
import { ADAPTERS } from './adapters/index.ts';
import { nameOf, type Adapter, type Faults } from './adapter.ts';
import type { OrderKind } from './device/ledger.ts';
import type { Case } from './play.ts';
import { LIMIT_MS, othersOf, part, plain, range, sweep, type Named } from './sweep.ts';

// Many cases in one test.
vi.setConfig({ testTimeout: LIMIT_MS });

const DAMAGES = [
  ['has a bit turned over', (at: number) => ({ flipAt: at })],
  ['is lost', (at: number) => ({ dropAt: [at] })],
] as const;

const bytes = (...list: readonly (number | string)[]): Uint8Array =>
  Buffer.concat(list.map((item) => (typeof item === 'number' ? Buffer.of(item) : Buffer.from(item, 'latin1'))));

/** Nothing, text, the single bytes of several protocols, and what looks like the beginning of a frame. */
const NOISE = [
  bytes(0),
  bytes(0xff, 0xff, 0xff),
  bytes('NO CARRIER\r\n'),
  bytes(0x06),
  bytes(0x15),
  bytes(0x04),
  bytes(0x10, 0x02),
  bytes(0x02, 0x40, 0x00),
  bytes(0x01, 0x10),
  bytes(0x10, 0x03, 0x00, 0x00),
];

/** More than any message of any protocol holds, as it may begin. */
const FLOODS = [
  ['zeros', bytes('\0'.repeat(70_000))],
  ['text', bytes('0123456789'.repeat(7_000))],
  ['a frame without an end', bytes(0x10, 0x02, 'A'.repeat(70_000))],
  ['a packet of the largest length', bytes(0x02, 0xff, 0xff, 'B'.repeat(70_000))],
  ['packets without a check', bytes(...range(400).flatMap(() => [0x02, 0xa0, 0x00, 'C'.repeat(162)]))],
  ['a message of the largest length', bytes(0x04, 0x0f, 0xff, 0xff, 0xff, '\x27\0'.repeat(35_000))],
] as const;

type Direction = keyof Faults;

const WHOLE = 290;
const SPARSE = 11;

/** Every byte of a short stream; of a long one the last ones, where the answer stands, and a part of the rest. */
async function placesOf(adapter: Adapter, direction: Direction): Promise<readonly number[]> {
  const traffic = await plain(adapter);
  const count = direction === 'toUs' ? traffic.toUs.length : traffic.toDevice;
  const tail = Math.max(0, count - WHOLE);
  return [...part(tail, SPARSE), ...part(count, adapter.thin, { from: tail })];
}

const OTHERS = 17;

/** Of every other order a part of all bytes: each order starts at another one. */
async function sparsePlaces(adapter: Adapter, operation: OrderKind, direction: Direction, shift: number): Promise<readonly number[]> {
  const traffic = await plain(adapter, { operation });
  return part(direction === 'toUs' ? traffic.toUs.length : traffic.toDevice, OTHERS * Math.ceil(adapter.thin / 2), { shift });
}

describe.each(ADAPTERS.filter(({ noisy }) => noisy).map((adapter) => [nameOf(adapter), adapter] as const))('%s', (_name, adapter) => {
  it.each(DAMAGES)('never tells an untruth, whichever byte %s', async (_what, fault) => {
    for (const direction of ['toUs', 'toDevice'] as const) {
      const places = await placesOf(adapter, direction);
      const cases = places.map((at): Named => [`${direction}, byte ${at}`, { arrange: ({ faults }) => void (faults[direction] = fault(at)) }]);
      expect((await sweep(adapter, cases)).wrong).toEqual([]);
    }
  });

  it.each(DAMAGES)('nor about any other order, where one %s', async (_what, fault) => {
    for (const [index, operation] of othersOf(adapter).entries()) {
      for (const direction of ['toUs', 'toDevice'] as const) {
        const cases = (await sparsePlaces(adapter, operation, direction, index)).map((at): Named => {
          return [`${operation}, ${direction}, byte ${at}`, { operation, arrange: ({ faults }) => void (faults[direction] = fault(at)) }];
        });
        expect((await sweep(adapter, cases)).wrong).toEqual([]);
      }
    }
  });

  it('hears good messages between noise', async () => {
    for (const direction of ['toUs', 'toDevice'] as const) {
      const places = await placesOf(adapter, direction);
      const cases = places.map((at, index): Named => {
        const noise = NOISE[index % NOISE.length] ?? bytes();
        return [
          `${direction}, ${Buffer.from(noise).toString('hex')} before byte ${at}`,
          { arrange: ({ faults }) => void (faults[direction] = { garbage: { at, bytes: noise } }) },
        ];
      });
      expect((await sweep(adapter, cases)).wrong).toEqual([]);
    }
  });
});

describe.each(ADAPTERS.map((adapter) => [nameOf(adapter), adapter] as const))('%s', (_name, adapter) => {
  it('never tells an untruth, whichever message comes twice, or all of them', async () => {
    for (const direction of ['toUs', 'toDevice'] as const) {
      const places = await placesOf(adapter, direction);
      const single = places.map((at): Named => {
        return [`${direction}, the one with byte ${at}`, { arrange: ({ faults }) => void (faults[direction] = { duplicateAt: at }) }];
      });
      const all: Named = [`${direction}, all`, { arrange: ({ faults }) => void (faults[direction] = { twice: true }) }];
      expect((await sweep(adapter, [...single, all])).wrong).toEqual([]);
    }
  });

  it('nor about any other order', async () => {
    for (const [index, operation] of othersOf(adapter).entries()) {
      for (const direction of ['toUs', 'toDevice'] as const) {
        const single = (await sparsePlaces(adapter, operation, direction, index)).map((at): Named => {
          return [
            `${operation}, ${direction}, the one with byte ${at}`,
            { operation, arrange: ({ faults }) => void (faults[direction] = { duplicateAt: at }) },
          ];
        });
        const all: Named = [`${operation}, ${direction}, all`, { operation, arrange: ({ faults }) => void (faults[direction] = { twice: true }) }];
        expect((await sweep(adapter, [...single, all])).wrong).toEqual([]);
      }
    }
  });

  it('never tells an untruth after noise in front of a conversation', async () => {
    const cases = adapter.operations.flatMap((operation) =>
      NOISE.map((noise): Named => {
        const arrange: Case['arrange'] = ({ faults }) => void (faults.toUs = { garbage: { at: 0, bytes: noise } });
        return [`${operation}, ${Buffer.from(noise).toString('hex')}`, { operation, arrange }];
      }),
    );
    expect((await sweep(adapter, cases)).wrong).toEqual([]);
  });

  it.each(FLOODS)('does not drown in %s', async (_what, flood) => {
    const { toUs } = await plain(adapter);
    const places = [0, 1, 2, 3, 5, Math.floor(toUs.length / 2), toUs.length - 20, toUs.length - 1];
    const cases = places.map((at): Named => [
      `before byte ${at}`,
      { arrange: ({ faults }) => void (faults.toUs = { garbage: { at, bytes: flood } }) },
    ]);
    expect((await sweep(adapter, cases)).wrong).toEqual([]);
  });
});
