import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ReconWorld } from './recon-world.ts';

/** Wednesday; the registry of a day is due on the next working day. */
const DAY = '2026-01-14';
let world: ReconWorld;
beforeAll(async () => {
  world = await ReconWorld.start();
});
beforeEach(() => world.clear());
afterAll(() => world.close());

const outcome = async (end: string, relation?: string): Promise<[string | null | undefined, string | null | undefined]> => {
  const found = await world.of(end, relation);
  return [found?.['result'], found?.['rung']];
};

describe('the ladder', () => {
  it('① pairs by terminal, reference, amount and direction', async () => {
    const id = await world.payment({ rrn: '600000000001' });
    await world.taken({ bank: [{ rrn: '600000000001' }] });
    await world.run(DAY);
    expect(await outcome(id)).toEqual(['matched', 'reference']);
    expect((await world.results()).map(({ side, match }) => [side, match])).toEqual([
      ['bank', id],
      ['gateway', id],
    ]);
  });

  it('② pairs by authorization code, card, amount and day, and not against another reference', async () => {
    const id = await world.payment({ auth: 'A1B2C3', mask: '220070******1234' });
    const other = await world.payment({ auth: 'A1B2C4', mask: '220070******1234', rrn: '600000000007' });
    await world.taken({
      bank: [
        { auth: 'a1b2c3', mask: '220070******1234', rrn: '600000000001' },
        { auth: 'A1B2C4', mask: '220070******1234', rrn: '600000000008' },
      ],
    });
    await world.run('2026-01-20');
    expect(await outcome(id)).toEqual(['matched', 'authorization']);
    expect((await outcome(other))[0]).toBe('missing_at_bank');
  });

  it('③ pairs by amount and time at a terminal only where both are the only ones', async () => {
    const alone = await world.payment({ minor: 10_000, at: '2026-01-14 10:00' });
    const twins = [await world.payment({ at: '2026-01-14 12:00' }), await world.payment({ at: '2026-01-14 12:05' })];
    await world.taken({ bank: [{ minor: 10_000, at: '2026-01-14 10:03' }, { at: '2026-01-14 12:04' }] });
    await world.run('2026-01-20');
    expect(await outcome(alone)).toEqual(['matched', 'time']);
    for (const twin of twins) expect(await outcome(twin)).toEqual(['ambiguous', null]);
    const { rows } = await world.app.query('select left_ref, score, why from recon_suggestion order by left_ref');
    expect(rows).toEqual(twins.sort().map((twin) => ({ left_ref: twin, score: 70, why: ['terminal', 'amount', 'time'] })));
  });

  it('③ never pairs at another terminal, another amount or outside of the window', async () => {
    const id = await world.payment({ at: '2026-01-14 12:00' });
    await world.taken({
      bank: [{ at: '2026-01-14 12:16' }, { at: '2026-01-14 12:00', tid: '10000002' }, { at: '2026-01-14 12:00', minor: 149_900 }],
    });
    await world.run('2026-01-20');
    expect((await outcome(id))[0]).toBe('missing_at_bank');
  });

  it('③ only suggests a line without a time: of one price there may be another that is lost', async () => {
    const id = await world.payment({ at: '2026-01-14 12:00' });
    await world.taken({ bank: [{ day: DAY }] });
    await world.run('2026-01-20');
    expect(await outcome(id)).toEqual(['missing_at_bank', null]);
    expect((await world.app.query('select left_ref, score, why from recon_suggestion')).rows).toEqual([
      { left_ref: id, score: 50, why: ['terminal', 'amount', 'day'] },
    ]);
  });

  it('pairs by nothing that the line does not name: no code without its card, no time without its terminal', async () => {
    const coded = await world.payment({ auth: 'A1B2C3', mask: '220070******1234', minor: 10_000 });
    const timed = await world.payment({ at: '2026-01-14 12:00' });
    await world.taken({
      bank: [
        { auth: 'A1B2C3', tid: null, minor: 10_000, day: DAY },
        { at: '2026-01-14 12:00', tid: null },
      ],
    });
    await world.run('2026-01-20');
    for (const id of [coded, timed]) expect(await outcome(id)).toEqual(['missing_at_bank', null]);
  });

  it('① leaves a reference alone that the bank tells more than a month later', async () => {
    const id = await world.payment({ rrn: '600000000001', at: '2026-01-14 12:00' });
    await world.taken({
      bank: [
        { rrn: '600000000009', day: '2026-01-12', minor: 1 },
        { rrn: '600000000001', day: '2026-02-20' },
      ],
    });
    await world.run('2026-02-25');
    expect(await outcome(id)).toEqual(['missing_at_bank', null]);
  });

  it('gives several refunds of one payment to the one line that names it', async () => {
    const sale = await world.payment({ rrn: '600000000001', at: '2026-01-12 12:00' });
    const parts = [
      await world.payment({ kind: 'refund', minor: 5_000, original: sale, rrn: '600000000002' }),
      await world.payment({ kind: 'refund', minor: 7_000, original: sale, rrn: '600000000003' }),
    ];
    await world.taken({
      bank: [
        { rrn: '600000000001', day: '2026-01-12' },
        { kind: 'refund', rrn: '600000000001', minor: 12_000 },
      ],
    });
    await world.run(DAY);
    for (const part of parts) expect(await outcome(part)).toEqual(['matched', 'reference_group']);
    expect(await outcome(sale)).toEqual(['matched', 'reference']);
    expect(await outcome('refund|completed|2026-01-14|12000|RUB')).toEqual(['matched', 'reference_group']);
  });

  it('gives the refunds of a terminal’s day to its one line without numbers', async () => {
    const ids = [
      await world.payment({ kind: 'refund', minor: 5_000 }),
      await world.payment({ kind: 'refund', minor: 7_000, at: '2026-01-14 18:00' }),
    ];
    await world.taken({ bank: [{ kind: 'refund', minor: 12_000, day: DAY }] });
    await world.run(DAY);
    for (const id of ids) expect(await outcome(id)).toEqual(['matched', 'day_group']);
  });

  it('expects neither a sale nor what took it back on the same day, and the refund of another day in full', async () => {
    const sale = await world.payment({ rrn: '600000000001' });
    const back = await world.payment({ kind: 'void', original: sale });
    const kept = await world.payment({ rrn: '600000000002', at: '2026-01-13 12:00' });
    const late = await world.payment({ kind: 'refund', original: kept, rrn: '600000000003' });
    await world.taken({ bank: [{ rrn: '600000000002', day: '2026-01-13' }] });
    await world.run('2026-01-20');
    for (const id of [sale, back]) expect(await outcome(id)).toEqual(['matched', 'netted']);
    expect(await outcome(kept)).toEqual(['matched', 'reference']);
    expect(await outcome(late)).toEqual(['missing_at_bank', null]);
  });
});

