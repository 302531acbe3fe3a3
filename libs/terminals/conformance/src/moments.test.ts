import { describe, expect, it, vi } from 'vitest';
import { ADAPTERS } from './adapters/index.ts';
import { nameOf, type Adapter, type World } from './adapter.ts';
import { AMOUNT, sell } from './orders.ts';
import type { Case } from './play.ts';
import type { WatchedSession } from './session.ts';
import { LIMIT_MS, othersOf, part, plain, range, sweep, type Named, type Swept } from './sweep.ts';

// Many cases in one test.
vi.setConfig({ testTimeout: LIMIT_MS });

const SLOW = AMOUNT + 88n;
const AMOUNTS = [AMOUNT, SLOW];

/** The same thing at every moment of an order, one case for each. */
async function atEveryMoment(adapter: Adapter, what: (step: number) => Omit<Case, 'amountMinor'>, amounts = AMOUNTS): Promise<Swept> {
  const cases: Named[] = [];
  for (const amountMinor of amounts) {
    const { steps } = await plain(adapter, { amountMinor });
    for (const step of range(steps + 1)) cases.push([`${amountMinor} at moment ${step}`, { amountMinor, ...what(step) }]);
  }
  return sweep(adapter, cases);
}

/** Does something once, at one moment. */
const once =
  (moment: number, act: (world: World, session: WatchedSession) => void): NonNullable<Case['onStep']> =>
  (step, world, session) => {
    if (step === moment) act(world, session);
  };

const outcomesOf = ({ played }: Swept): ReadonlySet<string | undefined> => new Set([...played.values()].map(({ outcome }) => outcome?.outcome));

describe.each(ADAPTERS.map((adapter) => [nameOf(adapter), adapter] as const))('%s, at every moment of a sale', (_name, adapter) => {
  it('takes a wish to stop, and tells what became of the sale', async () => {
    const swept = await atEveryMoment(adapter, (step) => ({ onStep: once(step, (_world, session) => session.stop()) }));
    expect(swept.wrong).toEqual([]);
    expect(swept.unknown).toEqual([]);
    expect(outcomesOf(swept).has('approved')).toBe(true);
    if (adapter.stops) expect(outcomesOf(swept).has('cancelled')).toBe(true);
  });

  it('bears a wire that breaks', async () => {
    const swept = await atEveryMoment(adapter, (step) => ({ onStep: once(step, (world) => world.breakWire()) }));
    expect(swept.wrong).toEqual([]);
    expect(swept.unknown).toEqual([]);
  });

  it('bears a terminal that loses its power and comes back', async () => {
    const swept = await atEveryMoment(adapter, (step) => ({ onStep: once(step, ({ device }) => device.reboot()) }));
    expect(swept.wrong).toEqual([]);
    expect(swept.unknown).toEqual([]);
  });

  it('bears the death of the gateway: the next one finds out', async () => {
    const swept = await atEveryMoment(adapter, (step) => ({ dieAt: step }));
    expect(swept.wrong).toEqual([]);
    expect(swept.unknown).toEqual([]);
  });

  it('bears that nothing may be sent or kept any more', async () => {
    const forbidden = range(4).map((call): Named => [
      `forbidden from ${call}`,
      { arrange: (_world, session) => void (session.forbiddenFrom = call) },
    ]);
    const forgotten = range(4).map((call): Named => [`forgotten from ${call}`, { arrange: (_world, session) => void (session.forgetsFrom = call) }]);
    const { wrong, played } = await sweep(adapter, [...forbidden, ...forgotten]);
    expect(wrong).toEqual([]);
    expect(played.get('forbidden from 0')?.outcome?.outcome).toBe('not_sent');
  });

  it('bears what is left of the sale before: that is not the answer to this one', async () => {
    const { steps, toUs } = await plain(adapter);
    const cases = adapter.late(toUs).flatMap((_piece, index) =>
      // Neighbours are much alike: each piece is tried at each third moment, the next piece at the next ones.
      part(steps + 1, 3, { shift: index }).map((moment): Named => {
        let late: Uint8Array = new Uint8Array();
        return [
          `piece ${index} at moment ${moment}`,
          {
            arrange: async (world) => {
              await sell(world, adapter, world.restart(), AMOUNT);
              late = adapter.late(world.traffic().toUs)[index] ?? late;
            },
            onStep: once(moment, (world) => world.replay(late)),
          },
        ];
      }),
    );
    expect((await sweep(adapter, cases)).wrong).toEqual([]);
  });
});

