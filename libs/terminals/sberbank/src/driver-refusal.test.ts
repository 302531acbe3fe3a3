import type { OrderOutcome } from '@payport/terminals-core';
import type { RunScript } from '@payport/testing';
import { describe, expect, it } from 'vitest';
import { LOCK_FILE, serializeLock, type FolderLock } from './folder-lock.ts';
import { answers, APPROVED, bench, FOLDER, hangs, order, recoveryQuery, REFERENCE, says, type Bench } from './testing/bench.ts';
import { status } from './testing/recovery-bench.ts';

const sale = (on: Bench, over: Parameters<typeof order>[0] = {}): Promise<OrderOutcome> => on.clock.complete(on.driver.sale(order(over), on.session));
const text = (value: string): Uint8Array => new TextEncoder().encode(value);
const OTHER = '0000000A' as typeof REFERENCE;

describe('nothing is sent', () => {
  const expectNothing = (on: Bench, outcome: OrderOutcome, code: string): void => {
    expect(outcome).toMatchObject({ outcome: 'not_sent', decline: { code }, evidence: { sent: false } });
    expect(on.session.calls).not.toContain('dispatched');
    expect(on.folder.has(LOCK_FILE)).toBe(false);
  };

  it.each(['program_missing', 'not_executable', 'folder_missing', 'system_refused'] as const)(
    'when the system refuses to start the program: %s',
    async (reason) => {
      const on = bench();
      on.host.refuseNext({ reason, systemCode: 'ENOENT' });
      const outcome = await sale(on);
      expectNothing(on, outcome, 'terminal_setup');
      expect(outcome).toMatchObject({ evidence: { spawnRefusal: reason, systemCode: 'ENOENT' } });
    },
  );

  it('when this gateway may not send any more', async () => {
    const on = bench();
    on.session.mayNotSend = true;
    expectNothing(on, await sale(on), 'not_sent');
    expect(on.host.spawned).toEqual([]);
  });

  it('when it was stopped before the first byte', async () => {
    const on = bench();
    on.session.controller.abort();
    expectNothing(on, await sale(on), 'cancelled_by_cashier');
    expect(on.host.spawned).toEqual([]);
  });

  it.each([
    ['create', LOCK_FILE],
    ['read', LOCK_FILE],
    ['remove', 'e'],
    ['read', 'e'],
  ] as const)('when the folder refuses to %s %s', async (operation, name) => {
    const on = bench();
    on.folder.fail(operation, name);
    const outcome = await sale(on);
    on.folder.heal();
    expectNothing(on, outcome, 'terminal_setup');
    expect(on.host.spawned).toEqual([]);
  });

  it.each([
    [{ currency: 'USD' }, 'terminal_setup'],
    [{ amountMinor: 4_294_967_296n }, 'limit_exceeded'],
    [{ amountMinor: 0n }, 'terminal_setup'],
    [{ amountMinor: -1n }, 'terminal_setup'],
    [{ reference: '00000' as typeof REFERENCE }, 'terminal_setup'],
  ])('for %o, which the command line cannot carry', async (over, code) => {
    const on = bench();
    expectNothing(on, await sale(on, over), code);
    expect(on.session.calls).toEqual([]);
  });

  it('while another run is alive in the folder, whoever started it, and its files stay', async () => {
    const on = bench();
    on.host.start({ program: 'sb_pilot', folder: FOLDER, args: ['11'] }, hangs());
    on.folder.put('e', text('0,of the other run\r\n'));
    expectNothing(on, await sale(on), 'not_sent');
    expect(on.folder.has('e')).toBe(true);
  });

  it('while a conversation of the same driver runs', async () => {
    const on = bench();
    on.host.next(answers({ fields: APPROVED, afterMs: 5000 }));
    const first = on.driver.sale(order(), on.session);
    await on.clock.advance(1000);
    expect(await on.driver.sale(order(), on.session)).toMatchObject({ outcome: 'not_sent', decline: { code: 'not_sent', retry: 'later' } });
    expect((await on.clock.complete(first)).outcome).toBe('approved');
  });

  it('by the slower one of two gateways that reach for the folder at once', async () => {
    const on = bench();
    on.host.always(answers({ fields: APPROVED, afterMs: 5000 }));
    const both = Promise.all([on.driver.sale(order(), on.session), on.restart().sale(order(), on.session)]);
    const outcomes = (await on.clock.complete(both)).map(({ outcome }) => outcome).sort();
    expect(outcomes).toEqual(['approved', 'not_sent']);
    expect(on.host.spawned).toHaveLength(1);
  });
});