describe('a difference', () => {
  it('of the amount is shown with both amounts, and one that the rule allows is none', async () => {
    const id = await world.payment({ rrn: '600000000001', minor: 150_000 });
    await world.taken({ bank: [{ rrn: '600000000001', minor: 149_999 }] });
    await world.run(DAY);
    expect(await world.of(id)).toMatchObject({ result: 'amount_mismatch', rung: 'reference_amount' });
    expect(JSON.parse((await world.of(id))?.['detail'] ?? '')).toEqual({ differences: [{ field: 'amount', ours: '1500.00', theirs: '1499.99' }] });
    await world.app.query(`insert into recon_rule (property_id, amount_tolerance_minor) values ($1, 1)`, [world.hotel]);
    await world.run(DAY);
    expect(await outcome(id)).toEqual(['matched', 'reference_amount']);
  });

  it('of the fee is what the contract asks less what the bank took', async () => {
    await world.app.query(
      `insert into fee_tariff (id, property_id, product, valid_from, rate_millionths) values (gen_random_uuid(), $1, '', '2026-01-01', 15000), (gen_random_uuid(), $1, 'MIR', '2026-01-01', 10000)`,
      [world.hotel],
    );
    const ids = [];
    for (const rrn of ['600000000001', '600000000002', '600000000003']) ids.push(await world.payment({ rrn }));
    await world.taken({
      bank: [
        { rrn: '600000000001', fee: 2_250 },
        { rrn: '600000000002', fee: 2_251 },
        { rrn: '600000000003', fee: 1_500, product: 'MIR' },
      ],
    });
    await world.run(DAY);
    expect(await Promise.all(ids.map((id) => outcome(id)))).toEqual([
      ['matched', 'reference'],
      ['fee_mismatch', 'reference'],
      ['matched', 'reference'],
    ]);
    expect(JSON.parse((await world.of(ids[1]!))?.['detail'] ?? '')).toEqual({ differences: [{ field: 'fee', ours: '22.50', theirs: '22.51' }] });
  });

  it('of the status is a conflict: the bank has what we call declined, or has declined what we call approved', async () => {
    const declined = await world.payment({ status: 'declined', rrn: '600000000001' });
    const unnamed = await world.payment({ status: 'declined', minor: 77_000, at: '2026-01-14 15:00' });
    const approved = await world.payment({ rrn: '600000000002' });
    await world.taken({ bank: [{ rrn: '600000000001' }, { rrn: '600000000002', state: 'declined' }, { minor: 77_000, at: '2026-01-14 15:01' }] });
    await world.run(DAY);
    expect(await outcome(declined)).toEqual(['status_conflict', 'status_reference']);
    expect(await outcome(approved)).toEqual(['status_conflict', 'status_reference']);
    expect(await outcome(unnamed)).toEqual(['status_conflict', 'status_time']);
  });

  it('is none while nobody knows what became of the payment: unknown is never declined', async () => {
    const told = await world.payment({ status: 'unknown', rrn: '600000000001' });
    const untold = await world.payment({ status: 'manual_review', rrn: '600000000002' });
    await world.taken({ bank: [{ rrn: '600000000001' }] });
    await world.run('2026-03-20');
    expect(await outcome(told)).toEqual(['expected', 'reference']);
    expect(await outcome(untold)).toEqual(['expected', null]);
    await world.setPayment(told, `status = 'approved', final_at = now()`);
    await world.run('2026-03-20');
    expect(await outcome(told)).toEqual(['matched', 'reference']);
  });

  it('of an operation that the bank reversed without us is a conflict; one that both took back is none', async () => {
    const id = await world.payment({ rrn: '600000000001' });
    await world.payment({ rrn: '600000000002', status: 'reversed' });
    await world.taken({
      bank: [{ rrn: '600000000001' }, { rrn: '600000000001', kind: 'reversal' }, { rrn: '600000000002' }, { rrn: '600000000002', kind: 'reversal' }],
    });
    await world.run(DAY);
    expect(await outcome(id)).toEqual(['matched', 'reference']);
    expect(await outcome('600000000001|reversal|completed|2026-01-14|150000|RUB')).toEqual(['status_conflict', null]);
    expect(await outcome('600000000002|purchase|completed|2026-01-14|150000|RUB')).toEqual(['matched', 'netted']);
  });
});

