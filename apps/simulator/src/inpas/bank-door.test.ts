import { ManualClock } from '@payport/testing';
import { beforeEach, describe, expect, it } from 'vitest';
import { BankDoor, bankMessage } from './bank-door.ts';

let clock: ManualClock;
let door: BankDoor;
let said: string[];
let dropped: boolean;
let say: (bytes: Uint8Array) => void;

beforeEach(() => {
  clock = new ManualClock();
  door = new BankDoor(clock);
  said = [];
  dropped = false;
  door.serve({
    send: (bytes) => void said.push(Buffer.from(bytes).toString('latin1')),
    listen: (listener) => (say = listener),
    drop: () => (dropped = true),
  });
});
const ask = (id: string): void => say(bankMessage(`REQUEST ${id} rest`));

describe('the bank’s door', () => {
  it('answers a request that it was told of, with the length before the message', () => {
    door.expect('T-1', { answers: 'at_once' });
    ask('T-1');
    expect(said).toEqual(['\u000a\u0000ANSWER T-1']);
    expect(door.take('T-1')).toBe(true);
    expect(door.take('T-1')).toBe(false);
  });

  it('puts requests together however their bytes come, and tells two apart', () => {
    door.expect('A', { answers: 'at_once' });
    door.expect('B', { answers: 'at_once' });
    const both = Buffer.concat([bankMessage('REQUEST A x'), bankMessage('REQUEST B x')]);
    for (const byte of both) say(Uint8Array.of(byte));
    expect(said).toHaveLength(2);
  });

  it('hangs up on what it does not know, and takes nothing', () => {
    ask('nobody');
    expect([dropped, said, door.take('nobody')]).toEqual([true, [], false]);
  });

  it('hangs up on a request where it is told to, and takes nothing', () => {
    door.expect('A', { answers: 'hangs_up' });
    ask('A');
    expect([dropped, said, door.take('A')]).toEqual([true, [], false]);
  });

  it('answers late, or never, and has taken it all the same', async () => {
    door.expect('A', { answers: 'late', afterMs: 5_000 });
    door.expect('B', { answers: 'never' });
    ask('A');
    ask('B');
    expect(said).toEqual([]);
    await clock.advance(5_000);
    expect(said).toHaveLength(1);
    expect([door.take('A'), door.take('B')]).toEqual([true, true]);
  });
});
