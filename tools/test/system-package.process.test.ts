import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { reporter } from '../start/progress.mjs';
import { ensureSystemPackage } from './system-package.mjs';

let folder: string;
let text: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'payport-package-'));
  text = '';
});
afterEach(() => rmSync(folder, { recursive: true }));

const program = () => path.join(folder, 'socat');
const find = () => (existsSync(program()) ? program() : undefined);
const called = () => readFileSync(path.join(folder, 'calls'), 'utf8').trim().split('\n');

/** A package manager that notes how it is called. */
function fakeApt(install: string): string {
  const apt = path.join(folder, 'apt-get');
  writeFileSync(apt, `#!/bin/sh\necho "$@" >> '${folder}/calls'\ncase "$1" in install) ${install};; esac\n`);
  chmodSync(apt, 0o755);
  return apt;
}

const context = () => ({ root: folder, env: process.env, out: reporter((more) => (text += more)), signal: new AbortController().signal });
const socat = { what: 'socat', packages: ['socat', 'fonts-dejavu-core'], find };
const COMMAND = 'sudo apt-get update && sudo apt-get install -y --no-install-recommends socat fonts-dejavu-core';

describe('a program of the system that tests need', () => {
  it('is used where it is, without asking any package manager', async () => {
    writeFileSync(program(), '');
    await expect(ensureSystemPackage(context(), { ...socat, apt: fakeApt('exit 1'), isRoot: true })).resolves.toBe(program());
    expect(existsSync(path.join(folder, 'calls'))).toBe(false);
  });

  it('is installed by root, after one look at the mirrors for the whole run', async () => {
    const apt = fakeApt(`touch '${program()}'`);
    await expect(ensureSystemPackage(context(), { ...socat, apt, isRoot: true })).resolves.toBe(program());
    expect(called()).toEqual(['update', 'install -y --no-install-recommends socat fonts-dejavu-core']);
    rmSync(program());
    await expect(ensureSystemPackage(context(), { ...socat, apt, isRoot: true })).resolves.toBe(program());
    expect(called().filter((call) => call === 'update')).toHaveLength(1);
  });

  it('fails the run with the exact command for somebody who may not install', async () => {
    await expect(ensureSystemPackage(context(), { ...socat, apt: fakeApt(`touch '${program()}'`), isRoot: false })).rejects.toThrow(COMMAND);
    expect(existsSync(path.join(folder, 'calls'))).toBe(false);
  });

  it('fails the run with the exact command where the installation does not work, and says why', async () => {
    const apt = fakeApt('echo "E: Unable to locate package" >&2; exit 100');
    await expect(ensureSystemPackage(context(), { ...socat, apt, isRoot: true })).rejects.toThrow(COMMAND);
    expect(text).toContain('E: Unable to locate package');
  });

  it('fails the run with the exact command where there is no apt', async () => {
    await expect(ensureSystemPackage(context(), { ...socat, apt: '/nowhere/apt-get', isRoot: true })).rejects.toThrow(COMMAND);
  });
});