describe('what is not there', () => {
  it('is expected until the acquirer’s day, and missing after it', async () => {
    const friday = await world.payment({ rrn: '600000000001', at: '2026-01-16 12:00' });
    await world.taken({ bank: [{ rrn: '600000000009', day: '2026-01-12' }] });
    await world.run('2026-01-19');
    expect(await world.of(friday)).toMatchObject({ result: 'expected', deadline: '2026-01-19' });
    await world.run('2026-01-20');
    expect(await world.of(friday)).toMatchObject({ result: 'missing_at_bank', deadline: null });
    expect(await outcome('600000000009|purchase|completed|2026-01-12|150000|RUB')).toEqual(['missing_at_gateway', null]);
  });

  it('is nothing before the lists begin', async () => {
    const before = await world.payment({ rrn: '600000000001', at: '2025-12-01 12:00' });
    await world.taken({ bank: [{ rrn: '600000000009', day: '2026-01-12' }] });
    await world.run('2026-01-20');
    expect(await world.of(before)).toBeUndefined();
  });

  it('comes late when the list came after its day', async () => {
    const id = await world.payment({ rrn: '600000000001' });
    await world.taken({ bank: [{ rrn: '600000000001', postedOn: '2026-01-16' }] });
    await world.run('2026-01-20');
    expect(await outcome(id)).toEqual(['date_late', 'reference']);
  });
});

describe('the same operation', () => {
  it('in two layouts counts once, with what either of them tells', async () => {
    const id = await world.payment({ rrn: '600000000001' });
    await world.app.query(
      `insert into fee_tariff (id, property_id, valid_from, rate_millionths) values (gen_random_uuid(), $1, '2026-01-01', 15000)`,
      [world.hotel],
    );
    await world.taken({ bank: [{ rrn: '600000000001' }] });
    await world.taken({ bank: [{ rrn: '600000000001', fee: 1 }] });
    await world.run(DAY);
    expect(await outcome(id)).toEqual(['fee_mismatch', 'reference']);
    expect((await world.results()).length).toBe(2);
  });

  it('that a layout without terminals tells again is a duplicate', async () => {
    const id = await world.payment({ rrn: '600000000001' });
    await world.taken({ bank: [{ rrn: '600000000001' }] });
    await world.taken({ bank: [{ rrn: '600000000001', tid: null, mid: '900000000001', day: '2026-01-15' }] });
    await world.run(DAY);
    expect(await outcome(id)).toEqual(['matched', 'reference']);
    expect(await outcome('|900000000001|600000000001|purchase|completed|2026-01-15|150000|RUB')).toEqual(['duplicate', null]);
  });

  it('under a reference that came again a month later belongs to the nearest payment', async () => {
    const first = await world.payment({ rrn: '600000000001', at: '2026-01-14 12:00' });
    const second = await world.payment({ rrn: '600000000001', at: '2026-02-10 12:00' });
    await world.taken({
      bank: [
        { rrn: '600000000001', day: '2026-01-14' },
        { rrn: '600000000001', day: '2026-02-10' },
      ],
    });
    await world.run('2026-02-11');
    for (const id of [first, second]) expect(await outcome(id)).toEqual(['matched', 'reference']);
  });
});

