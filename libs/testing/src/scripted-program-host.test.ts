import { FILE_LIMIT_BYTES } from '@payport/terminals-core';
import { describe, expect, it } from 'vitest';
import { ManualClock } from './manual-clock.ts';
import { ScriptedProgramHost } from './scripted-program-host.ts';
import { SeededRandom } from './seeded-random.ts';

const SPEC = { program: 'sb_pilot', folder: '/bank', args: ['1', '100', '/q=AB'] };
const text = (value: string): Uint8Array => new TextEncoder().encode(value);

describe('ScriptedProgramHost', () => {
  it('plays queued scripts in order, then the standing one', async () => {
    const host = new ScriptedProgramHost(new ManualClock());
    host
      .next(() => ({ exitCode: 7 }))
      .refuseNext()
      .always(() => undefined);
    const first = await host.spawn(SPEC);
    expect(first.ok && (await first.value.ended)).toEqual({ exitCode: 7, signal: null });
    expect(await host.spawn(SPEC)).toEqual({ ok: false, error: { reason: 'program_missing', systemCode: 'ENOENT' } });
    const third = await host.spawn(SPEC);
    expect(third.ok && (await third.value.ended)).toEqual({ exitCode: 0, signal: null });
    expect(host.spawned).toHaveLength(2);
  });

  it('finds a live run by folder, program and argument, and no longer after its end', async () => {
    const clock = new ManualClock();
    const host = new ScriptedProgramHost(clock);
    const run = host.start(SPEC, ({ clock: time }) => time.sleep(100));
    const query = { program: 'sb_pilot', folder: '/bank', argument: '/q=AB' };
    expect((await host.findRun(query)).found).toBe('running');
    expect((await host.findRun({ ...query, argument: '/q=XY' })).found).toBe('none');
    expect((await host.findRun({ ...query, folder: '/other' })).found).toBe('none');
    await clock.advance(100);
    await run.ended;
    expect((await host.findRun(query)).found).toBe('none');
    host.canSearch = false;
    expect((await host.findRun(query)).found).toBe('cannot_tell');
  });

  it('ends a killed run by signal, whatever its script goes on to do', async () => {
    const host = new ScriptedProgramHost(new ManualClock());
    const run = host.start(SPEC, () => new Promise(() => undefined));
    await run.kill();
    expect(await run.ended).toEqual({ exitCode: null, signal: 'SIGKILL' });
    expect(host.live).toEqual([]);
  });

  it('keeps files with their time, creates only once, and fails where a test says so', async () => {
    const clock = new ManualClock(1000);
    const folder = new ScriptedProgramHost(clock).folder('/bank');
    expect(await folder.read('e')).toBeNull();
    expect(await folder.create('lock', text('a'))).toBe(true);
    expect(await folder.create('lock', text('b'))).toBe(false);
    expect(await folder.read('lock')).toEqual({ bytes: text('a'), modifiedAtMs: 1000, oversize: false });
    folder.put('big', new Uint8Array(FILE_LIMIT_BYTES + 1));
    expect((await folder.read('big'))?.oversize).toBe(true);
    expect(await folder.list(/^b/)).toEqual(['big']);
    folder.fail('remove', 'lock');
    await expect(folder.remove('lock')).rejects.toThrow('EACCES');
    folder.heal();
    await folder.remove('lock');
    expect(folder.names).toEqual(['big']);
  });
});

describe('SeededRandom', () => {
  it('gives the same bytes for the same seed, and others for another', () => {
    const take = (seed: number): number[] => [...new SeededRandom(seed).bytes(16)];
    expect(take(1)).toEqual(take(1));
    expect(take(1)).not.toEqual(take(2));
    expect(new Set(take(1)).size).toBeGreaterThan(8);
  });
});
