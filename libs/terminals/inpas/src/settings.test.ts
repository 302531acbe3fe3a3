import { SeededRandom } from '@payport/testing';
import { describe, expect, it } from 'vitest';
import { inpas } from './definition.ts';
import { deviceAddress, deviceStepLimitMs, inpasSettings } from './settings.ts';
import { newTransactionId } from './transaction-id.ts';

const GOOD = { host: '192.168.1.20', port: 8888, terminalId: '00123456' };
const SERIAL = { connection: 'serial', serialPort: '/dev/ttyUSB0', terminalId: '00123456' };
const PROGRAM = { connection: 'process', program: 'DC Console.exe', folder: 'C:\\DC', terminalId: '00123456' };
const pathsOf = (given: object): string[] => {
  const parsed = inpasSettings.safeParse(given);
  return parsed.success ? [] : parsed.error.issues.map((issue) => issue.path.join('.'));
};

describe('settings', () => {
  it('need an address and the terminal’s number; nothing uncertain is on by itself', () => {
    expect(inpasSettings.parse(GOOD)).toEqual({
      ...GOOD,
      connection: 'tcp',
      serialPort: null,
      program: null,
      folder: null,
      fieldSwitches: [],
      exitCodeTells: true,
      baudRate: '115200',
      bankHosts: [],
      hostMessages: 'length_first',
      timeZone: 'Europe/Moscow',
      transactionIds: true,
      refundOperation: '29',
      answerTimeoutMs: 120_000,
      timeLimitMs: 300_000,
      noConnection: 'unknown',
      stopByEot: false,
      copyProvesAbsence: false,
      partialReversal: false,
      emergencyReversal: false,
    });
    expect(pathsOf(SERIAL)).toEqual([]);
    expect(pathsOf(PROGRAM)).toEqual([]);
    for (const program of ['DCConsole', '/opt/dc/dcconsole', 'C:\\Program Files\\INPAS\\DC Console.exe', 'dcconsole.cmd'])
      expect(pathsOf({ ...PROGRAM, program }), program).toEqual([]);
    expect(pathsOf({ ...PROGRAM, fieldSwitches: ['1=-s', '13=-h', '14=-r', '26=-n', '65=-m'] })).toEqual([]);
    expect(pathsOf({ ...SERIAL, serialPort: '/home/Гранд Отель/.payport/inpas-tty' })).toEqual([]);
  });

  it.each<[string, object]>([
    ['host', { ...GOOD, host: null }],
    ['host', { ...GOOD, host: 'http://x' }],
    ['host', { ...GOOD, host: '10.0.0.5:80' }],
    ['port', { ...GOOD, port: null }],
    ['port', { ...GOOD, port: 0 }],
    ['port', { ...GOOD, port: 65_536 }],
    ['serialPort', { ...SERIAL, serialPort: null }],
    ['serialPort', { ...SERIAL, serialPort: 'COM1; rm' }],
    ['serialPort', { ...SERIAL, serialPort: '/dev/tty\n' }],
    ['program', { ...PROGRAM, program: null }],
    ['program', { ...PROGRAM, program: 'cmd.exe' }],
    ['program', { ...PROGRAM, program: 'DC Console.exe /c calc' }],
    ['program', { ...PROGRAM, program: 'C:\\DC\\NotDC Console.exe.bat.exe' }],
    ['folder', { ...PROGRAM, folder: null }],
    ['folder', { ...PROGRAM, folder: 'DC' }],
    ['folder', { ...PROGRAM, folder: 'C:\\D\u0000C' }],
    ['fieldSwitches.0', { ...PROGRAM, fieldSwitches: ['14=r'] }],
    ['fieldSwitches.0', { ...PROGRAM, fieldSwitches: ['14=-r x'] }],
    ['fieldSwitches.0', { ...PROGRAM, fieldSwitches: ['10=-r'] }],
    ['fieldSwitches.0', { ...PROGRAM, fieldSwitches: ['14=-o'] }],
    ['fieldSwitches.0', { ...PROGRAM, fieldSwitches: ['14=-Amount'] }],
    ['fieldSwitches', { ...PROGRAM, fieldSwitches: ['14=-r', '14=-q'] }],
    ['fieldSwitches', { ...PROGRAM, fieldSwitches: ['14=-r', '13=-r'] }],
    ['baudRate', { ...SERIAL, baudRate: '1' }],
    ['terminalId', { ...GOOD, terminalId: '' }],
    ['terminalId', { ...GOOD, terminalId: '12 34' }],
    ['bankHosts.0', { ...GOOD, bankHosts: ['10.0.0.5'] }],
    ['bankHosts.0', { ...GOOD, bankHosts: ['10.0.0.5:70000'] }],
    ['bankHosts.0', { ...GOOD, bankHosts: ['*:443'] }],
    ['timeZone', { ...GOOD, timeZone: 'Mars/Base' }],
    ['refundOperation', { ...GOOD, refundOperation: '1' }],
    ['timeLimitMs', { ...GOOD, timeLimitMs: 0 }],
  ])('name %s where it does not fit', (path, given) => expect(new Set(pathsOf(given))).toEqual(new Set([path])));

  it('make one address of one device, by network or by port', () => {
    expect(deviceAddress(inpasSettings.parse({ ...GOOD, host: 'POS.hotel' }))).toBe('tcp:pos.hotel:8888');
    expect(deviceAddress(inpasSettings.parse(PROGRAM))).toBe('process:local:c:/dc');
    expect(deviceAddress(inpasSettings.parse(SERIAL))).toBe('serial:local:/dev/ttyUSB0');
  });

  it('say how long the longest order takes', () => {
    expect(deviceStepLimitMs(inpasSettings.parse(GOOD))).toBe(305_000);
    expect(deviceStepLimitMs(inpasSettings.parse({ ...GOOD, stopByEot: true }))).toBe(335_000);
  });

  it('say it of the bank’s program with the time that a kill and late files take', () => {
    expect(deviceStepLimitMs(inpasSettings.parse(PROGRAM))).toBe(307_000);
    expect(deviceStepLimitMs(inpasSettings.parse({ ...PROGRAM, stopByEot: true }))).toBe(307_000);
  });

  it('offer a stop only where the terminal knows one', () => {
    expect(inpas.operationsOf?.(inpasSettings.parse(GOOD))).not.toContain('cancel');
    expect(inpas.operationsOf?.(inpasSettings.parse({ ...GOOD, stopByEot: true }))).toContain('cancel');
  });
});

describe('numbers of dispatches', () => {
  it('have nine digits, the first one not zero, and do not repeat', () => {
    const random = new SeededRandom(1);
    const ids = Array.from({ length: 2_000 }, () => newTransactionId(random));
    expect(ids.every((id) => /^[1-9][0-9]{8}$/.test(id))).toBe(true);
    expect(new Set(ids).size).toBe(2_000);
  });

  it('are not made of a source that gives nothing', () => {
    expect(() => newTransactionId({ bytes: (count) => new Uint8Array(count).fill(255) })).toThrow();
    expect(() => newTransactionId({ bytes: (count) => new Uint8Array(count) })).toThrow();
  });
});
