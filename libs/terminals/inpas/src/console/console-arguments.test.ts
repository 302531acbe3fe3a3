import { describe, expect, it } from 'vitest';
import vectors from '../../vectors/sa-packets.json' with { type: 'json' };
import { abilitiesOf, operationsFor } from '../abilities.ts';
import type { SaRequest } from '../messages.ts';
import { inpasSettings, type InpasSettings } from '../settings.ts';
import { SWITCHES } from '../testing/console-bench.ts';
import { consoleArguments } from './console-arguments.ts';

const settings = (fieldSwitches: readonly string[] = [], over: object = {}): InpasSettings =>
  inpasSettings.parse({ connection: 'process', program: 'DC Console.exe', folder: 'C:\\DC', terminalId: '00123456', fieldSwitches, ...over });
const line = (request: SaRequest, fieldSwitches?: readonly string[]): string =>
  consoleArguments(request, settings(fieldSwitches), { terminalId: '00123456', cashTime: '20260115120000' }).join(' ');
const MONEY = { amountMinor: 12_345n, transactionId: '123456789' };

describe('the command line', () => {
  it('is the one of the vectors for a sale', () => {
    const text = vectors.find(({ name }) => name === 'DC Console sale')?.text;
    expect(`DCConsole ${line({ kind: 'sale', ...MONEY })}`).toBe(text);
  });

  it.each<[string, SaRequest, string]>([
    ['a sale', { kind: 'sale', ...MONEY }, '-o1 -z00123456 -a12345 -c643 -n123456789'],
    [
      'a refund',
      { kind: 'refund', operation: 29, rrn: '31116', authCode: '871341', ...MONEY },
      '-o29 -z00123456 -a12345 -c643 -h871341 -r000000031116 -n123456789',
    ],
    [
      'a void',
      { kind: 'void', operation: 4, rrn: '331116000321', authCode: null, ...MONEY },
      '-o4 -z00123456 -a12345 -c643 -r331116000321 -n123456789',
    ],
    [
      'a partial reversal',
      { kind: 'partial_reversal', originalAmountMinor: 20_000n, rrn: '331116000321', authCode: null, ...MONEY },
      '-o4 -z00123456 -a12345 -c643 -s20000 -r331116000321 -n123456789',
    ],
    ['an emergency reversal', { kind: 'emergency_reversal', authCode: '871341', ...MONEY }, '-o53 -z00123456 -a12345 -c643 -h871341 -n123456789'],
    ['a close', { kind: 'settlement', transactionId: '123456789' }, '-o59 -z00123456 -c643 -n123456789'],
    ['a link test', { kind: 'link_test', transactionId: '123456789' }, '-o26 -z00123456 -n123456789'],
    ['a short report', { kind: 'short_report', transactionId: '123456789' }, '-o63 -z00123456 -c643 -n123456789 -m20'],
    ['a full report', { kind: 'full_report', transactionId: '123456789' }, '-o63 -z00123456 -c643 -n123456789 -m21'],
    ['a copy', { kind: 'copy', transactionId: '123456789' }, '-o63 -z00123456 -c643 -n123456789 -m22'],
  ])('of %s says each field by its switch', (_name, request, expected) => expect(line(request, SWITCHES)).toBe(expected));

  it('leaves out what the program has no switch for', () => {
    expect(line({ kind: 'emergency_reversal', authCode: '871341', ...MONEY })).toBe('-o53 -z00123456 -a12345 -c643');
    expect(line({ kind: 'settlement', transactionId: '123456789' })).toBe('-o59 -z00123456 -c643');
  });
});

describe('what the program can do', () => {
  it('is a sale and the close of the day, as long as no other switch is known', () => {
    expect(operationsFor(settings())).toEqual(['sale', 'settlement', 'status_query']);
    expect(abilitiesOf(settings())).toEqual({
      giveBack: false,
      partialReversal: false,
      userCommands: false,
      numbers: false,
      stop: false,
      undo: false,
    });
  });

  it.each([
    ['14=-r', { giveBack: true }],
    ['65=-m', { userCommands: true }],
    ['26=-n', { numbers: true }],
    ['13=-h', {}],
    ['1=-s', {}],
  ] as const)('grows with %s by what needs it', (fieldSwitch, more) => {
    const nothing = { giveBack: false, partialReversal: false, userCommands: false, numbers: false, stop: false, undo: false };
    expect(abilitiesOf(settings([fieldSwitch], { partialReversal: true }))).toEqual({ ...nothing, ...more });
  });

  it('has a partial reversal with reference number and original amount only', () => {
    const of = (switches: readonly string[], partialReversal: boolean) => abilitiesOf(settings(switches, { partialReversal })).partialReversal;
    expect(of(['1=-s', '14=-r'], true)).toBe(true);
    expect(of(['1=-s', '14=-r'], false)).toBe(false);
    expect(of(['14=-r'], true)).toBe(false);
  });

  it('is never stopped: nobody knows how', () => {
    expect(operationsFor(settings(SWITCHES, { stopByEot: true }))).not.toContain('cancel');
    expect(operationsFor({ ...settings(), connection: 'tcp', host: 'x', port: 1, stopByEot: true })).toContain('cancel');
  });

  it('is everything on the terminal’s own line', () => {
    const line = inpasSettings.parse({ host: '10.0.0.5', port: 8888, terminalId: '00123456', partialReversal: true });
    expect(abilitiesOf(line)).toEqual({ giveBack: true, partialReversal: true, userCommands: true, numbers: true, stop: false, undo: false });
  });
});
