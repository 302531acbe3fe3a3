import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ensureInstalled, installIsStale } from './install.mjs';
import type { Tool } from './tools.mjs';

let root = '';
const LOCK = { packages: { '': {}, 'node_modules/a': { version: '1.0.0' }, 'node_modules/only-mac': { version: '2.0.0', optional: true } } };
const write = (name: string, content: unknown) => writeFileSync(path.join(root, name), JSON.stringify(content));
/** What npm leaves in node_modules when it has come to its end. */
const npmInstalled = (version = '1.0.0') => {
  mkdirSync(path.join(root, 'node_modules'), { recursive: true });
  write('node_modules/.package-lock.json', { packages: { 'node_modules/a': { version } } });
};

beforeEach(() => {
  root = mkdtempSync(path.join(os.tmpdir(), 'payport-install-'));
  write('package-lock.json', LOCK);
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

/** Stands in for npm: notes what it was asked and leaves what npm leaves. */
async function install(leaves: () => void = npmInstalled): Promise<Tool[]> {
  const asked: Tool[] = [];
  const runTool = async (tool: Tool) => {
    asked.push(tool);
    leaves();
  };
  await ensureInstalled({ root, env: { NODE_ENV: 'production' }, runTool });
  return asked;
}

describe('dependencies', () => {
  it('are installed when missing, by `npm ci`, development packages too, with no download beside the registry', async () => {
    const [npm, ...more] = await install();
    expect(more).toEqual([]);
    expect(npm?.args).toEqual(expect.arrayContaining(['ci', '--include=dev']));
    expect(npm?.env).toMatchObject({
      PRISMA_SCHEMA_ENGINE_BINARY: path.join(root, 'tools/prisma/schema-engine.mjs'),
      PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: '1',
    });
    expect(await install()).toEqual([]);
  });

  it('are installed anew when the lock file changes, even by a byte', async () => {
    await install();
    write('package-lock.json', { ...LOCK, changed: true });
    expect(installIsStale(root)).toBe(true);
  });

  it('that somebody installed by hand are taken when they agree with the lock file', () => {
    npmInstalled();
    expect(installIsStale(root)).toBe(false);
  });

  it.each([
    ['another version', () => npmInstalled('1.0.1')],
    ['an interrupted npm', () => mkdirSync(path.join(root, 'node_modules'))],
  ])('from %s are not taken', (_, leaves) => {
    leaves();
    expect(installIsStale(root)).toBe(true);
  });

  it('that npm did not bring although it ended well are an error', async () => {
    await expect(install(() => npmInstalled('0.9.0'))).rejects.toThrow(/does not agree with package-lock/);
  });
});
