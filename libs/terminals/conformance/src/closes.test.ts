import { describe, expect, it, vi } from 'vitest';
import { ADAPTERS } from './adapters/index.ts';
import { nameOf, type Adapter, type Faults } from './adapter.ts';
import type { Fate } from './device/scenario-amounts.ts';
import { playClose, type CloseCase, type PlayedClose } from './play-close.ts';
import { LIMIT_MS, part, range } from './sweep.ts';

// Many cases in one test.
vi.setConfig({ testTimeout: LIMIT_MS });

type NamedClose = readonly [name: string, one: CloseCase];

/** What broke the rule. Where nothing was closed nobody has to find that out: most terminals cannot tell. */
async function sweepCloses(adapter: Adapter, cases: Iterable<NamedClose>): Promise<readonly string[]> {
  const wrong: string[] = [];
  for (const [name, one] of cases) {
    const played = await playClose(adapter, one);
    wrong.push(...played.wrong.map((what) => `${name}: ${what}`));
    if (played.closed && !played.known) wrong.push(`${name}: closed, and nobody knows it`);
  }
  return wrong;
}

const FAULTS: readonly (readonly [what: string, every: number, fault: (at: number) => Faults['toUs']])[] = [
  ['the line breaks before it', 2, (at) => ({ cutAt: at })],
  ['it is lost with all that follows', 2, (at) => ({ lostFrom: at })],
  ['it has a bit turned over', 5, (at) => ({ flipAt: at })],
  ['its message comes twice', 5, (at) => ({ duplicateAt: at })],
  ['noise comes before it', 5, (at) => ({ garbage: { at, bytes: Uint8Array.of(0x02, 0x10, 0x06, 0x15, 0x04, 0xff) } })],
];

const bytesOf = ({ toUs, toDevice }: PlayedClose['traffic'], direction: keyof Faults): number => (direction === 'toUs' ? toUs.length : toDevice);

const FATES: readonly (readonly [Fate, 'done' | 'failed' | 'unknown', boolean])[] = [
  ['approve', 'done', true],
  ['slow', 'done', true],
  ['host_decline', 'failed', false],
  ['guest_cancels', 'failed', false],
  ['lost_reply', 'unknown', true],
  ['reboot', 'unknown', true],
  ['link_drops', 'unknown', false],
  ['unreadable', 'unknown', true],
];

/** Where the word that says no carries no number of ours it proves nothing, and what the terminal shows afterwards does. */
const refusalOf = ({ outcome, findings }: PlayedClose): string | undefined =>
  outcome?.outcome === 'unknown' && findings.at(-1)?.finding === 'not_closed_proven' ? 'failed' : outcome?.outcome;

describe.each(ADAPTERS.map((adapter) => [nameOf(adapter), adapter] as const))('%s, closing its batch', (_name, adapter) => {
  it.each(FATES)('a close that ends as %s is told as %s', async (fate, outcome, closed) => {
    const played = await playClose(adapter, { arrange: ({ device }) => void (device.fate = fate) });
    const told = outcome === 'failed' ? refusalOf(played) : played.outcome?.outcome;
    expect({ wrong: played.wrong, outcome: told, closed: played.closed }).toEqual({ wrong: [], outcome, closed });
    if (closed && fate !== 'unreadable') expect(played.known).toBe(true);
  });

  it.each(FAULTS.filter(([what]) => adapter.noisy || !/bit|noise/.test(what)))(
    'never tells an untruth of it, whichever byte it is where %s',
    async (_what, every, fault) => {
      const { traffic } = await playClose(adapter);
      for (const direction of ['toUs', 'toDevice'] as const) {
        const places = part(bytesOf(traffic, direction) + 1, adapter.thin * every);
        const cases = places.map((at): NamedClose => [`${direction}, byte ${at}`, { arrange: ({ faults }) => void (faults[direction] = fault(at)) }]);
        expect(await sweepCloses(adapter, cases)).toEqual([]);
      }
    },
  );

  it.each([
    ['the wire breaks', (moment: number): CloseCase => ({ onStep: (step, world) => void (step === moment && world.breakWire()) })],
    ['the power fails', (moment: number): CloseCase => ({ onStep: (step, { device }) => void (step === moment && device.reboot()) })],
    ['somebody wants it stopped', (moment: number): CloseCase => ({ onStep: (step, _world, session) => void (step === moment && session.stop()) })],
    ['the gateway dies', (moment: number): CloseCase => ({ dieAt: moment })],
  ])('bears that at any moment %s', async (_what, blow) => {
    const { steps } = await playClose(adapter);
    const cases = range(steps + 1).map((moment): NamedClose => [`moment ${moment}`, blow(moment)]);
    expect(await sweepCloses(adapter, cases)).toEqual([]);
  });

  it('is not sent to a busy terminal, or where it may not be', async () => {
    const busy = await playClose(adapter, { arrange: ({ device }) => void (device.busy = true) });
    expect({ wrong: busy.wrong, closed: busy.closed }).toEqual({ wrong: [], closed: false });
    const cases = range(3).map((call): NamedClose => [`from ${call}`, { arrange: (_world, session) => void (session.forbiddenFrom = call) }]);
    expect(await sweepCloses(adapter, cases)).toEqual([]);
  });

  it('is not believed of another terminal, and people are told', async () => {
    const played = await playClose(adapter, { arrange: ({ device }) => void (device.lies = { tid: '00000042' }) });
    expect(played.wrong).toEqual([]);
    expect(played.outcome?.outcome).toBe('unknown');
    expect(played.alerts).toContain('terminal_mismatch');
  });

  it('is not found in a record of another terminal', async () => {
    const played = await playClose(adapter, {
      arrange: ({ device }) => void (device.fate = 'lost_reply'),
      heal: ({ device }) => void (device.lies = { tid: '00000042' }),
    });
    expect(played.findings.map(({ finding }) => finding)).not.toContain('done');
  });
});
