import { SeededRandom } from '@payport/testing';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { sberbank } from './definition.ts';
import { newRequestId } from './request-id.ts';
import { normaliseFolder } from '@payport/terminals-core';
import { sberbankSettings } from './settings.ts';

const least = { program: 'sb_pilot', folder: '/opt/bank' };
const accepts = (over: object): boolean => sberbankSettings.safeParse({ ...least, ...over }).success;

describe('settings', () => {
  it('need a program and a folder only', () => {
    expect(sberbankSettings.parse(least)).toEqual({
      ...least,
      encoding: 'auto',
      requestIds: true,
      refundArgument: 'QSELECT',
      timeLimitMs: 180_000,
      extraArguments: [],
      slipFile: 'p',
      department: null,
      suspendCommit: false,
      suspendOperation: '15',
      commitOperation: '16',
      preauthorization: false,
      preauthorizationOperation: '17',
      captureOperation: '18',
      releaseOperation: '8',
      preauthorizationDays: 0,
    });
    expect(sberbankSettings.safeParse({}).success).toBe(false);
  });

  it.each(['/opt/bank', 'C:\\sc552', 'c:/sc552', '\\\\server\\share\\bank'])('take the folder %j', (folder) =>
    expect(accepts({ folder })).toBe(true),
  );
  it.each(['bank', './bank', '', 'C:bank'])('refuse the folder %j, which is not absolute', (folder) => expect(accepts({ folder })).toBe(false));
  it.each(['/r=643', '/x'])('take the extra switch %j', (argument) => expect(accepts({ extraArguments: [argument] })).toBe(true));
  it.each(['/q=1', '/Q=1', '/t;track', '/d=1', '643', '/r=1 /q=2', '/'])(
    'refuse the extra argument %j: it would change the order or carry card data',
    (argument) => {
      expect(accepts({ extraArguments: [argument] })).toBe(false);
    },
  );
  it.each(['e', 'POLLING.OFF', 'payport.lock', '../p', '.p', ''])('refuse the slip file %j', (slipFile) => expect(accepts({ slipFile })).toBe(false));
  it.each(['sb_pilot', 'sb_pilot.exe', 'SB_PILOT.EXE', '/opt/bank/sb_pilot', 'C:\\sc552\\loadparm.exe', '/opt/a b/sb_pilot.mjs'])(
    'take the program %j',
    (program) => expect(accepts({ program })).toBe(true),
  );
  it.each(['', '/bin/sh', 'sb_pilot/../sh', '/usr/bin/python3', 'sb_pilot --x', 'not_sb_pilot', 'sb_pilot.exe.tmp'])(
    'refuse the program %j: nothing else of this machine is started',
    (program) => expect(accepts({ program })).toBe(false),
  );
  it('refuse other encodings, departments and limits', () => {
    expect(accepts({ encoding: 'latin1' })).toBe(false);
    expect(accepts({ department: 'A' })).toBe(false);
    expect(accepts({ timeLimitMs: 0 })).toBe(false);
    expect(accepts({ timeLimitMs: 600_001 })).toBe(false);
  });

  it('carry a label and a hint in both languages for every field of a form', () => {
    for (const schema of Object.values(sberbankSettings.shape)) {
      const meta = z.globalRegistry.get(schema) as { label?: { ru: string; en: string }; hint?: { ru: string; en: string } } | undefined;
      expect(meta?.label?.ru).toMatch(/[а-я]/);
      expect(meta?.label?.en).toMatch(/[a-z]/);
      expect(meta?.hint?.ru.length).toBeGreaterThan(5);
      expect(meta?.hint?.en.length).toBeGreaterThan(5);
    }
  });
});

