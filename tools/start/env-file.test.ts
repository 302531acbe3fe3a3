import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { parseEnvFile, withEnvFile } from './env-file.mjs';

describe('.env', () => {
  it.each([
    ['PORT=4000', '4000'],
    ['export PORT = 4000 ', '4000'],
    ['PORT=4000 # the gateway', '4000'],
    ['PORT=a#b', 'a#b'],
    ['PORT="a # b"', 'a # b'],
    ['PORT="say \\"hi\\"\\nagain" # note', 'say "hi"\nagain'],
    ["PORT='$HOME \\n'", '$HOME \\n'],
    ['PORT=', ''],
    ['\uFEFFPORT=1\r\n', '1'],
  ])('reads %j', (text, value) => {
    expect(parseEnvFile(text)).toEqual({ PORT: value });
  });

  it('skips comments and empty lines, and the later line wins', () => {
    expect(parseEnvFile('# A=1\n\nA=2\n  \nA=3')).toEqual({ A: '3' });
  });

  it.each(['no sign', '=4', '1A=2', 'A="open', "A='open", 'A="x" y'])('names the line of %j and does not repeat it', (line) => {
    expect(() => parseEnvFile(`OK=1\n${line}`, '.env')).toThrow(/^\.env, line 2: expected NAME=value\.$/);
  });
});

describe('the environment with .env', () => {
  const dir = mkdtempSync(path.join(os.tmpdir(), 'payport-env-'));
  afterAll(() => rmSync(dir, { recursive: true, force: true }));

  it('a variable that is set wins over the file, one that is empty counts as not set', () => {
    const file = path.join(dir, '.env');
    writeFileSync(file, 'A=file\nB=file\nC=\n');
    expect(withEnvFile({ A: 'shell', B: '', D: ' ' }, file)).toEqual({ A: 'shell', B: 'file' });
  });

  it('needs no file', () => {
    expect(withEnvFile({ A: '1' }, path.join(dir, 'none'))).toEqual({ A: '1' });
  });
});
