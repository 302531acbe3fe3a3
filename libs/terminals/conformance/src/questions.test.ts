import { describe, expect, it, vi } from 'vitest';
import { ADAPTERS } from './adapters/index.ts';
import { nameOf, type Adapter, type Faults, type World } from './adapter.ts';
import { AMOUNT } from './orders.ts';
import { play, type Case } from './play.ts';
import { LIMIT_MS, part, range, sweep, type Named } from './sweep.ts';

// Many cases in one test.
vi.setConfig({ testTimeout: LIMIT_MS });

/** Captured at the bank, or never begun there; the answer was lost both times. */
const LOST = [AMOUNT + 71n, AMOUNT + 72n];

const LOSSES = [
  ['toUs', 'the line breaks', (at: number) => ({ cutAt: at })],
  ['toUs', 'all is lost', (at: number) => ({ lostFrom: at })],
  ['toDevice', 'the line breaks', (at: number) => ({ cutAt: at })],
  ['toDevice', 'all is lost', (at: number) => ({ lostFrom: at })],
] as const;

const SPOILS: readonly (readonly [string, (world: World) => void])[] = [
  ['the wire breaks', (world: World) => world.breakWire()],
  ['the power fails', ({ device }: World) => device.reboot()],
  ['the terminal gets busy', ({ device }: World) => void (device.busy = true)],
];

/** What passes, and how many moments there are, in the question that finds it out. */
async function question(
  adapter: Adapter,
  amountMinor: bigint,
): Promise<{ readonly toUs: number; readonly toDevice: number; readonly steps: number }> {
  let steps = 0;
  let traffic: ReturnType<World['traffic']> | null = null;
  await play(adapter, {
    amountMinor,
    onQuestion: (step) => void (steps = Math.max(steps, step)),
    afterQuestion: (_index, world) => void (traffic ??= world.traffic()),
  });
  const first = traffic as ReturnType<World['traffic']> | null;
  return { toUs: first?.toUs.length ?? 0, toDevice: first?.toDevice ?? 0, steps };
}

/** The first question meets a fault, the later ones none. */
const spoilFirst = (amountMinor: bigint, direction: keyof Faults, fault: Faults[keyof Faults]): Case => ({
  amountMinor,
  heal: ({ faults }) => void (faults[direction] = fault),
  afterQuestion: (_index, { faults }) => void (faults[direction] = {}),
});

describe.each(ADAPTERS.map((adapter) => [nameOf(adapter), adapter] as const))('%s, asked what became of a sale', (_name, adapter) => {
  it.each(LOSSES)('finds the truth though at any byte of the first question (%s) %s', async (direction, _what, fault) => {
    for (const amountMinor of LOST) {
      const traffic = await question(adapter, amountMinor);
      const cases = part(traffic[direction] + 1, traffic[direction] > 400 ? 5 : 1).map((at): Named => {
        return [`${amountMinor}, byte ${at}`, spoilFirst(amountMinor, direction, fault(at))];
      });
      const { wrong, unknown } = await sweep(adapter, cases);
      expect(wrong).toEqual([]);
      expect(unknown).toEqual([]);
    }
  });

  it.each(SPOILS)('finds the truth though at any moment of the first question %s', async (_what, act) => {
    for (const amountMinor of LOST) {
      const { steps } = await question(adapter, amountMinor);
      const cases = range(steps + 1).map((moment): Named => {
        let done = false;
        return [
          `${amountMinor}, moment ${moment}`,
          {
            amountMinor,
            onQuestion: (step, world) => {
              if (done || step !== moment) return;
              done = true;
              act(world);
            },
            afterQuestion: (_index, { device }) => void (device.busy = false),
          },
        ];
      });
      const { wrong, unknown } = await sweep(adapter, cases);
      expect(wrong).toEqual([]);
      expect(unknown).toEqual([]);
    }
  });

  it('sends nothing where it may not', async () => {
    const { findings, wrong } = await play(adapter, {
      amountMinor: AMOUNT + 71n,
      onQuestion: (step, _world, session) => {
        if (step === 0) session.forbiddenFrom = 0;
      },
    });
    expect(wrong).toEqual([]);
    expect(new Set(findings.map(({ finding }) => finding))).not.toContain('not_found_proven');
  });
});
