import type { PaymentEvent, PaymentId, PaymentRecord, TerminalRecord } from '@payport/domain';
import { ManualClock } from '@payport/testing';
import { beforeEach, describe, expect, it } from 'vitest';
import { LadderTime } from '../recovery/index.ts';
import { commit } from './commit-step.ts';
import type { TwoPhasePorts } from './two-phase-ports.ts';

const ID = 'payment' as PaymentId;
/** What the device's own list says of the sale; null: it keeps none. */
type Listed = 'stands' | 'gone' | 'cannot_tell' | null;

let clock: ManualClock;
let sent: { cause: string; evidence: Record<string, unknown>; atMs: number }[];
let moved: { readonly to: string; readonly cause: string }[];
beforeEach(() => {
  clock = new ManualClock();
  sent = [];
  moved = [];
});

/** One commit, to which the device says that nothing is pending. */
function nothingPending(listed: Listed, suspended: boolean | null = true): Promise<unknown> {
  let payment = { id: ID, amountMinor: 100n, status: 'held', holdsTerminal: true, hold: { suspended } } as unknown as PaymentRecord;
  const ladder = new LadderTime<PaymentId>(clock, 1_800_000);
  ladder.begin(ID);
  const ports = {
    clock,
    ladder,
    store: { events: () => Promise.resolve([{ cause: 'confirmed', evidence: {}, atMs: clock.now() }, ...sent] as unknown as PaymentEvent[]) },
    checkpoints: { reached: () => Promise.resolve() },
    held: {
      newReference: () => Promise.resolve('0000000B'),
      change: () => Promise.resolve({ outcome: 'refused', already: true, evidence: {} }),
      find: () => Promise.resolve(listed === null ? null : { finding: listed, evidence: {} }),
    },
    payments: {
      note: () => Promise.resolve(payment),
      conclude: (
        _id: unknown,
        _actor: unknown,
        decide: (current: PaymentRecord) => { readonly move: { readonly to: string; readonly cause: string } } | null,
      ) => {
        const move = decide(payment)?.move;
        if (move) {
          moved.push({ to: move.to, cause: move.cause });
          payment = { ...payment, status: move.to } as PaymentRecord;
        }
        return Promise.resolve(payment);
      },
    },
  } as unknown as TwoPhasePorts;
  return commit(ports, payment, {} as TerminalRecord);
}

const lostCommit = (): void => void sent.push({ cause: 'step_sent', evidence: { step: 'commit', reference: '0000000A' }, atMs: clock.now() });
const APPROVED = [{ to: 'approved', cause: 'committed' }];
const FOR_A_PERSON = [
  { to: 'unknown', cause: 'commit_refused' },
  { to: 'manual_review', cause: 'commit_refused' },
];

describe('a device that says “nothing is pending” to a commit', () => {
  it('tells of our own commit before, whose answer was lost, unless its list shows the sale undone', async () => {
    lostCommit();
    await nothingPending(null);
    await nothingPending('stands');
    expect(moved).toEqual([...APPROVED, ...APPROVED]);
    moved = [];
    await nothingPending('gone');
    expect(moved).toEqual(FOR_A_PERSON);
  });

  it('proves nothing where no commit was sent before, whether or not it keeps a list', async () => {
    await nothingPending(null);
    expect(moved).toEqual(FOR_A_PERSON);
    moved = [];
    await nothingPending('gone', null);
    expect(moved).toEqual(FOR_A_PERSON);
  });

  it('tells that it was never suspended, where its list shows the sale', async () => {
    await nothingPending('stands', null);
    expect(moved).toEqual(APPROVED);
  });

  it('is asked again while its list cannot be read', async () => {
    lostCommit();
    expect([await nothingPending('cannot_tell'), moved]).toEqual([expect.any(Number), []]);
  });
});