const BLOWS = [
  ['the wire breaks', (moment: number): Case => ({ onStep: once(moment, (world) => world.breakWire()) })],
  ['the power fails', (moment: number): Case => ({ onStep: once(moment, ({ device }) => device.reboot()) })],
  ['the gateway dies', (moment: number): Case => ({ dieAt: moment })],
] as const;
const STOP = ['somebody stops it', (moment: number): Case => ({ onStep: once(moment, (_world, session) => session.stop()) })] as const;
const HOUR_MS = 3_600_000;

describe.each(ADAPTERS.map((adapter) => [nameOf(adapter), adapter] as const))('%s, at moments', (_name, adapter) => {
  it.each(BLOWS)('takes no sale of before, over the same amount, for one in which %s', async (_what, blow) => {
    const { steps } = await plain(adapter);
    for (const agoMs of [0, HOUR_MS]) {
      const cases = range(steps + 1).map((moment): Named => {
        const arrange: Case['arrange'] = async (world) => {
          await sell(world, adapter, world.restart(), AMOUNT);
          await world.clock.advance(agoMs);
        };
        return [`moment ${moment}`, { ...blow(moment), arrange }];
      });
      const { wrong, unknown } = await sweep(adapter, cases);
      expect(wrong).toEqual([]);
      // One of a minute ago may be later than ours by the terminal's clock: of an older one everybody can tell.
      if (agoMs > 0) expect(unknown).toEqual([]);
    }
  });

  it.each([STOP, ...BLOWS])('is no worse with every other order, in which %s', async (_what, blow) => {
    for (const [index, operation] of othersOf(adapter).entries()) {
      const { steps } = await plain(adapter, { operation });
      const cases = part(steps + 1, 2, { shift: index }).map((moment): Named => [`${operation} at moment ${moment}`, { operation, ...blow(moment) }]);
      const { wrong, unknown } = await sweep(adapter, cases);
      expect(wrong).toEqual([]);
      expect(unknown).toEqual([]);
    }
  });

  it('takes what is left of an order before for the answer to none of another kind', async () => {
    for (const [index, operation] of othersOf(adapter).entries()) {
      const { steps, toUs } = await plain(adapter, { operation });
      const cases = adapter.late(toUs).flatMap((_piece, piece) =>
        part(steps + 1, 9, { shift: piece + index }).map((moment): Named => {
          let late: Uint8Array = new Uint8Array();
          const arrange: Case['arrange'] = (world) => void (late = adapter.late(world.traffic().toUs)[piece] ?? late);
          return [`${operation}, piece ${piece} at moment ${moment}`, { operation, arrange, onStep: once(moment, (world) => world.replay(late)) }];
        }),
      );
      expect((await sweep(adapter, cases)).wrong).toEqual([]);
    }
  });

  it('sends or keeps nothing of any order where it may not', async () => {
    for (const operation of othersOf(adapter)) {
      const cases = range(4).flatMap((call): Named[] => [
        [`${operation} forbidden from ${call}`, { operation, arrange: (_world, session) => void (session.forbiddenFrom = call) }],
        [`${operation} forgotten from ${call}`, { operation, arrange: (_world, session) => void (session.forgetsFrom = call) }],
      ]);
      expect((await sweep(adapter, cases)).wrong).toEqual([]);
    }
  });
});

describe.each(ADAPTERS.filter(({ finalByOurWord }) => finalByOurWord).map((adapter) => [nameOf(adapter), adapter] as const))(
  '%s',
  (_name, adapter) => {
    it('takes no answer that could not be kept: the terminal undoes it', async () => {
      const cases = range(3).map((call): Named => [`from ${call}`, { arrange: (_world, session) => void (session.forgetsFrom = call) }]);
      const { wrong, played } = await sweep(adapter, cases);
      expect(wrong).toEqual([]);
      const answers = [...played.values()].filter(({ session }) => session.keeps > session.kept.length);
      expect(answers.length).toBeGreaterThan(0);
      for (const { booked, outcome } of answers) {
        expect(booked).toEqual([]);
        expect(outcome?.outcome).not.toBe('approved');
      }
    });
  },
);
