import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { PilotRequest } from './messages.ts';
import { serializeRequest, type ArgumentSettings } from './serializer.ts';
import { parseArguments } from './terminal-arguments.ts';

interface Vector {
  readonly name: string;
  readonly text: string;
}
const vectors = JSON.parse(readFileSync(new URL('../vectors/sb-pilot.json', import.meta.url), 'utf8')) as readonly Vector[];
const settings: ArgumentSettings = {
  refundArgument: 'QSELECT',
  department: null,
  extraArguments: [],
  suspendOperation: '15',
  commitOperation: '16',
  preauthorizationOperation: '17',
  captureOperation: '18',
  releaseOperation: '8',
};
const commandOf = (request: PilotRequest, over: Partial<ArgumentSettings> = {}): string =>
  `sb_pilot ${serializeRequest(request, { ...settings, ...over }).join(' ')}`;

describe('the command line', () => {
  const rrn = '159981153122';
  it.each([
    ['sale 123.45', { kind: 'sale', amountMinor: 12345n, requestId: null }, {}],
    ['sale with request id', { kind: 'sale', amountMinor: 12345n, requestId: 'FB98B5D4' }, {}],
    ['refund by RRN (form A)', { kind: 'refund', amountMinor: 12345n, rrn, requestId: null }, { refundArgument: '0' }],
    ['refund by RRN (form B)', { kind: 'refund', amountMinor: 12345n, rrn, requestId: null }, {}],
    ['cancel by RRN', { kind: 'cancel', amountMinor: 12345n, rrn, requestId: null }, {}],
    ['rollback last', { kind: 'rollback', amountMinor: 12345n, authCode: '10P425', requestId: null }, {}],
    ['status by id', { kind: 'status', askedId: 'FB98B5D4', requestId: 'FB98B5D5' }, {}],
  ] satisfies readonly (readonly [string, PilotRequest, Partial<ArgumentSettings>])[])('is the vector: %s', (name, request, over) => {
    expect(commandOf(request, over)).toBe(vectors.find((vector) => vector.name === name)?.text);
  });

  it('asks for both forms of the control tape as the vector has them', () => {
    const both = `${commandOf({ kind: 'short_tape' })} ; ${commandOf({ kind: 'control_tape' })}`;
    expect(both).toBe(vectors.find((vector) => vector.name.startsWith('control tape'))?.text);
  });

  it('refunds without an original by card: no place for an RRN', () => {
    expect(commandOf({ kind: 'refund', amountMinor: 1n, rrn: null, requestId: 'AB000001' })).toBe('sb_pilot 3 1 /q=AB000001');
  });

  it('adds department and extra switches to what moves money, and to nothing else', () => {
    const over = { department: '2', extraArguments: ['/r=643'] };
    expect(commandOf({ kind: 'sale', amountMinor: 100n, requestId: 'AB000001' }, over)).toBe('sb_pilot 1 100 /q=AB000001 /d=2 /r=643');
    expect(commandOf({ kind: 'status', askedId: 'AB000001', requestId: 'AB000002' }, over)).toBe('sb_pilot 52 AB000001 /q=AB000002');
    expect(commandOf({ kind: 'reprint' }, over)).toBe('sb_pilot 12');
  });

  it.each([
    [
      { kind: 'sale', amountMinor: 4_294_967_295n, requestId: 'AB000001' },
      { kind: 'sale', amountMinor: 4_294_967_295n, requestId: 'AB000001', department: null },
    ],
    [
      { kind: 'refund', amountMinor: 5n, rrn, requestId: null },
      { kind: 'refund', amountMinor: 5n, rrn, withoutCard: true, requestId: null, department: null },
    ],
    [
      { kind: 'refund', amountMinor: 5n, rrn: null, requestId: null },
      { kind: 'refund', amountMinor: 5n, rrn: null, withoutCard: false, requestId: null, department: null },
    ],
    [
      { kind: 'cancel', amountMinor: 5n, rrn, requestId: null },
      { kind: 'cancel', amountMinor: 5n, rrn, withoutCard: true, requestId: null, department: null },
    ],
    [
      { kind: 'status', askedId: 'AB000001', requestId: 'AB000002' },
      { kind: 'status', askedId: 'AB000001', requestId: 'AB000002', department: null },
    ],
    [
      { kind: 'preauthorization', amountMinor: 5n, requestId: null },
      { kind: 'preauthorization', amountMinor: 5n, requestId: null, department: null },
    ],
    [
      { kind: 'capture', amountMinor: 5n, rrn, requestId: null },
      { kind: 'capture', amountMinor: 5n, rrn, withoutCard: true, requestId: null, department: null },
    ],
    [
      { kind: 'release', amountMinor: 5n, rrn, requestId: null },
      { kind: 'cancel', amountMinor: 5n, rrn, withoutCard: true, requestId: null, department: null },
    ],
    [{ kind: 'control_tape' }, { kind: 'control_tape', full: true, requestId: null, department: null }],
    [{ kind: 'short_tape' }, { kind: 'control_tape', full: false, requestId: null, department: null }],
    [{ kind: 'reprint' }, { kind: 'reprint', requestId: null, department: null }],
  ] satisfies readonly (readonly [PilotRequest, object])[])('is understood by the other side as it was meant: %#', (request, command) => {
    expect(parseArguments(serializeRequest(request, settings))).toEqual(command);
  });
});

describe("the program's reading of its command line", () => {
  it.each([
    ['', 4300],
    ['99', 4301],
    ['1', 4325],
    ['1 0', 4325],
    ['1 -5', 4325],
    ['1 12.50', 4325],
    ['8 100', 4300],
    ['52', 4300],
    ['52 xyz', 4300],
  ])('refuses %j with %i', (line, code) => {
    expect(parseArguments(line.split(' ').filter(Boolean))).toMatchObject({ kind: 'invalid', code });
  });

  it.each([
    ['13 12345 10P425', { kind: 'rollback', amountMinor: 12345n, authCode: '10P425' }],
    ['15 12345 10P425', { kind: 'suspend' }],
    ['16 12345', { kind: 'commit', authCode: null }],
    ['7', { kind: 'close_day' }],
    ['11', { kind: 'service_menu' }],
    ['47 2', { kind: 'link_test' }],
    ['1 100 /d=3 /q=zz', { kind: 'sale', department: '3', requestId: null }],
    ['1 100 0 0 /q=ab12cd34', { kind: 'sale', requestId: 'AB12CD34' }],
  ])('understands %j', (line, command) => {
    expect(parseArguments(line.split(' '))).toMatchObject(command);
  });
});