it('a chargeback is told as one, with the payment that it takes back', async () => {
  const id = await world.payment({ rrn: '600000000001' });
  await world.taken({ bank: [{ rrn: '600000000001' }, { rrn: '600000000001', kind: 'chargeback', day: '2026-01-15' }] });
  await world.run('2026-01-20');
  expect(await outcome(id)).toEqual(['matched', 'reference']);
  const line = await world.of('chargeback|completed|2026-01-15|150000|RUB');
  expect([line?.['result'], line?.['minor'], JSON.parse(line?.['detail'] ?? '')]).toEqual(['chargeback', '-150000', { payment: id }]);
});

it('a chargeback that the bank takes back is told as one too, and is no second sale', async () => {
  const id = await world.payment({ rrn: '600000000001' });
  const kinds = ['purchase', 'chargeback', 'representment'].map((kind, at) => ({ rrn: '600000000001', kind, day: `2026-01-${14 + at}` }));
  await world.taken({ bank: kinds });
  await world.run('2026-01-20');
  expect(await outcome(id)).toEqual(['matched', 'reference']);
  const line = await world.of('representment|completed|2026-01-16|150000|RUB');
  expect([line?.['result'], line?.['minor'], JSON.parse(line?.['detail'] ?? '')]).toEqual(['chargeback', '150000', { payment: id }]);
});

describe('the hotel’s own books', () => {
  it('prove a posting by what they name, by a reference, by a folio, or by what Sonata reported', async () => {
    const named = await world.payment({ rrn: '600000000001' });
    const byNumber = await world.payment({ rrn: '600000000002', minor: 2_000 });
    const byFolio = await world.payment({ folio: 'RMS7', minor: 3_000 });
    const reported = await world.payment({ posting: '4711', minor: 4_000 });
    const unposted = await world.payment({ minor: 5_000 });
    const wrong = await world.payment({ pmsNumber: 'P9', minor: 6_000 });
    await world.taken({
      postings: [
        { ref: '1', paymentRef: named },
        { ref: '2', rrn: '600000000002', minor: 2_000 },
        { ref: '3', folio: 'RMS7', minor: 3_000 },
        { ref: '5', paymentRef: 'P9', minor: 6_500 },
        { ref: '6', minor: 9_000 },
      ],
    });
    await world.run('2026-01-20');
    const pms = (end: string) => outcome(end, 'gateway_pms');
    expect(await pms(named)).toEqual(['matched', 'posting_named']);
    expect(await pms(byNumber)).toEqual(['matched', 'reference']);
    expect(await pms(byFolio)).toEqual(['matched', 'folio']);
    expect(await pms(reported)).toEqual(['matched', 'posting_reported']);
    expect(await pms(unposted)).toEqual(['missing_in_pms', null]);
    expect(await pms(wrong)).toEqual(['amount_mismatch', 'posting_named']);
    expect(await pms('posting|6|2026-01-14|payment|9000|RUB')).toEqual(['missing_at_gateway', null]);
  });
});

describe('a sale and its void of one day', () => {
  it.each([
    [undefined, 'matched', 'matched'],
    ['4711', 'matched', 'missing_in_pms'],
  ])('are nothing in the hotel’s books only where neither was posted (posting %s)', async (posting, ofSale, ofVoid) => {
    const sale = await world.payment({ rrn: '600000000001', ...(posting === undefined ? {} : { posting }) });
    const taken = await world.payment({ kind: 'void', original: sale, rrn: '600000000002', at: '2026-01-14 13:00' });
    await world.taken({ postings: [{ ref: '9', minor: 1, day: '2026-01-13' }] });
    await world.run('2026-01-20');
    expect([(await outcome(sale, 'gateway_pms'))[0], (await outcome(taken, 'gateway_pms'))[0]]).toEqual([ofSale, ofVoid]);
  });
});

