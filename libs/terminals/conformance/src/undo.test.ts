import { describe, expect, it, vi } from 'vitest';
import { ADAPTERS } from './adapters/index.ts';
import { nameOf, type Adapter, type Faults, type World } from './adapter.ts';
import { AMOUNT } from './orders.ts';
import { playUndo, type PlayedUndo, type UndoCase } from './play-undo.ts';
import { LIMIT_MS, part, range } from './sweep.ts';

// Many cases in one test.
vi.setConfig({ testTimeout: LIMIT_MS });

type NamedUndo = readonly [name: string, one: UndoCase];

async function sweepUndo(
  adapter: Adapter,
  cases: Iterable<NamedUndo>,
): Promise<{ readonly wrong: string[]; readonly played: Map<string, PlayedUndo> }> {
  const played = new Map<string, PlayedUndo>();
  for (const [name, one] of cases) played.set(name, await playUndo(adapter, one));
  const wrong = [...played].flatMap(([name, each]) => [
    ...each.wrong.map((what) => `${name}: ${what}`),
    // The terminal has kept what it did: in the end it has told it.
    ...(each.undone && each.outcomes.at(-1) !== 'done' ? [`${name}: undone, and told as ${String(each.outcomes.at(-1))}`] : []),
  ]);
  return { wrong, played };
}

/** What happens at a byte, and how many of them are tried: what is lost matters at each. */
const FAULTS: readonly (readonly [what: string, every: number, fault: (at: number) => Faults['toUs']])[] = [
  ['the line breaks before it', 1, (at) => ({ cutAt: at })],
  ['it is lost with all that follows', 1, (at) => ({ lostFrom: at })],
  ['it has a bit turned over', 3, (at) => ({ flipAt: at })],
  ['its message comes twice', 5, (at) => ({ duplicateAt: at })],
  ['noise comes before it', 5, (at) => ({ garbage: { at, bytes: Uint8Array.of(0x02, 0x06, 0x15, 0x04, 0xff) } })],
];

const bytesOf = ({ toUs, toDevice }: PlayedUndo['traffic'], direction: keyof Faults): number => (direction === 'toUs' ? toUs.length : toDevice);

/** Another guest pays, by whoever may start payments there. */
async function somebodyPays({ device, clock }: World): Promise<void> {
  const never = new AbortController().signal;
  const work = device.perform(
    { kind: 'sale', amountMinor: 2n * AMOUNT, reference: null },
    { stop: never, gone: never, stage: () => Promise.resolve() },
  );
  await clock.advance(10_000);
  await work;
}

const LAST_ONES: readonly NamedUndo[] = [
  ['another sale', { arrange: somebodyPays }],
  ['our sale, which the bank never heard of', { lost: 'link_drops' }],
];

