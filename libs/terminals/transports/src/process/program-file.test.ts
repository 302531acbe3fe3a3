import { describe, expect, it } from 'vitest';
import { commandLine, programFile, spawnRefusal } from './program-file.ts';

const failure = (code: string): Error => Object.assign(new Error(code), { code });

describe("the program's file", () => {
  it('is looked for in its folder, never in the search path', () => {
    expect(programFile('sb_pilot', '/opt/bank')).toBe('/opt/bank/sb_pilot');
    expect(programFile('./sb_pilot', '/opt/bank')).toBe('/opt/bank/sb_pilot');
    expect(programFile('/usr/local/bin/sb_pilot', '/opt/bank')).toBe('/usr/local/bin/sb_pilot');
  });

  it('is run by itself, a script by this Node', () => {
    expect(commandLine('/opt/bank/sb_pilot', ['1', '100'])).toEqual({ command: '/opt/bank/sb_pilot', args: ['1', '100'] });
    for (const script of ['/opt/bank/a.mjs', '/opt/bank/a.js', '/opt/bank/A.CJS']) {
      expect(commandLine(script, ['1'])).toEqual({ command: process.execPath, args: [script, '1'] });
    }
    expect(commandLine('/opt/bank/a.json', []).command).toBe('/opt/bank/a.json');
  });
});

describe("the system's refusal", () => {
  it.each([
    ['ENOENT', 'not_executable'],
    ['EACCES', 'not_executable'],
    ['ENOEXEC', 'not_executable'],
    ['EAGAIN', 'system_refused'],
    ['EMFILE', 'system_refused'],
    ['E2BIG', 'system_refused'],
  ])('%s of a file that is there means %s', (code, reason) => {
    expect(spawnRefusal(failure(code))).toEqual({ reason, systemCode: code });
  });

  it('without a code of the system is still a refusal', () => {
    expect(spawnRefusal(new Error('?')).systemCode).toBe('UNKNOWN');
    expect(spawnRefusal('text').systemCode).toBe('UNKNOWN');
  });
});
