import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { FILE_LIMIT_BYTES } from '@payport/terminals-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { NodeProgramFolder } from './node-program-folder.ts';

const text = (value: string): Uint8Array => new TextEncoder().encode(value);

describe('NodeProgramFolder', () => {
  let place: string;
  let folder: NodeProgramFolder;

  beforeEach(async () => {
    place = await mkdtemp(path.join(tmpdir(), 'папка банка '));
    folder = new NodeProgramFolder(place);
  });

  afterEach(() => rm(place, { recursive: true, force: true }));

  it('reads what was written, with its time, and null for an absent file', async () => {
    expect(await folder.read('e')).toBeNull();
    await folder.write('e', text('0,OK'));
    const file = await folder.read('e');
    expect(file && new TextDecoder().decode(file.bytes)).toBe('0,OK');
    expect(file?.oversize).toBe(false);
    expect(file?.modifiedAtMs).toBeCloseTo((await stat(path.join(place, 'e'))).mtimeMs, 0);
  });

  it('replaces a file whole and leaves no temporary file behind', async () => {
    await folder.write('e', text('a long first content'));
    await folder.write('e', text('short'));
    expect(new TextDecoder().decode((await folder.read('e'))?.bytes)).toBe('short');
    expect(await readdir(place)).toEqual(['e']);
  });

  it('creates a file for one of many callers only', async () => {
    const tries = await Promise.all(Array.from({ length: 12 }, (_, index) => folder.create('payport.lock', text(`caller ${index}`))));
    expect(tries.filter(Boolean)).toHaveLength(1);
    const winner = tries.indexOf(true);
    expect(new TextDecoder().decode((await folder.read('payport.lock'))?.bytes)).toBe(`caller ${winner}`);
    expect(await readdir(place)).toEqual(['payport.lock']);
  });

  it.each([
    [FILE_LIMIT_BYTES - 1, false],
    [FILE_LIMIT_BYTES, false],
    [FILE_LIMIT_BYTES + 1, true],
    [FILE_LIMIT_BYTES * 3, true],
  ])('reports a file of %i bytes as oversize: %s, and never holds more than the limit', async (size, oversize) => {
    await writeFile(path.join(place, 'e'), new Uint8Array(size).fill(0x30));
    const file = await folder.read('e');
    expect(file?.oversize).toBe(oversize);
    expect(file?.bytes.length).toBe(Math.min(size, FILE_LIMIT_BYTES));
  });

  it('removes a file, and takes an absent one for removed', async () => {
    await folder.write('p', text('slip'));
    await folder.remove('p');
    await folder.remove('p');
    expect(await folder.read('p')).toBeNull();
  });

  it('lists by pattern', async () => {
    for (const name of ['POLLING.OFF', 'POLLING.OK', 'e']) await folder.write(name, text(''));
    expect(await folder.list(/^POLLING\./)).toEqual(['POLLING.OFF', 'POLLING.OK']);
  });

  it.each(['../e', 'a/b', 'a\\b', '..', '.', '', 'C:e', 'e\u0000'])('refuses the name %j, which leaves the folder', async (name) => {
    await expect(folder.read(name)).rejects.toThrow('must be plain');
    await expect(folder.write(name, text(''))).rejects.toThrow('must be plain');
    await expect(folder.remove(name)).rejects.toThrow('must be plain');
  });

  it('says so when the folder is not there', async () => {
    const missing = new NodeProgramFolder(path.join(place, 'missing'));
    expect(await missing.read('e')).toBeNull();
    await expect(missing.write('e', text(''))).rejects.toThrow('ENOENT');
    await expect(missing.list(/./)).rejects.toThrow('ENOENT');
  });
});
