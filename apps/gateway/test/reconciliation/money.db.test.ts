import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ReconWorld } from './recon-world.ts';

let world: ReconWorld;
beforeAll(async () => {
  world = await ReconWorld.start();
});
afterAll(() => world.close());
beforeEach(() => world.clear());

const MID = '900000000001';
const result = async (end: string, relation = 'gateway_bank'): Promise<unknown> => (await world.of(end, relation))?.['result'];

describe('a line that the bank tells again', () => {
  it('is paid once on the account', async () => {
    await world.payment({ rrn: '600000000001' });
    await world.taken({
      bank: [
        { rrn: '600000000001', mid: MID },
        { rrn: '600000000001', tid: null, mid: MID, day: '2026-01-15' },
      ],
    });
    await world.taken({ credits: [{ minor: 150_000, day: '2026-01-16', mid: MID }] });
    await world.run('2026-01-16');
    expect(await result('|150000', 'bank_statement')).toBe('matched');
    expect(await result('|10000001|600000000001|purchase|completed|2026-01-14|150000|RUB', 'bank_statement')).toBe('matched');
    expect(await result('|completed|2026-01-15|150000|RUB', 'bank_statement')).toBeUndefined();
  });

  it('is known as soon as a payment says which line it is, without a full run', async () => {
    await world.taken({
      bank: [
        { rrn: '600000000001', mid: MID, day: '2026-01-14' },
        { rrn: '600000000001', mid: MID, day: '2026-01-15' },
      ],
      credits: [{ minor: 150_000, day: '2026-01-16', mid: MID }],
    });
    await world.run('2026-01-18');
    await world.payment({ rrn: '600000000001', at: '2026-01-16 12:00' });
    expect(await world.run('2026-01-18')).toMatchObject({ full: false });
    const incremental = await world.all();
    await world.run('2026-01-18', true);
    expect(await world.all()).toEqual(incremental);
  });
});
