import { decodeText, readResultFile } from '@payport/terminals-inpas';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Fault } from '../pinpad/fault.ts';
import { PROFILE, TestWorld } from '../testing/test-world.ts';
import { requestOf, runConsole } from './inpas-console.ts';

const TID = '00123456';
let world: TestWorld;
beforeEach(() => (world = new TestWorld([{ ...PROFILE, tid: TID, driver: 'inpas', port: 0, program: true }])));

/** One run: its exit code, the fields of the result and the slip. */
async function run(line: string) {
  const conversation = { gone: new AbortController().signal, abort: new AbortController().signal };
  const end = await world.clock.complete(runConsole(world.pad(TID), line.split(' '), conversation), 900_000);
  if (end.type !== 'files') return { end: end.type, exitCode: end.type === 'exit' ? end.exitCode : null, fields: {}, slip: null };
  const reading = readResultFile(Buffer.from(end.result, 'base64'));
  const fields = reading.ok ? Object.fromEntries(reading.fields.map(({ number, value }) => [number, decodeText(value)])) : { fault: reading.fault };
  return { end: 'files', exitCode: end.exitCode, fields, slip: end.slip === null ? null : decodeText(Buffer.from(end.slip, 'base64')) };
}

describe('the program’s command line', () => {
  it('is read field by field', () => {
    expect(requestOf('-o1 -z00123456 -a12345 -c643 -n123456789'.split(' '))).toMatchObject({
      kind: 'sale',
      operation: 1,
      amountMinor: 12_345n,
      terminalId: TID,
      transactionId: '123456789',
    });
    expect(requestOf('-o4 -z00123456 -a5000 -c643 -s12345 -r331116000321 -h871341'.split(' '))).toMatchObject({
      kind: 'void',
      amountMinor: 5_000n,
      originalAmountMinor: 12_345n,
      rrn: '331116000321',
      authCode: '871341',
    });
    expect(requestOf('-o63 -z00123456 -m22'.split(' '))).toMatchObject({ kind: 'copy', command: 22 });
  });

  it.each(['', '1 100', '-o', '-x1', '-o1 -o2', '-z00123456'])('makes no sense as %j', async (line) => {
    expect(requestOf(line.split(' '))).toBeNull();
    expect(await run(line)).toMatchObject({ end: 'exit', exitCode: 4 });
  });
});

describe('what the program leaves', () => {
  it('is the result with its fields, the slip in a file of its own, and 0 for an approval', async () => {
    const left = await run('-o1 -z00123456 -a150000 -c643 -n123456789');
    expect(left).toMatchObject({ end: 'files', exitCode: 0, fields: { 0: '150000', 25: '1', 26: '123456789', 27: TID, 39: '1', 15: '00' } });
    expect(left.fields).not.toHaveProperty('90');
    expect(left.slip).toContain('ОДОБРЕНО');
    expect(world.ledger()).toEqual(['sale 150000 captured']);
  });

  it.each([
    ['150005', '16', 1],
    ['150017', '53', 1],
  ])('for %s says status %s and ends with %d', async (amount, status, exitCode) => {
    expect(await run(`-o1 -z00123456 -a${amount} -c643`)).toMatchObject({ exitCode, fields: { 39: status } });
    expect(world.ledger()).toEqual([]);
  });

  it('has refunds, voids, the undo, reports, the copy, the link test and the close', async () => {
    const first = await run('-o1 -z00123456 -a20000 -c643 -n100000001');
    const rrn = String((first.fields as Record<string, string>)['14']);
    expect(await run(`-o29 -z00123456 -a5000 -c643 -r${rrn}`)).toMatchObject({ exitCode: 0, fields: { 25: '29' } });
    const second = await run('-o1 -z00123456 -a30000 -c643 -n100000002');
    const next = String((second.fields as Record<string, string>)['14']);
    expect(await run('-o63 -z00123456 -c643 -n100000003 -m22')).toMatchObject({ exitCode: 0, fields: { 25: '1', 26: '100000002', 0: '30000' } });
    expect(await run(`-o4 -z00123456 -a30000 -c643 -r${next}`)).toMatchObject({ exitCode: 0 });
    expect(await run('-o26 -z00123456')).toMatchObject({ exitCode: 0, fields: { 27: TID } });
    expect(await run('-o63 -z00123456 -c643 -m20')).toMatchObject({ exitCode: 0, slip: expect.stringContaining('500.00') as string });
    expect(await run('-o59 -z00123456 -c643')).toMatchObject({ exitCode: 0, slip: expect.stringMatching(/совпали/i) as string });
    expect(await run('-o26 -z00999999')).toMatchObject({ exitCode: 1, fields: { 39: '16' } });
  });

  it.each<[string, Fault, object]>([
    ['a program that dies', { fault: 'die_before_file' }, { end: 'die' }],
    ['a lost reply', { fault: 'lost_reply' }, { end: 'exit', exitCode: 13 }],
    ['no link', { fault: 'no_link' }, { end: 'exit', exitCode: 13 }],
    ['a cut result', { fault: 'truncated_file', bytes: 40 }, { end: 'files', exitCode: 0 }],
  ])('by %s is spoilt', async (_name, fault, left) => {
    world.pad(TID).faults.add({ fault, on: 'order', count: 1 });
    expect(await run('-o1 -z00123456 -a150000 -c643')).toMatchObject(left);
    expect(world.ledger()).toEqual(fault.fault === 'no_link' ? [] : ['sale 150000 captured']);
  });

  it('of an unplugged device is nothing', async () => {
    world.pad(TID).power.plugged = false;
    expect(await run('-o26 -z00123456')).toMatchObject({ end: 'exit', exitCode: 13 });
  });
});