describe('the unread answer of an earlier run', () => {
  it('is put aside, not lost, when the next sale needs the folder', async () => {
    const on = bench();
    on.host.next(answers({ fields: { ...APPROVED, requestId: '00000000' } }));
    expect((await sale(on)).outcome).toBe('unknown');
    on.host.next(answers({ fields: { ...APPROVED, requestId: OTHER, rrn: '2' } }));
    expect((await sale(on, { reference: OTHER })).outcome).toBe('approved');
    expect(on.folder.names).toEqual(['e', `payport-${REFERENCE}.lock`, `payport-${REFERENCE}.result`]);
  });

  it('is not cleared where it cannot be put aside', async () => {
    const on = bench();
    on.host.next(answers({ fields: { ...APPROVED, requestId: '00000000' } }));
    await sale(on);
    on.folder.fail('write', `payport-${REFERENCE}.result`);
    expect(await sale(on, { reference: OTHER })).toMatchObject({ outcome: 'not_sent', decline: { code: 'terminal_setup' } });
    expect(on.folder.names).toEqual(['e', LOCK_FILE]);
  });

  it('is not touched where the system cannot tell whether that run is over, until its time is', async () => {
    const on = bench({ timeLimitMs: 30_000 });
    on.host.next(() => ({}));
    await sale(on);
    on.host.canSearch = false;
    const next = on.restart();
    const again = (): Promise<OrderOutcome> => on.clock.complete(next.sale(order({ reference: OTHER }), on.session));
    expect(await again()).toMatchObject({ outcome: 'not_sent' });
    await on.clock.advance(60_000);
    on.host.next(answers({ fields: { ...APPROVED, requestId: OTHER } }));
    expect((await again()).outcome).toBe('approved');
  });

  it('is not needed behind a lock that nobody can read, once no run is alive', async () => {
    const on = bench();
    on.folder.put(LOCK_FILE, text('{half'));
    on.host.next(answers({ fields: APPROVED }));
    expect((await sale(on)).outcome).toBe('approved');
  });
});

describe('a gateway that stood still while another one went on', () => {
  const HEIR: FolderLock = {
    format: 1,
    holder: 'HEIR',
    reference: OTHER,
    operation: 'sale',
    requestId: OTHER,
    startedAtMs: 1,
    limitMs: 180_000,
    pid: 7,
    startToken: null,
    orderKilled: true,
  };
  /** The run's answer comes, and then the folder is another gateway's. */
  const takenOver =
    (script: RunScript): RunScript =>
    async (run) => {
      const end = await script(run);
      run.folder.put(LOCK_FILE, serializeLock(HEIR));
      return end;
    };
  const holder = (on: Bench): unknown => JSON.parse(new TextDecoder().decode(on.folder.peek(LOCK_FILE) ?? new Uint8Array()));

  it('reads no answer in its folder, which may be of the other’s run, and leaves the other’s lock and its mark', async () => {
    const on = bench({ requestIds: false });
    on.host.next(takenOver(answers({ fields: APPROVED })));
    expect(await sale(on)).toMatchObject({ outcome: 'unknown', runEnded: false, evidence: { folder: 'taken_over' } });
    expect([holder(on), on.folder.has('e')]).toEqual([HEIR, true]);
  });

  it('neither does with its question', async () => {
    const on = bench();
    on.host.next(says(99)).next(takenOver(status({})));
    expect((await sale(on)).outcome).toBe('unknown');
    const found = await on.clock.complete(on.driver.recover(recoveryQuery(on.clock.now() - 5_000), on.session));
    expect(found).toMatchObject({ finding: 'in_progress', evidence: { reason: 'folder_taken' } });
    expect([holder(on), on.folder.has('e')]).toEqual([HEIR, true]);
  });
});
