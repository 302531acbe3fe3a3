import { describe, expect, it, vi } from 'vitest';
import { ADAPTERS } from './adapters/index.ts';
import { nameOf, type Adapter, type Faults, type World } from './adapter.ts';
import { PHASE_STEPS, type PhaseStep } from './device/second-phase.ts';
import type { Fate } from './device/scenario-amounts.ts';
import { AMOUNT } from './orders.ts';
import { playStep, type PlayedStep, type StepCase } from './play-step.ts';
import { LIMIT_MS, part, range } from './sweep.ts';

// Many cases in one test.
vi.setConfig({ testTimeout: LIMIT_MS });

type NamedStep = readonly [name: string, one: StepCase];

const endOf = (step: PhaseStep): PlayedStep['believed'] => (step === 'rollback' ? 'undone' : 'stands');

async function sweepSteps(adapter: Adapter, step: PhaseStep, cases: Iterable<NamedStep>): Promise<readonly string[]> {
  const wrong: string[] = [];
  for (const [name, one] of cases) {
    const played = await playStep(adapter, step, one);
    wrong.push(...played.wrong.map((what) => `${name}: ${what}`));
    // The terminal can be asked again in the end, and its tape tells what became of the sale; what it undid by itself a person looks into.
    if (played.believed === null && played.outcome !== 'refused' && !played.lapsed) wrong.push(`${name}: nobody knows what became of it`);
  }
  return wrong;
}

const FATES: readonly (readonly [Fate, PlayedStep['outcome']])[] = [
  ['approve', 'done'],
  ['slow', 'done'],
  ['lost_reply', 'unknown'],
  ['link_drops', 'unknown'],
  ['reboot', 'unknown'],
];

/** What happens at a byte, and how many of them are tried. */
const FAULTS: readonly (readonly [what: string, every: number, fault: (at: number) => Faults['toUs']])[] = [
  ['the line breaks before it', 2, (at) => ({ cutAt: at })],
  ['it is lost with all that follows', 5, (at) => ({ lostFrom: at })],
  ['it has a bit turned over', 5, (at) => ({ flipAt: at })],
  ['its message comes twice', 7, (at) => ({ duplicateAt: at })],
  ['noise comes before it', 7, (at) => ({ garbage: { at, bytes: Uint8Array.of(0x30, 0x0d, 0x0a, 0xff) } })],
];

/** Another guest pays the same, by whoever may start payments there. */
async function somebodyPays({ device, clock }: World): Promise<void> {
  const never = new AbortController().signal;
  const work = device.perform({ kind: 'sale', amountMinor: AMOUNT, reference: null }, { stop: never, gone: never, stage: () => Promise.resolve() });
  await clock.advance(10_000);
  await work;
}

const ABLE = ADAPTERS.filter(({ twoPhase }) => twoPhase);

describe.each(ABLE.flatMap((adapter) => PHASE_STEPS.map((step) => [nameOf(adapter), step, adapter] as const)))(
  '%s, told to %s its last operation',
  (_name, step, adapter) => {
    it.each(FATES)('tells the truth where that ends as %s: %s, and in the end what became of the sale', async (fate, outcome) => {
      const played = await playStep(adapter, step, { arrange: ({ device }) => void (device.fate = fate) });
      // Without power nothing stays suspended.
      const believed = fate === 'reboot' && step === 'suspend' ? 'undone' : endOf(step);
      expect({ wrong: played.wrong, outcome: played.outcome, believed: played.believed }).toEqual({ wrong: [], outcome, believed });
    });

    it.each(FAULTS)('never tells an untruth of it, whichever byte it is where %s', async (_what, every, fault) => {
      const { traffic } = await playStep(adapter, step);
      const bytes = { toUs: traffic.toUs.length, toDevice: traffic.toDevice };
      for (const direction of ['toUs', 'toDevice'] as const) {
        const cases = part(bytes[direction] + 1, every).map((at): NamedStep => [
          `${direction}, byte ${at}`,
          { arrange: ({ faults }) => void (faults[direction] = fault(at)) },
        ]);
        expect(await sweepSteps(adapter, step, cases)).toEqual([]);
      }
    });

    it.each([
      ['the wire breaks', (moment: number): StepCase => ({ onStep: (at, world) => void (at === moment && world.breakWire()) })],
      ['the power fails', (moment: number): StepCase => ({ onStep: (at, { device }) => void (at === moment && device.reboot()) })],
      ['the terminal gets busy', (moment: number): StepCase => ({ onStep: (at, { device }) => void (at === moment && (device.busy = true)) })],
      ['somebody wants it stopped', (moment: number): StepCase => ({ onStep: (at, _world, session) => void (at === moment && session.stop()) })],
      ['the gateway dies', (moment: number): StepCase => ({ dieAt: moment })],
    ])('bears that at any moment %s', async (_what, blow) => {
      const { steps } = await playStep(adapter, step);
      const cases = range(steps + 1).map((moment): NamedStep => [`moment ${moment}`, blow(moment)]);
      expect(await sweepSteps(adapter, step, cases)).toEqual([]);
    });

    it.each(['the conversation before', 'a control tape'])('takes nothing that is left of %s for its answer', async (what) => {
      const { steps } = await playStep(adapter, step);
      const cases = range(steps + 1).map((moment): NamedStep => {
        let late: Uint8Array = new Uint8Array();
        return [
          `moment ${moment}`,
          {
            arrange: async (world, session, driver) => {
              if (what === 'a control tape') await world.clock.complete(driver.controlTape!(session));
              late = world.traffic().toUs;
            },
            onStep: (at, world) => void (at === moment && world.replay(late)),
          },
        ];
      });
      expect(await sweepSteps(adapter, step, cases)).toEqual([]);
    });

    it('touches nothing where another guest has paid the same meanwhile', async () => {
      const { wrong, outcome, believed } = await playStep(adapter, step, { arrange: somebodyPays });
      expect({ wrong, outcome, believed }).toEqual({ wrong: [], outcome: 'refused', believed: null });
    });

    it.each([
      ['terminal', { tid: '00000042' }, 'terminal_mismatch'],
      ['request', { reference: '12345678' }, 'foreign_answer'],
    ] as const)('does not believe an answer of another %s, and people are told', async (_what, lies, alert) => {
      const { wrong, outcome, alerts } = await playStep(adapter, step, { arrange: ({ device }) => void (device.lies = lies) });
      expect({ wrong, outcome }).toEqual({ wrong: [], outcome: 'unknown' });
      expect(alerts).toContain(alert);
    });

    it('is not sent where it may not be, and nothing is changed by a busy terminal', async () => {
      const forbidden = await playStep(adapter, step, { arrange: (_world, session) => void (session.forbiddenFrom = 0) });
      expect({ wrong: forbidden.wrong, outcome: forbidden.outcome }).toEqual({ wrong: [], outcome: 'not_sent' });
      const busy = await playStep(adapter, step, { arrange: ({ device }) => void (device.busy = true) });
      expect({ wrong: busy.wrong, believed: busy.believed }).toEqual({ wrong: [], believed: endOf(step) });
    });
  },
);
