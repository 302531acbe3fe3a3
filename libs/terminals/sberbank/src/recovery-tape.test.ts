import { describe, expect, it } from 'vitest';
import { LOCK_FILE } from './folder-lock.ts';
import { bench, hangs, says } from './testing/bench.ts';
import { lostSale, operations, recover, status, tape, type TapeLineGiven } from './testing/recovery-bench.ts';

describe('rung 2, the control tape', () => {
  it.each([101, 252, 4300, 4301, 4129])('is read after %i, and its one fitting entry is the proof', async (code) => {
    const on = bench();
    const at = await lostSale(on);
    on.host.next(says(code)).next(tape(on, [{ number: '0029', amountMinor: 700n }, {}]));
    const result = { approvedAmountMinor: 12345n, authCode: '10P425', stan: '0030', rrn: null, terminalTid: '00459991' };
    expect(await recover(on, at)).toMatchObject({ finding: 'approved', rung: 2, result });
    expect(on.host.spawned[2]?.args).toEqual(['9', '1']);
  });

  it('is the only rung of old software', async () => {
    const on = bench({ requestIds: false });
    const at = await lostSale(on);
    on.host.next(tape(on, [{}]));
    expect(await recover(on, at)).toMatchObject({ finding: 'approved', rung: 2 });
    expect(operations(on)).toEqual(['1', '9']);
  });

  it.each([
    ['no entry', [], undefined],
    ['another amount', [{ amountMinor: 1n }], undefined],
    ['two that fit', [{ number: '0029' }, {}], undefined],
    ['a later operation', [{}, { number: '0031', amountMinor: 5n }], undefined],
    ['another terminal', [{}], '00459992'],
  ] satisfies readonly (readonly [string, readonly TapeLineGiven[], string | undefined])[])(
    'with %s proves nothing, absence least of all, and ends the questions',
    async (_, entries, terminalId) => {
      const on = bench();
      const at = await lostSale(on);
      on.host.next(says(101)).next(tape(on, entries, terminalId));
      expect(await recover(on, at)).toMatchObject({ finding: 'cannot_tell', conclusive: true });
      expect(on.folder.has(LOCK_FILE)).toBe(false);
    },
  );

  it.each([
    ['whose entry it is', ['10P425']],
    ['whose code nobody knows', [null]],
  ])('an entry over the same amount is not ours where there is another payment %s', async (_, alike) => {
    const on = bench();
    const at = await lostSale(on);
    on.host.next(says(101)).next(tape(on, [{}]));
    expect(await recover(on, at, { alike })).toMatchObject({ finding: 'cannot_tell', conclusive: true });
  });

  it('our entry is ours beside a known payment over the same amount', async () => {
    const on = bench();
    const at = await lostSale(on);
    on.host.next(says(101)).next(tape(on, [{ number: '0029', authCode: '7K0001' }, {}]));
    expect(await recover(on, at, { alike: ['7K0001'] })).toMatchObject({ finding: 'approved', rung: 2, result: { authCode: '10P425' } });
  });

  it('is not asked for where a settlement has emptied it', async () => {
    const on = bench({ requestIds: false });
    const at = await lostSale(on);
    expect(await recover(on, at, { memoryIntact: false })).toMatchObject({ finding: 'cannot_tell', conclusive: true });
    expect(operations(on)).toEqual(['1']);
  });

  it.each([
    [101, 99, false],
    [101, 4119, false],
    [4129, 99, true],
    [101, 4333, true],
    [4104, 0, true],
  ] as const)('after %i, with the tape answering %i, is conclusive: %s', async (code, tapeCode, conclusive) => {
    const on = bench();
    const at = await lostSale(on);
    on.host.next(code === 4104 ? status({ code }) : says(code)).next(says(tapeCode));
    expect(await recover(on, at)).toMatchObject({ finding: 'cannot_tell', conclusive });
  });

  it('does not end the questions while a killed order may be on the device', async () => {
    const on = bench({ requestIds: false, timeLimitMs: 60_000 });
    on.clock.after(1000, () => on.session.controller.abort());
    const at = await lostSale(on, hangs());
    on.host.always(tape(on, []));
    const next = on.restart();
    expect(await recover(on, at, {}, next)).toMatchObject({ finding: 'in_progress' });
    await on.clock.advance(80_000);
    expect(await recover(on, at, {}, next)).toMatchObject({ finding: 'cannot_tell', conclusive: true });
  });

  it('that came too late for one call is read by the next', async () => {
    const on = bench({ requestIds: false });
    const at = await lostSale(on);
    on.host.next(async (run) => {
      await run.clock.sleep(25_000);
      return tape(on, [{}])(run);
    });
    expect(await recover(on, at)).toMatchObject({ finding: 'in_progress' });
    expect(await recover(on, at)).toMatchObject({ finding: 'approved', rung: 2 });
  });
});
