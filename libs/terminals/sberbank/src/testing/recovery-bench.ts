import type { RecoveryFinding, RecoveryQuery } from '@payport/terminals-core';
import type { RunScript } from '@payport/testing';
import { expect } from 'vitest';
import type { SberbankDriver } from '../driver.ts';
import { encodeText } from '../encodings.ts';
import { serializeResultFile, type ResultFields } from '../terminal-result.ts';
import { renderControlTape, type SlipOperation } from '../terminal-slip.ts';
import { answers, APPROVED, NEVER_DONE, order, RecordedSession, recoveryQuery, REFERENCE, says, SLIP, type Answer, type Bench } from './bench.ts';

const NEVER_LONGER_MS = 21_000;

/** One call of the recovery, which must end in time. */
export async function recover(
  on: Bench,
  dispatchedAtMs: number,
  over: Partial<RecoveryQuery> = {},
  driver: SberbankDriver = on.driver,
): Promise<RecoveryFinding> {
  const before = on.clock.monotonic();
  const finding = await on.clock.complete(driver.recover(recoveryQuery(dispatchedAtMs, over), on.session));
  expect(on.clock.monotonic() - before).toBeLessThanOrEqual(NEVER_LONGER_MS);
  return finding;
}

/** A sale whose program ends without an answer. Gives the time of the dispatch. */
export async function lostSale(on: Bench, script: RunScript = () => ({ exitCode: 1 })): Promise<number> {
  const dispatchedAtMs = on.clock.now();
  on.host.next(script);
  const outcome = await on.clock.complete(on.driver.sale(order(), on.session));
  expect(outcome.outcome).toBe('unknown');
  return dispatchedAtMs;
}

/** A sale during which the gateway dies right after the spawn; the run goes on as it likes. Gives the time of the dispatch. */
export async function orphanedSale(on: Bench, script: RunScript): Promise<number> {
  const dispatchedAtMs = on.clock.now();
  on.host.next(script);
  const dying = new RecordedSession();
  dying.frame = () => {
    throw new Error('the gateway is gone');
  };
  expect(await on.driver.sale(order(), dying)).toMatchObject({ outcome: 'unknown', runEnded: false });
  return dispatchedAtMs;
}

/** The program's answer to `52`: the recorded fields, and whose id they carry. */
export const status =
  (fields: Partial<ResultFields>, whose: 'asked' | 'own' | 'none' | 'third' = 'asked', more: Omit<Answer, 'fields'> = {}): RunScript =>
  (run) => {
    const own = run.args.at(-1)?.slice(3) ?? '';
    const requestId = { asked: REFERENCE, own, none: '00000000', third: '12345678' }[whose];
    return answers({ fields: { ...APPROVED, ...fields, requestId }, ...more })(run);
  };

export interface TapeLineGiven {
  readonly number?: string;
  readonly amountMinor?: bigint;
  readonly authCode?: string;
  /** A sale where nothing else is given. */
  readonly operation?: SlipOperation;
}

const stamp = (ms: number): string => new Date(ms).toISOString().replace(/[-T:]/g, '').slice(0, 14);

/** The program's answer to `9 1`: sales of twenty seconds ago, ours where nothing else is given. */
export const tape =
  (on: Bench, entries: readonly TapeLineGiven[], terminalId = '00459991'): RunScript =>
  ({ folder }) => {
    const lines = entries.map((entry) => ({
      at: stamp(on.clock.now() - 20_000),
      number: '0030',
      cardMask: '************4617',
      entryMode: 'E1',
      cardType: 'MIR',
      authCode: '10P425',
      amountMinor: 12345n,
      ...entry,
    }));
    const sections = (['Оплата', 'Отмена'] as const).flatMap((operation) => {
      const listed = lines.filter((line) => (line.operation ?? 'Оплата') === operation);
      return operation === 'Отмена' && listed.length === 0 ? [] : [{ operation, entries: listed }];
    });
    folder.put('p', encodeText(renderControlTape({ ...SLIP, terminalId, printedAt: stamp(on.clock.now()), full: true, sections }), 'cp866'));
    folder.put('e', serializeResultFile({ code: 0 }, { encoding: 'cp866', lines: 1 }));
  };

/** The device knows nothing of the order: it says so, prints an empty tape, and says so once more. */
export function neverHeardOf(on: Bench): void {
  on.host.next(says(NEVER_DONE)).next(tape(on, [])).next(says(NEVER_DONE));
}

/** First arguments of the runs so far: `1` sale, `52` status, `9` tape. */
export const operations = (on: Bench): string[] => on.host.spawned.map(({ args }) => args[0] ?? '');
