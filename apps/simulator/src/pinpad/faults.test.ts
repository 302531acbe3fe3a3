import { containsCardNumber } from '@payport/domain';
import { LINE } from '@payport/terminals-sberbank';
import { describe, expect, it } from 'vitest';
import { TestWorld } from '../testing/test-world.ts';
import type { Fault, FaultTarget } from './fault.ts';

function faulty(fault: Fault, on: FaultTarget = 'order', count = 1): TestWorld {
  const test = new TestWorld();
  test.pad().faults.add({ fault, on, count });
  return test;
}

describe('scripted faults', () => {
  it.each<[Fault, 'files' | 'die' | 'drop', number]>([
    [{ fault: 'die_before_file' }, 'die', 0],
    [{ fault: 'lost_reply' }, 'drop', 0],
    [{ fault: 'unreadable' }, 'die', 4129],
  ])('capture the order and lose the answer: %j', async (fault, end, status) => {
    const test = faulty(fault);
    expect((await test.run('1 150000 /q=000000A1')).type).toBe(end);
    expect(test.ledger()).toEqual(['sale 150000 captured']);
    expect((await test.run('52 000000A1 /q=000000A2')).code).toBe(status);
  });

  it.each<[Fault, 'files' | 'die' | 'drop', number | null, number]>([
    [{ fault: 'no_link' }, 'drop', null, 4311],
    [{ fault: 'reboot', ms: 2_000 }, 'drop', null, 4311],
    [{ fault: 'decline', code: 4134 }, 'files', 4134, 4134],
    [{ fault: 'decline', code: 4405 }, 'files', 4405, 4405],
  ])('capture nothing: %j', async (fault, end, code, status) => {
    const test = faulty(fault);
    expect(await test.run('1 150000 /q=000000A1')).toMatchObject({ type: end, code });
    await test.clock.advance(2_000);
    expect((await test.run('52 000000A1 /q=000000A2')).code).toBe(status);
    expect(test.ledger()).toEqual([]);
  });

  it('show the approval of an earlier order as if it were this one: stale_file', async () => {
    const test = new TestWorld();
    const earlier = await test.run('1 150000 /q=000000A1');
    test.pad().faults.add({ fault: { fault: 'stale_file' }, on: 'order', count: 1 });
    expect((await test.run('1 200005 /q=000000A2')).lines).toEqual(earlier.lines);
  });

  it('make up a stale approval on a device that never approved anything', async () => {
    const { lines } = await faulty({ fault: 'stale_file' }).run('1 200005 /q=000000A2');
    expect(lines[LINE.result]).toMatch(/^0,/);
    expect(lines[LINE.requestId]).not.toBe('000000A2');
  });

  it('cut the file at a byte: truncated_file', async () => {
    expect((await faulty({ fault: 'truncated_file', bytes: 40 }).run('1 150000')).lines.length).toBeLessThan(5);
  });

  it('name another request or another terminal: foreign_id, tid_mismatch', async () => {
    expect((await faulty({ fault: 'foreign_id', id: 'DEADBEEF' }).run('1 150000 /q=000000A1')).lines[LINE.requestId]).toBe('DEADBEEF');
    const other = await faulty({ fault: 'tid_mismatch', tid: '99999999' }).run('1 150000 /q=000000A1');
    expect(other.lines[LINE.terminalId]).toBe('99999999');
    expect(other.slip).not.toContain('00459991');
  });

  it('print a whole card number in file and slip, which the device itself does not keep: full_card_number', async () => {
    const test = faulty({ fault: 'full_card_number' });
    const { lines, slip } = await test.run('1 150000 /q=000000A1');
    expect(containsCardNumber(lines[LINE.card] ?? '')).toBe(true);
    expect(containsCardNumber(slip ?? '')).toBe(true);
    expect(containsCardNumber(JSON.stringify(test.records, (_key, value: unknown) => (typeof value === 'bigint' ? `${value}` : value)))).toBe(false);
  });

  it('write in another encoding, or without a slip', async () => {
    expect((await faulty({ fault: 'encoding', encoding: 'cp1251' }).run('1 150000')).slip).not.toContain('Оплата');
    expect(await faulty({ fault: 'no_slip' }).run('1 150000')).toMatchObject({ code: 0, slip: null });
  });

  it('delay the bank: slow', async () => {
    const test = faulty({ fault: 'slow', ms: 20_000 });
    const call = test.start('1 150000');
    await test.clock.advance(20_000);
    expect(test.pad().view().state).toBe('authorizing');
    expect((await test.clock.complete(call.ended)).code).toBe(0);
  });

  it('hit as many runs as they say, and only the sort they say', async () => {
    const test = faulty({ fault: 'no_link' }, 'status', 2);
    await test.run('1 150000 /q=000000A1');
    const asked = [await test.run('52 000000A1'), await test.run('9 1'), await test.run('52 000000A1'), await test.run('52 000000A1')];
    expect(asked.map(({ type }) => type)).toEqual(['drop', 'files', 'drop', 'files']);
  });
});
