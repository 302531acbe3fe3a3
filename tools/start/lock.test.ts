import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { takeLock } from './lock.mjs';
import { identityOf } from './processes.mjs';

const dir = mkdtempSync(path.join(os.tmpdir(), 'payport-lock-'));
const file = path.join(dir, 'some.lock');
afterEach(() => rmSync(dir, { recursive: true, force: true }));

describe('a lock', () => {
  it('is held by one, and free again after its release', () => {
    const lock = takeLock(file);
    expect(takeLock(file)).toEqual({ holder: { pid: process.pid, identity: identityOf(process.pid) } });
    if ('release' in lock) lock.release();
    expect(existsSync(file)).toBe(false);
    expect(takeLock(file)).toHaveProperty('release');
  });

  it.each([
    ['whose holder has ended', { pid: 2 ** 22 + 1, identity: 'x' }],
    ['whose holder is gone while its number belongs to another program', { pid: process.pid, identity: 'an earlier boot:1' }],
    ['without a holder', {}],
  ])('%s is taken over, and nothing is left beside it', (_, content) => {
    takeLock(file);
    writeFileSync(file, JSON.stringify(content));
    expect(takeLock(file)).toHaveProperty('release');
    expect(readdirSync(dir)).toEqual(['some.lock']);
  });
});
