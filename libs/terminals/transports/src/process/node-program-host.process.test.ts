import { chmod, mkdtemp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ProgramRun, ProgramSpec } from '@payport/terminals-core';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { systemClock } from '../system-clock.ts';
import { NodeProgramHost } from './node-program-host.ts';

/** Writes what it was given, then ends as its first argument says. */
const PROGRAM = `
import { writeFileSync } from 'node:fs';
import { spawn } from 'node:child_process';
const [how] = process.argv.slice(2);
writeFileSync('seen.json', JSON.stringify({ args: process.argv.slice(2), cwd: process.cwd(), env: Object.keys(process.env), pid: process.pid }));
if (how === 'exit') process.exit(7);
if (how === 'crash') process.kill(process.pid, 'SIGSEGV');
if (how === 'family') {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
  writeFileSync('child.pid', String(child.pid));
}
if (how !== 'end') setInterval(() => {}, 1000);
`;

describe('NodeProgramHost', () => {
  let place: string;
  let host: NodeProgramHost;
  const begun: ProgramRun[] = [];

  const spec = (...args: readonly string[]): ProgramSpec => ({ program: 'pilot.mjs', folder: place, args });
  const run = async (...args: readonly string[]): Promise<ProgramRun> => {
    const started = await host.spawn(spec(...args));
    if (!started.ok) throw new Error(started.error.reason);
    begun.push(started.value);
    return started.value;
  };
  const appears = (name: string): Promise<string> =>
    vi.waitFor(() => readFile(path.join(place, name), 'utf8').then((content) => content || Promise.reject(new Error('empty'))), { timeout: 10_000 });
  const alive = (pid: number): boolean => {
    try {
      return process.kill(pid, 0);
    } catch {
      return false;
    }
  };

  beforeEach(async () => {
    place = await mkdtemp(path.join(tmpdir(), 'банк терминал '));
    await writeFile(path.join(place, 'pilot.mjs'), PROGRAM);
    host = new NodeProgramHost({ clock: systemClock, environment: { LANG: 'C' } });
  });

  afterEach(async () => {
    await Promise.all(begun.splice(0).map((each) => each.kill()));
    await rm(place, { recursive: true, force: true });
  });

  it('runs a script in its folder with exactly these arguments and this environment', async () => {
    const { ended } = await run('end', 'two words', '/q=0000000A', '$HOME;echo');
    expect(await ended).toEqual({ exitCode: 0, signal: null });
    const seen = JSON.parse(await appears('seen.json')) as { args: string[]; cwd: string; env: string[] };
    expect(seen.args).toEqual(['end', 'two words', '/q=0000000A', '$HOME;echo']);
    expect(seen.cwd).toBe(place);
    expect(seen.env.filter((name) => !name.startsWith('__'))).toEqual(['LANG']);
  });

  it('reports exit codes and deaths by signal as they were', async () => {
    expect(await (await run('exit')).ended).toEqual({ exitCode: 7, signal: null });
    expect(await (await run('crash')).ended).toEqual({ exitCode: null, signal: 'SIGSEGV' });
  });

  it('runs a program that is no script by itself', async () => {
    await writeFile(path.join(place, 'sb_pilot'), '#!/bin/sh\necho "$1" > seen\nexit 3\n');
    await chmod(path.join(place, 'sb_pilot'), 0o755);
    const started = await host.spawn({ program: 'sb_pilot', folder: place, args: ['52'] });
    expect(started.ok && (await started.value.ended)).toEqual({ exitCode: 3, signal: null });
    expect(await appears('seen')).toBe('52\n');
  });

  it('starts the run in a process group of its own, so that a signal to ours does not reach it', async () => {
    const { pid } = await run('wait');
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
    expect(Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[2])).toBe(pid);
  });

  it('refuses, as proof that nothing ran: no folder, no program, not executable, not loadable', async () => {
    const refused = async (over: Partial<ProgramSpec>): Promise<unknown> => {
      const outcome = await host.spawn({ ...spec(), ...over });
      return outcome.ok ? outcome.value : outcome.error;
    };
    await writeFile(path.join(place, 'plain'), 'text');
    await writeFile(path.join(place, 'loader'), '#!/no/such/loader\n');
    await chmod(path.join(place, 'loader'), 0o755);
    await mkdir(path.join(place, 'dir'));
    expect(await refused({ folder: path.join(place, 'missing') })).toEqual({ reason: 'folder_missing', systemCode: 'ENOENT' });
    expect(await refused({ folder: path.join(place, 'plain') })).toEqual({ reason: 'folder_missing', systemCode: 'ENOTDIR' });
    expect(await refused({ program: 'missing' })).toEqual({ reason: 'program_missing', systemCode: 'ENOENT' });
    expect(await refused({ program: 'dir' })).toEqual({ reason: 'not_executable', systemCode: 'EISDIR' });
    expect(await refused({ program: 'plain' })).toEqual({ reason: 'not_executable', systemCode: 'EACCES' });
    expect(await refused({ program: 'loader' })).toEqual({ reason: 'not_executable', systemCode: 'ENOENT' });
    expect(await refused({ args: ['a\0b'] })).toEqual({ reason: 'system_refused', systemCode: 'ERR_INVALID_ARG_VALUE' });
  });

  it('kills the run with everything it started', async () => {
    const parent = await run('family');
    const child = Number(await appears('child.pid'));
    expect(alive(child)).toBe(true);
    await parent.kill();
    expect(await parent.ended).toEqual({ exitCode: null, signal: 'SIGKILL' });
    await vi.waitFor(async () => expect(await readFile(`/proc/${child}/stat`, 'utf8').catch(() => ') Z')).toContain(') Z'), 20_000);
    await parent.kill();
  });

  it('finds a run of this program in this folder by its argument, whoever started it', async () => {
    const stranger = spawn(process.execPath, [path.join(place, 'pilot.mjs'), 'wait', '/q=1234ABCD'], { cwd: place, detached: true, stdio: 'ignore' });
    const gone = new Promise((resolve) => stranger.once('exit', resolve));
    await appears('seen.json');
    const query = { program: 'pilot.mjs', folder: place, argument: '/q=1234ABCD' };
    const search = await host.findRun(query);
    expect(search).toMatchObject({ found: 'running', run: { pid: stranger.pid } });
    expect(await host.findRun({ ...query, argument: null })).toMatchObject({ found: 'running' });
    expect(await host.findRun({ ...query, argument: '/q=1234ABC' })).toEqual({ found: 'none' });
    expect(await host.findRun({ ...query, folder: tmpdir() })).toEqual({ found: 'none' });
    expect(await host.findRun({ ...query, program: 'other.mjs' })).toEqual({ found: 'none' });
    if (search.found === 'running') {
      await search.run.kill();
      expect(await search.run.ended).toEqual({ exitCode: null, signal: null });
    }
    await gone;
    expect(await host.findRun(query)).toEqual({ found: 'none' });
  });

  it('marks a process by its start, so that a reused process id is not taken for it', async () => {
    const first = await run('wait');
    await appears('seen.json');
    const found = await host.findRun({ program: 'pilot.mjs', folder: place, argument: null });
    expect(found.found === 'running' && found.run.startToken).toBe(first.startToken);
    expect(first.startToken).toMatch(/\/[0-9]+$/);
    await first.kill();
    const second = await run('wait');
    expect(second.startToken).not.toBe(first.startToken);
  });

  it('notices the end of a run that it did not start', async () => {
    const own = await run('wait');
    const search = await host.findRun({ program: 'pilot.mjs', folder: place, argument: 'wait' });
    if (search.found !== 'running') throw new Error('not found');
    const noticed = search.run.ended;
    await own.kill();
    expect(await noticed).toEqual({ exitCode: null, signal: null });
  });
});