describe('the device address', () => {
  it.each([
    ['/opt/bank', '/opt/bank'],
    ['/opt//bank/', '/opt/bank'],
    ['/opt/./x/../bank', '/opt/bank'],
    ['/', '/'],
    ['//opt/bank', '/opt/bank'],
    ['C:\\SC552', 'c:/sc552'],
    ['c:/sc552/', 'c:/sc552'],
    ['C:\\a\\..\\sc552', 'c:/sc552'],
    ['\\\\Server\\Share\\bank\\', '//server/share/bank'],
    ['/Opt/Bank', '/Opt/Bank'],
  ])('of %j is one spelling: %j', (folder, spelling) => {
    expect(normaliseFolder(folder)).toBe(spelling);
    expect(sberbank.deviceAddress(sberbankSettings.parse({ ...least, folder }))).toBe(`process:local:${spelling}`);
  });
});

describe('the reference', () => {
  it('is eight upper-case hex digits, and differs', () => {
    const random = new SeededRandom(5);
    const ids = Array.from({ length: 500 }, () => sberbank.newReference(random));
    expect(ids.every((id) => /^[0-9A-F]{8}$/.test(id) && id !== '00000000')).toBe(true);
    expect(new Set(ids).size).toBe(500);
  });

  it('is never the id that means none: zeros are drawn again, a source of only zeros is an error', () => {
    let draws = 0;
    expect(newRequestId({ bytes: (count) => new Uint8Array(count).fill((draws += 1) < 3 ? 0 : 0xab) })).toBe('ABABABAB');
    expect(() => newRequestId({ bytes: (count) => new Uint8Array(count) })).toThrow('only zeros');
  });
});

describe('the definition', () => {
  it('promises exactly what the driver has', () => {
    const driver = sberbank.create(sberbankSettings.parse(least), fakeIo());
    expect(sberbank.operations).toEqual(['sale', 'refund', 'void', 'settlement', 'cancel', 'status_query']);
    expect(sberbank.reportsStages).toBe(false);
    for (const member of [
      'sale',
      'refund',
      'void',
      'reprint',
      'totalsReport',
      'controlTape',
      'settle',
      'recoverSettlement',
      'rollbackLast',
    ] as const) {
      expect(typeof driver[member], member).toBe('function');
    }
  });

  it('has what is uncertain only by a setting that is off by default', () => {
    const members = ['suspendLast', 'commitLast', 'findLast', 'preauthorize', 'capture', 'release'] as const;
    const of = (over: object) => {
      const settings = sberbankSettings.parse({ ...least, ...over });
      const driver = sberbank.create(settings, fakeIo());
      return { operations: sberbank.operationsOf?.(settings), has: members.filter((member) => member in driver && driver[member] !== undefined) };
    };
    expect(of({})).toEqual({ operations: sberbank.operations, has: [] });
    expect(of({ suspendCommit: true })).toEqual({
      operations: [...sberbank.operations, 'two_phase'],
      has: ['suspendLast', 'commitLast', 'findLast'],
    });
    expect(of({ preauthorization: true })).toEqual({
      operations: [...sberbank.operations, 'preauthorization', 'capture'],
      has: ['preauthorize', 'capture', 'release'],
    });
  });

  it.each(['1', '3', '7', '52', '0', '017', 'x'])('never takes the number %s for an uncertain operation', (number) => {
    expect(accepts({ captureOperation: number })).toBe(false);
  });
  it('lets a reservation be released by the cancel, or by a number of its own, and by nothing else that has a meaning', () => {
    expect(['8', '43', '3', '7'].map((number) => accepts({ releaseOperation: number }))).toEqual([true, true, false, false]);
  });
  it.each(['15', '18', '51'])('takes the number %s for one', (number) => expect(accepts({ captureOperation: number })).toBe(true));

  it('gives the device its own limit and the time to stop it', () => {
    expect(sberbank.deviceStepLimitMs(sberbankSettings.parse(least))).toBe(197_000);
  });
});

function fakeIo(): Parameters<typeof sberbank.create>[1] {
  const never = (): never => {
    throw new Error('not used');
  };
  return {
    clock: { now: never, monotonic: never, after: never, sleep: never },
    random: new SeededRandom(1),
    programs: { folder: () => ({ path: '', read: never, write: never, create: never, remove: never, list: never }), spawn: never, findRun: never },
    wires: { connectTcp: never, connectSerial: never },
  };
}
