import { describe, expect, it } from 'vitest';
import type { Fault } from './fault.ts';
import { TestWorld } from '../testing/test-world.ts';

const scripted = (test: TestWorld, fault: Fault, on: 'settlement' | 'order' = 'settlement'): void => test.pad().faults.add({ fault, on, count: 1 });

describe('a close of the day', () => {
  it('counts what the batch holds: a cancelled sale stays beside its cancel, one that was rolled back does not', async () => {
    const test = new TestWorld();
    await test.run('1 100000');
    const rrn = test.world.bank.ledger(null)[0]?.rrn ?? '';
    await test.run(`8 100000 0 QSELECT ${rrn}`);
    await test.run('1 200000');
    const undone = test.world.bank.ledger(null).at(-1)?.authCode ?? '';
    expect((await test.run(`13 200000 ${undone}`)).code).toBe(0);
    const { slip } = await test.run('7');
    expect(slip).toMatch(/Оплата\s+Всего операций:\s+1\s+на сумму:\s+1000\.00\s+Отмена\s+Всего операций:\s+1\s+на сумму:\s+1000\.00/);
    expect(slip).not.toContain('2000.00');
  });

  it('can be printed again, also when its answer was lost', async () => {
    const test = new TestWorld();
    await test.run('1 100000');
    scripted(test, { fault: 'die_before_file' });
    expect((await test.run('7')).type).toBe('die');
    expect((await test.run('12')).slip).toContain('Сверка итогов');
    expect((await test.run('9 1')).slip).not.toContain('1000.00');
  });

  it('is remembered over a restart of the simulator', async () => {
    const test = new TestWorld();
    await test.run('1 100000');
    const { slip } = await test.run('7');
    const again = new TestWorld([{}], test.records);
    expect((await again.run('12')).slip).toBe(slip);
  });

  it.each([
    [{ fault: 'lost_reply' }, 'drop', 0],
    [{ fault: 'no_link' }, 'drop', 1],
    [{ fault: 'decline', code: 4498 }, 'files', 1],
  ] as const)('under the fault %j ends as %s and leaves %d operations in the batch', async (fault, type, left) => {
    const test = new TestWorld();
    await test.run('1 100000');
    scripted(test, fault);
    expect((await test.run('7')).type).toBe(type);
    expect(test.world.bank.openBatch('00459991').entries).toHaveLength(left);
  });

  it('can be off by a kopeck by script, and then says that the totals differ', async () => {
    const test = new TestWorld();
    await test.run('1 100000');
    scripted(test, { fault: 'wrong_totals' });
    expect((await test.run('7')).slip).toMatch(/Итоги не совпали[\s\S]*1000\.01/);
    expect(test.ledger()).toEqual(['sale 100000 captured']);
  });

  it('is not hit by a fault that was meant for an order', async () => {
    const test = new TestWorld();
    scripted(test, { fault: 'no_link' }, 'order');
    expect((await test.run('7')).code).toBe(0);
  });
});
