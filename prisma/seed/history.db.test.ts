import { containsCardNumber, parseAmount } from '@payport/domain';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { localMidnight, localTime } from './history/local-time.ts';
import type { SeededDemo } from './seed-demo.ts';
import { NOW_MS, seedingPlace, type SeedingPlace } from './testing/seeded-database.ts';

let place: SeedingPlace;
let seeded: SeededDemo;
beforeAll(async () => {
  place = await seedingPlace();
  seeded = await place.seed();
});
afterAll(() => place.close());

const rowsOf = async <T extends object>(sql: string): Promise<T[]> => (await place.app.query<T>(sql)).rows;

describe('the history of the demonstration', () => {
  it('is some hundred payments of six weeks that end with yesterday', async () => {
    const [span] = await rowsOf<{ payments: number; first: Date; last: Date }>(
      'select count(*)::int as payments, min(created_at) as first, max(coalesce(final_at, updated_at)) as last from payment where demo',
    );
    expect(span!.payments).toBeGreaterThan(350);
    expect(span!.payments).toBeLessThan(600);
    const midnight = localMidnight(NOW_MS, 0, 'Europe/Moscow');
    expect(span!.last.getTime()).toBeLessThan(midnight + 3_600_000);
    expect(midnight - span!.first.getTime()).toBeGreaterThan(40 * 86_400_000);
    expect(midnight - span!.last.getTime()).toBeLessThan(2 * 86_400_000);
  });

  it('says of every refund why the money went back', async () => {
    const [told] = await rowsOf<{ refunds: number; silent: number }>(
      `select count(*)::int as refunds, count(*) filter (where comment is null)::int as silent from payment where demo and kind = 'refund'`,
    );
    expect(told!.refunds).toBeGreaterThan(5);
    expect(told!.silent).toBe(0);
  });

  it('shows every ending: approved, declined for many reasons, cancelled, failed with proof, one for a person', async () => {
    const rows = await rowsOf<{ status: string; payments: number }>('select status, count(*)::int as payments from payment group by 1');
    const by = Object.fromEntries(rows.map(({ status, payments }) => [status, payments]));
    expect(by).toMatchObject({ manual_review: 1, failed: expect.any(Number), cancelled: expect.any(Number) });
    expect(by['declined']).toBeGreaterThan(20);
    expect(Object.keys(by).sort()).toEqual(['approved', 'cancelled', 'declined', 'failed', 'manual_review']);
    const reasons = await rowsOf(`select distinct decline->>'code' from payment where decline is not null`);
    expect(reasons.length).toBeGreaterThan(8);
    const recovered = await rowsOf(`select from payment_event where cause = 'recovered' and to_status = 'approved'`);
    expect(recovered.length).toBeGreaterThan(0);
  });

  it('holds no terminal with the payment that waits for a person, and the bank has its money', async () => {
    const [open] = await rowsOf<Record<string, unknown>>(
      `select p.*, t.tid, -p.amount_minor as signed from payment p join terminal t on t.id = p.terminal_id where status = 'manual_review'`,
    );
    expect(open).toMatchObject({ holds_terminal: false, rrn: null, property_id: seeded.sonata.property });
    expect(NOW_MS - (open!['created_at'] as Date).getTime()).toBeGreaterThan(8 * 86_400_000);
    expect(await rowsOf('select from device_claim')).toEqual([]);
    const inBank = place.ledger.filter(({ tid, amount }) => tid === open!['tid'] && amount.endsWith('.74'));
    expect(inBank).toMatchObject([{ kind: 'sale', state: 'captured', rrn: expect.stringMatching(/^\d{12}$/) }]);
  });

  it('has a journal of the hotel’s own system: what was paid on the last full business day, to the kopeck', async () => {
    const { postings } = place;
    const days = new Set(postings.map(({ businessDay }) => businessDay));
    expect([days.size, postings.length > 3]).toEqual([1, true]);
    const paid = await rowsOf<{ id: string; minor: string }>(
      `select id, abs(amount_minor)::text as minor from payment where id = any ('{${postings.map(({ paymentRef }) => paymentRef).join(',')}}') and status = 'approved' order by id`,
    );
    expect(postings.map(({ paymentRef, amountMinor }) => [paymentRef, amountMinor.toString()])).toEqual(paid.map(({ id, minor }) => [id, minor]));
  });

  it.each([0, 1, 2, 3, 4, 5, 6])('is made on every day of the week, in the small hours too (day %i)', { timeout: 30_000 }, async (ahead) => {
    const night = NOW_MS + ahead * 86_400_000 + 14 * 3_600_000;
    const other = await seedingPlace();
    await other.seed({ nowMs: night });
    const [{ businessDay } = { businessDay: '' }] = other.postings;
    await other.close();
    // Two in the morning: the hotel's day lasts until four. The bank paid on the working day after it, which is over as well.
    const paid = new Date(`${businessDay}T00:00:00Z`);
    do paid.setUTCDate(paid.getUTCDate() + 1);
    while (paid.getUTCDay() % 6 === 0);
    expect(paid.getTime()).toBeLessThanOrEqual(localMidnight(night, 2, 'Europe/Moscow') + 3 * 3_600_000);
  });

  it('gives no more back than was paid, always to an older sale of the same terminal', async () => {
    const refunds = await rowsOf(`select from payment r join payment p on p.id = r.original_payment_id
      where r.kind = 'refund' and r.status = 'approved' and p.status = 'approved' and r.terminal_id = p.terminal_id and r.created_at > p.final_at
        and r.original_rrn = p.rrn and r.executed_as = 'refund' and r.approved_amount_minor = -r.amount_minor`);
    const all = await rowsOf(`select from payment where kind = 'refund'`);
    expect(all.length).toBeGreaterThan(10);
    expect(refunds).toHaveLength(all.length);
    const overdrawn = await rowsOf(
      `select p.id from payment p join payment r on r.original_payment_id = p.id group by p.id having -sum(r.amount_minor) > p.amount_minor`,
    );
    expect(overdrawn).toEqual([]);
    const partial = await rowsOf(`select from payment p join payment r on r.original_payment_id = p.id where -r.amount_minor < p.amount_minor`);
    expect(partial.length).toBeGreaterThan(0);
  });

  it('never has two orders on one device at the same time', async () => {
    const overlaps = await rowsOf(`select from payment a join payment b on b.terminal_id = a.terminal_id and b.id <> a.id
      and b.created_at between a.created_at and coalesce(a.final_at, a.created_at)`);
    expect(overlaps).toEqual([]);
  });

  it('agrees with the bank to the kopeck, for each terminal and kind', async () => {
    const atGateway = await rowsOf<{ key: string; total: string }>(`select t.tid || ' ' || p.kind as key, sum(abs(p.amount_minor))::text as total
      from payment p join terminal t on t.id = p.terminal_id where p.status in ('approved', 'manual_review') group by 1`);
    const inBank = new Map<string, bigint>();
    for (const { tid, kind, amount, currency } of place.ledger) {
      const parsed = parseAmount(amount, currency);
      inBank.set(`${tid} ${kind}`, (inBank.get(`${tid} ${kind}`) ?? 0n) + (parsed.ok ? parsed.value : 0n));
    }
    expect(Object.fromEntries(atGateway.map(({ key, total }) => [key, BigInt(total)]))).toEqual(Object.fromEntries(inBank));
    expect(new Set(place.ledger.map(({ rrn }) => rrn)).size).toBe(place.ledger.length);
    const wholeBack = await rowsOf(`select from payment p where p.kind = 'sale' and p.amount_minor =
      (select -sum(r.amount_minor) from payment r where r.original_payment_id = p.id)`);
    expect(place.ledger.filter(({ state }) => state === 'refunded')).toHaveLength(wholeBack.length);
  });

  it('tells the bank the same after a restart, whatever the bank has kept', async () => {
    const before = place.ledger;
    await place.seed({ nowMs: NOW_MS + 5 * 86_400_000 });
    expect(place.ledger).toEqual(before);
  });

  it("looks as if the gateway had recorded it: results, slips and the last days' exchange", async () => {
    const bare = await rowsOf(`select id from payment where status = 'approved' and (rrn is null or auth_code is null or card_mask is null
      or slip not like '%Номер ссылки:%' or host_time is null or result_tid is null)`);
    expect(bare).toEqual([]);
    const channels = await rowsOf<{ channel: string }>('select distinct channel from wire_frame order by 1');
    expect(channels.map(({ channel }) => channel)).toEqual(['argv', 'exit', 'file:e', 'file:p']);
    const garbled = await rowsOf(`select from wire_frame where channel = 'file:p' and text not like '%ПАО СБЕРБАНК%'`);
    expect(garbled).toEqual([]);
    const unread = await rowsOf(`select from payment_event where to_status in ('declined', 'failed', 'cancelled') and evidence = '{}'`);
    expect(unread).toEqual([]);
  });

  it('holds no card number', async () => {
    const texts = await rowsOf<{
      text: string;
    }>(`select row_to_json(p)::text as text from payment p union all select coalesce(text, '') from wire_frame
      union all select evidence::text from payment_event`);
    // Ids and hashes are long runs of digits now and then; what counts is text that people wrote or terminals printed.
    const suspicious = texts.filter(({ text }) =>
      containsCardNumber(text.replace(/"(id|params_hash|params|original_payment_id|\w+_id)":"[^"]*"/g, '')),
    );
    expect(suspicious).toEqual([]);
  });
});

describe('local time', () => {
  it('finds midnight on both sides of a change of the clocks', () => {
    const noon = Date.UTC(2026, 2, 30, 10);
    for (const [daysBack, shown] of [
      [0, '2026-03-30T00:00:00'],
      [1, '2026-03-29T00:00:00'],
      [2, '2026-03-28T00:00:00'],
      [-1, '2026-03-31T00:00:00'],
    ] as const) {
      for (const zone of ['Europe/Moscow', 'Europe/Kaliningrad', 'Asia/Kamchatka']) {
        expect(localTime(localMidnight(noon, daysBack, zone), zone)).toBe(shown);
      }
    }
  });
});