describe.each(ADAPTERS.filter(({ undoesLost }) => undoesLost).map((adapter) => [nameOf(adapter), adapter] as const))(
  '%s, told to undo a lost sale',
  (_name, adapter) => {
    it.each(['unreadable', 'lost_reply', 'reboot'] as const)('does so, where it was lost as %s', async (lost) => {
      const { wrong, outcomes, undone } = await playUndo(adapter, { lost });
      expect({ wrong, outcomes, undone }).toEqual({ wrong: [], outcomes: ['done'], undone: true });
    });

    it.each([
      ['host_decline', ['refused'], false],
      ['guest_cancels', ['refused'], false],
      ['lost_reply', ['unknown', 'done'], true],
      ['reboot', ['unknown', 'done'], true],
      ['link_drops', ['unknown', 'unknown', 'unknown'], false],
      ['unreadable', ['unknown', 'unknown', 'unknown'], true],
      ['slow', ['done'], true],
    ] as const)('an undo that ends as %s is told as %j', async (fate, outcomes, undone) => {
      const played = await playUndo(adapter, { onSend: ({ device }) => void (device.fate = fate) });
      expect({ wrong: played.wrong, outcomes: played.outcomes, undone: played.undone }).toEqual({ wrong: [], outcomes, undone });
    });

    it.each(LAST_ONES)('undoes nothing where the last operation is %s', async (_what, one) => {
      const { wrong, outcomes, undone } = await playUndo(adapter, one);
      expect({ wrong, undone }).toEqual({ wrong: [], undone: false });
      expect(new Set(outcomes)).toEqual(new Set(['not_last']));
    });

    it.each(FAULTS)('never tells an untruth of it, whichever byte it is where %s', async (_what, every, fault) => {
      const { traffic } = await playUndo(adapter);
      for (const direction of ['toUs', 'toDevice'] as const) {
        const places = part(bytesOf(traffic, direction) + 1, adapter.thin * every);
        const ofUndo = places.map((at): NamedUndo => [
          `${direction}, byte ${at} of the undo`,
          { onSend: ({ faults }) => void (faults[direction] = fault(at)) },
        ]);
        // The question before it is as long as the last one of a recovery, where every place is tried.
        const ofCopy = part(bytesOf(traffic, direction) + 1, 7 * adapter.thin).map((at): NamedUndo => [
          `${direction}, byte ${at} of the question`,
          {
            arrange: ({ faults }) => void (faults[direction] = fault(at)),
            onSend: ({ faults }) => void (faults[direction] = {}),
          },
        ]);
        expect((await sweepUndo(adapter, [...ofUndo, ...ofCopy])).wrong).toEqual([]);
      }
    });

    it('takes no earlier answer for that of the undo', async () => {
      const { steps, traffic } = await playUndo(adapter);
      const cases = adapter.late(traffic.toUs).flatMap((_piece, index) =>
        range(steps + 1).map((moment): NamedUndo => {
          let late: Uint8Array = new Uint8Array();
          return [
            `piece ${index} at moment ${moment}`,
            {
              arrange: (world) => void (late = adapter.late(world.traffic().toUs)[index] ?? traffic.toUs),
              onStep: (step, world) => void (step === moment && world.replay(late)),
            },
          ];
        }),
      );
      expect((await sweepUndo(adapter, cases)).wrong).toEqual([]);
    });

    it.each([
      ['the wire breaks', (moment: number): UndoCase => ({ onStep: (step, world) => void (step === moment && world.breakWire()) })],
      ['the power fails', (moment: number): UndoCase => ({ onStep: (step, { device }) => void (step === moment && device.reboot()) })],
      ['the terminal gets busy', (moment: number): UndoCase => ({ onStep: (step, { device }) => void (step === moment && (device.busy = true)) })],
      ['the gateway dies', (moment: number): UndoCase => ({ dieAt: moment })],
    ])('bears that at any moment %s', async (_what, blow) => {
      const { steps } = await playUndo(adapter);
      const cases = range(steps + 1).map((moment): NamedUndo => [`moment ${moment}`, blow(moment)]);
      expect((await sweepUndo(adapter, cases)).wrong).toEqual([]);
    });

    it('sends nothing where it may not', async () => {
      const { wrong, undone, outcomes } = await playUndo(adapter, { arrange: (_world, sending) => void (sending.forbiddenFrom = 0) });
      expect({ wrong, first: outcomes[0] }).toEqual({ wrong: [], first: 'not_sent' });
      // The second time it may.
      expect(undone).toBe(true);
    });

    it.each([
      ['terminal', { tid: '00000042' }, 'terminal_mismatch'],
      ['amount', { amountMinor: AMOUNT - 1n }, 'foreign_answer'],
      ['currency', { currency: 'CHF' }, 'foreign_answer'],
      ['number', { reference: '12345678' }, 'foreign_answer'],
    ] as const)('does not believe an answer with another %s, and people are told', async (_what, lies, alert) => {
      const { wrong, outcomes, alerts } = await playUndo(adapter, { onSend: ({ device }) => void (device.lies = lies) });
      expect(wrong).toEqual([]);
      expect(outcomes[0]).toBe('unknown');
      expect(alerts).toContain(alert);
    });

    it.each([
      ['terminal', { tid: '00000042' }, 'not_sent'],
      ['amount', { amountMinor: AMOUNT - 1n }, 'not_last'],
      ['currency', { currency: 'CHF' }, 'not_last'],
      ['number', { reference: '12345678' }, 'not_last'],
    ] as const)('sends nothing where the record that it would undo names another %s', async (_what, lies, outcome) => {
      const { wrong, outcomes } = await playUndo(adapter, {
        arrange: ({ device }) => void (device.lies = lies),
        onSend: ({ device }) => void (device.lies = {}),
      });
      expect(wrong).toEqual([]);
      expect(outcomes[0]).toBe(outcome);
    });
  },
);