describe('what people decided', () => {
  const decide = async (verdict: string, ...members: readonly (readonly [string, string, number])[]): Promise<string> => {
    const { rows } = await world.app.query(
      `insert into recon_match (id, property_id, relation, verdict, reason, made_at, made_by, made_name)
       values (gen_random_uuid(), $1, 'gateway_bank', $2, 'по чеку', now(), $1, 'Анна') returning id`,
      [world.hotel, verdict],
    );
    for (const [side, ref, minor] of members)
      await world.app.query(`insert into recon_match_member values ($1, $2, '', '', $3, $4, $5)`, [rows[0].id, world.hotel, side, ref, minor]);
    return rows[0].id as string;
  };

  it('counts before the ladder, and its undoing brings the ladder back', async () => {
    const twins = [await world.payment({ at: '2026-01-14 12:00' }), await world.payment({ at: '2026-01-14 12:05' })];
    await world.taken({ bank: [{ at: '2026-01-14 12:04' }] });
    await world.run(DAY);
    const line = (await world.results()).find(({ side }) => side === 'bank')?.['ref'] ?? '';
    const match = await decide('together', ['gateway', twins[1]!, 150_000], ['bank', line, 150_000]);
    await world.run(DAY);
    expect(await world.of(twins[1]!)).toMatchObject({ result: 'matched', rung: 'person', match });
    expect((await outcome(twins[0]!))[0]).toBe('expected');
    await world.app.query(`update recon_match set undone_at = now(), undone_by = id, undone_name = 'Анна', undone_why = 'ошибка' where id = $1`, [
      match,
    ]);
    await world.run(DAY);
    for (const twin of twins) expect((await outcome(twin))[0]).toBe('ambiguous');
  });

  it('opens nothing again for the difference that was accepted, and asks about another one', async () => {
    const id = await world.payment({ rrn: '600000000001' });
    const file = { rrn: '600000000002', minor: 149_000 };
    await world.taken({ bank: [file] });
    await world.run('2026-01-20');
    const line = (await world.results()).find(({ side }) => side === 'bank')?.['ref'] ?? '';
    await decide('together', ['gateway', id, 150_000], ['bank', line, 149_000]);
    await world.app.query(`update recon_exception set state = 'resolved', ended_as = 'person', ended_at = now()`);
    await world.run('2026-01-20');
    expect(await outcome(id)).toEqual(['matched', 'person']);
    expect((await world.app.query(`select from recon_exception where state = 'open'`)).rowCount).toBe(0);
    await world.setPayment(id, 'approved_amount_minor = 120000');
    await world.run('2026-01-20');
    expect(await outcome(id)).toEqual(['amount_mismatch', 'person']);
    expect((await world.app.query(`select side, code from recon_exception where state = 'open'`)).rows).toEqual([
      { side: 'gateway', code: 'amount_mismatch' },
    ]);
  });

  it.each([false, true])('counts only while all its lines are there, and again when they are back (full run: %s)', async (full) => {
    const id = await world.payment({ rrn: '600000000001' });
    await world.taken({ bank: [{ rrn: '600000000009', day: '2026-01-12', minor: 10 }] });
    const file = await world.taken({ bank: [{ rrn: '600000000002' }] });
    await world.run('2026-01-20');
    const line = (await world.results()).find(({ side, minor }) => side === 'bank' && minor === '150000')?.['ref'] ?? '';
    await decide('together', ['gateway', id, 150_000], ['bank', line, 150_000]);
    await world.app.query(`update recon_exception set state = 'resolved', ended_as = 'person', ended_at = now() where ref = any($1)`, [[id, line]]);
    await world.run('2026-01-20', full);
    expect(await outcome(id)).toEqual(['matched', 'person']);
    await world.takeBack(file);
    await world.run('2026-01-20', full);
    expect(await outcome(id)).toEqual(['missing_at_bank', null]);
    expect((await world.app.query(`select state from recon_exception where ref = $1`, [id])).rows).toEqual([{ state: 'open' }]);
    await world.take(await world.copy(file));
    await world.run('2026-01-20', full);
    expect(await outcome(id)).toEqual(['matched', 'person']);
  });

  it('keeps apart what the ladder would pair', async () => {
    const id = await world.payment({ rrn: '600000000001' });
    await world.taken({ bank: [{ rrn: '600000000001' }] });
    await world.run(DAY);
    const line = (await world.results()).find(({ side }) => side === 'bank')?.['ref'] ?? '';
    await decide('apart', ['gateway', id, 150_000], ['bank', line, 150_000]);
    await world.run('2026-01-20');
    expect((await outcome(id))[0]).toBe('missing_at_bank');
    expect((await outcome(line))[0]).toBe('missing_at_gateway');
  });
});
