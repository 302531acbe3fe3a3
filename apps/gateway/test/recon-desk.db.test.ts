import type { PortalReconDay, PortalReconDays, PortalReconExceptionDetail, PortalReconExceptions, ReconWorkDone } from '@payport/contracts';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { hashOf } from '../src/modules/reconciliation-desk/days/days.service.ts';
import { GatewayHarness, type Answer } from './gateway-harness.ts';
import { paymentInReview } from './payment-in-review.ts';
import { pdfLines } from './pdf-text.ts';
import { addPerson, PortalVisitor } from './portal-visitor.ts';
import { addLine, addPair, DAY, path, together, type Line } from './recon-desk-world.ts';

let gateway: GatewayHarness;
let anna: PortalVisitor;
let pyotr: PortalVisitor;
let at: ReturnType<typeof path>;
beforeAll(async () => {
  gateway = await GatewayHarness.start();
  anna = await PortalVisitor.signedIn(gateway, await addPerson(gateway, { [gateway.propertyId]: 'finance' }, 'Анна'));
  pyotr = await PortalVisitor.signedIn(gateway, await addPerson(gateway, { [gateway.propertyId]: 'manager' }, 'Пётр'));
  at = path(gateway);
});
afterAll(() => gateway.close());
/** Each test has days of its own. */
let next = Date.parse('2026-01-01T00:00:00Z');
let day = DAY;
beforeEach(async () => {
  next += 86_400_000;
  day = new Date(next).toISOString().slice(0, 10);
  // Nobody matches here: what the triggers noted is as good as seen.
  await gateway.db.query('delete from recon_change');
});

const settle = () => gateway.db.query('delete from recon_change');
const work = async (body: Record<string, unknown>, who = anna): Promise<ReconWorkDone> => {
  const answer = await who.post(at.work, body);
  expect(answer.status, answer.text).toBe(200);
  return answer.body as unknown as ReconWorkDone;
};
const detail = async ({ exception }: Line, who = anna): Promise<PortalReconExceptionDetail> =>
  (await who.get(at.exception(exception ?? ''))).body as unknown as PortalReconExceptionDetail;
const list = async (query: string): Promise<PortalReconExceptions> =>
  (await anna.get(`${at.exceptions}?${query}`)).body as unknown as PortalReconExceptions;
const ids = (...lines: readonly Line[]): readonly string[] => lines.map(({ exception }) => exception ?? '');
const signOff = (line: Line, who = anna) => work({ action: 'sign_off', ids: ids(line), comment: 'Банк подтвердил' }, who);
const close = (which = day, who = anna): Promise<Answer> => who.post(at.close(which));
const codes = (answers: readonly Answer[]): readonly unknown[] => answers.map(({ status, body }) => (status === 200 ? 200 : body['code'])).sort();

describe('an exception', () => {
  it('says which field differs, ours and theirs, and how much is unexplained', async () => {
    const differences = [{ field: 'amount', ours: '500.00', theirs: '499.00' }];
    const line = await addLine(gateway, { result: 'amount_mismatch', detail: { differences }, day });
    expect(await detail(line)).toMatchObject({ result: 'amount_mismatch', differences, amount: '500.00', stake: '1.00', state: 'open', owner: null });
  });

  it('about whether there was a payment at all is about all of it, whatever else differs', async () => {
    const differences = [
      { field: 'status', ours: 'declined', theirs: 'approved' },
      { field: 'fee', ours: '9.00', theirs: '10.00' },
    ];
    const line = await addLine(gateway, { result: 'status_conflict', detail: { differences }, day });
    expect(await detail(line)).toMatchObject({ result: 'status_conflict', amount: '500.00', stake: '500.00' });
  });

  it('has an owner, a due date and comments, and keeps who did what in order', async () => {
    const line = await addLine(gateway, { day });
    await work({ action: 'assign', ids: ids(line), to: 'me' });
    await work({ action: 'due', ids: ids(line), on: '2026-02-01' }, pyotr);
    await work({ action: 'note', ids: ids(line), comment: 'Жду письма' });
    const seen = await detail(line);
    expect(seen).toMatchObject({ state: 'assigned', owner: { name: 'Анна', me: true }, dueOn: '2026-02-01' });
    expect(seen.events.map(({ kind, by, comment }) => [kind, by?.name, comment])).toEqual([
      ['assigned', 'Анна', 'Анна'],
      ['due_set', 'Пётр', '2026-02-01'],
      ['noted', 'Анна', 'Жду письма'],
    ]);
    await expect(gateway.db.query('update recon_event set comment = null')).rejects.toThrow('history is added to');
  });

  it('is given only to who reconciles at that hotel', async () => {
    const line = await addLine(gateway, { day });
    const front = await addPerson(gateway, { [gateway.propertyId]: 'support' });
    expect((await anna.post(at.work, { action: 'assign', ids: ids(line), to: front.id })).body).toMatchObject({ code: 'validation-failed' });
  });

  it('never takes a full card number into its history', async () => {
    const line = await addLine(gateway, { day });
    const answer = await anna.post(at.work, { action: 'note', ids: ids(line), comment: 'карта 4111 1111 1111 1111' });
    expect(answer.body).toMatchObject({ code: 'validation-failed', errors: [{ pointer: '/comment', code: 'card_number' }] });
    expect((await detail(line)).events).toEqual([]);
  });

  it('is worked on in bulk, each by itself: what cannot be done is named and the rest is done', async () => {
    const [open, done, other] = [await addLine(gateway, { day }), await addLine(gateway, { day }), await addLine(gateway, { day })];
    await signOff(done);
    const ghost = randomUUID();
    expect(await work({ action: 'sign_off', ids: [...ids(open, done, other), ghost], comment: 'Комиссия банка' })).toEqual({
      changed: ids(open, other),
      proposed: [],
      refused: [
        { id: ids(done)[0], why: 'ended' },
        { id: ghost, why: 'not-found' },
      ],
    });
  });

  it('is found by its conditions, page after page, each once', async () => {
    const lines = [];
    for (let n = 0; n < 5; n += 1) lines.push(await addLine(gateway, { day, result: n === 0 ? 'duplicate' : 'missing_at_gateway' }));
    const seen: string[] = [];
    let cursor = '';
    do {
      const page = await list(`day=${day}&limit=2${cursor}`);
      seen.push(...page.data.map(({ id }) => id));
      cursor = page.nextCursor === null ? '' : `&cursor=${page.nextCursor}`;
    } while (cursor !== '');
    expect([...seen].sort()).toEqual([...ids(...lines)].sort());
    expect((await list(`day=${day}&result=duplicate`)).data.map(({ id }) => id)).toEqual(ids(lines[0]!));
    expect((await list(`day=${day}&owner=me`)).data).toEqual([]);
  });
});

describe('a write-off above the limit', () => {
  it('needs two people, never the same one', async () => {
    const line = await addLine(gateway, { day, minor: 100_001 });
    expect(await signOff(line)).toMatchObject({ changed: [], proposed: ids(line) });
    const { proposal, state } = await detail(line);
    expect([state, proposal?.kind, proposal?.by.me]).toEqual(['open', 'write_off', true]);
    const confirm = (who: PortalVisitor) => who.post(at.confirm(proposal?.id ?? ''));
    expect((await confirm(anna)).body).toMatchObject({ code: 'second-person-needed' });
    expect((await detail(line, pyotr)).may.confirm).toBe(true);
    expect((await confirm(pyotr)).body).toEqual({ decision: 'confirmed' });
    expect(await detail(line)).toMatchObject({ state: 'signed_off', proposal: null });
  });

  it('is refused to the same person by the database itself', async () => {
    const line = await addLine(gateway, { day, minor: 100_001 });
    await signOff(line);
    const change = `update recon_proposal set decided_at = now(), decided_by = proposed_by, decided_name = proposed_name, decision = 'confirmed' where decided_at is null`;
    await expect(gateway.db.query(change)).rejects.toThrow('recon_proposal');
  });

  it('is confirmed once, however many confirm at once', async () => {
    const line = await addLine(gateway, { day, minor: 100_001 });
    await signOff(line);
    const { proposal } = await detail(line);
    const owner = await PortalVisitor.signedIn(gateway, await addPerson(gateway, { [gateway.propertyId]: 'owner' }, 'Ольга'));
    expect(codes(await Promise.all([pyotr, owner, pyotr].map((who) => who.post(at.confirm(proposal?.id ?? '')))))).toEqual([
      200,
      'resolution-gone',
      'resolution-gone',
    ]);
    expect((await detail(line)).events.filter(({ kind }) => kind === 'write_off_confirmed')).toHaveLength(1);
  });

  it.each([
    ['sum', `update recon_exception set amount_minor = 25000000 where id = $1`],
    ['kind of difference', `update recon_exception set code = 'duplicate' where id = $1`],
  ])('is not confirmed at another %s than was proposed, until it is proposed anew', async (_, change) => {
    const line = await addLine(gateway, { day, minor: 150_000 });
    await signOff(line);
    await gateway.db.query(change, [line.exception]);
    const { proposal } = await detail(line);
    expect((await pyotr.post(at.confirm(proposal?.id ?? ''))).body).toMatchObject({ code: 'resolution-gone' });
    expect((await detail(line)).state).toBe('open');
    await anna.post(at.reject(proposal?.id ?? ''), { reason: 'Сумма другая' });
    await signOff(line);
    expect((await pyotr.post(at.confirm((await detail(line)).proposal?.id ?? ''))).body).toEqual({ decision: 'confirmed' });
  });

  it('that is rejected leaves the exception open, with the reason', async () => {
    const line = await addLine(gateway, { day, minor: 100_001 });
    await signOff(line);
    const { proposal } = await detail(line);
    await pyotr.post(at.reject(proposal?.id ?? ''), { reason: 'Сначала письмо банка' });
    const seen = await detail(line);
    expect([seen.state, seen.proposal, seen.events.at(-1)?.comment]).toEqual(['open', null, 'Сначала письмо банка']);
  });
});

describe('lines put together by hand', () => {
  it('end their exceptions, and are apart again when it is undone', async () => {
    const { ours, theirs } = await addPair(gateway, { day });
    expect(await detail(ours)).toMatchObject({ best: 80, suggestions: [{ ref: theirs.ref, score: 80, why: ['amount', 'card'] }] });
    const made = await anna.post(at.match, together(ours, theirs));
    expect(made.body).toMatchObject({ proposalId: null, difference: '0.00' });
    expect([(await detail(ours)).state, (await detail(theirs)).state]).toEqual(['resolved', 'resolved']);
    const matchId = String(made.body['matchId']);
    expect((await anna.post(at.undo(matchId), { reason: 'Не та карта' })).status).toBe(200);
    expect([(await detail(ours)).state, (await detail(theirs)).state]).toEqual(['open', 'open']);
    expect((await anna.post(at.undo(matchId), { reason: 'Ещё раз' })).body).toMatchObject({ code: 'recon-match-undone' });
  });

  it('may be several of a side', async () => {
    const [a, b] = [await addPair(gateway, { day, ours: 30_000 }), await addPair(gateway, { day, ours: 20_000 })];
    const made = await anna.post(at.match, together(a.ours, b.ours, a.theirs));
    expect(made.body).toMatchObject({ difference: '0.00', proposalId: null });
  });

  it('belong to one match only, whoever comes first', async () => {
    const { ours, theirs } = await addPair(gateway, { day });
    const other = await addPair(gateway, { day });
    const order = together(ours, theirs);
    expect(codes(await Promise.all([anna.post(at.match, order), pyotr.post(at.match, together(ours, other.theirs))]))).toEqual([
      200,
      'recon-lines-taken',
    ]);
  });

  it('whose sums differ above the limit need a second person', async () => {
    const { ours, theirs } = await addPair(gateway, { day, ours: 250_000, theirs: 149_999 });
    const made = await anna.post(at.match, together(ours, theirs));
    expect(made.body).toMatchObject({ matchId: null, difference: '1000.01' });
    expect((await detail(ours)).state).toBe('open');
    const proposal = String(made.body['proposalId']);
    expect((await anna.post(at.confirm(proposal))).body).toMatchObject({ code: 'second-person-needed' });
    expect((await pyotr.post(at.confirm(proposal))).status).toBe(200);
    expect((await detail(ours)).state).toBe('resolved');
    const { rows } = await gateway.db.query('select reason from recon_match m join recon_match_member v on v.match_id = m.id where v.ref = $1', [
      ours.ref,
    ]);
    expect(rows).toEqual([{ reason: 'Банк прислал уточнение (Анна, Пётр)' }]);
  });

  it('whose sums have changed since they were proposed are not put together by the second person', async () => {
    const { ours, theirs } = await addPair(gateway, { day, ours: 250_000, theirs: 149_999 });
    const made = await anna.post(at.match, together(ours, theirs));
    await gateway.db.query('update recon_line set amount_minor = 9999 where ref = $1', [theirs.ref]);
    expect((await pyotr.post(at.confirm(String(made.body['proposalId'])))).body).toMatchObject({ code: 'resolution-gone' });
    expect((await detail(ours)).state).toBe('open');
  });

  it.each([
    ['of one side', async () => together(await addLine(gateway, { day }), await addLine(gateway, { day })), 'one_side'],
    [
      'that are not there',
      async () => ({ ...together((await addPair(gateway)).ours, { relation: 'gateway_bank', side: 'bank', ref: 'x', exception: null }) }),
      'line',
    ],
    [
      'of two currencies',
      async () => together(await addLine(gateway, { day, side: 'gateway' }), await addLine(gateway, { day, currency: 'USD' })),
      'currency',
    ],
  ] as const)('are refused %s', async (_, order, code) => {
    expect((await anna.post(at.match, await order())).body).toMatchObject({ code: 'validation-failed', errors: [{ pointer: '/members', code }] });
  });

  it('that never belong together are kept as such, and stay open', async () => {
    const { ours, theirs } = await addPair(gateway, { day });
    const made = await anna.post(at.match, { ...together(ours, theirs), verdict: 'apart', reason: 'Разные гости' });
    expect(made.status, made.text).toBe(200);
    expect(await detail(ours)).toMatchObject({ state: 'open', decision: { verdict: 'apart', reason: 'Разные гости' } });
  });
});

describe('attachments', () => {
  const attach = ({ exception }: Line, bytes: Buffer, name = 'письмо.txt', type = 'text/plain') =>
    anna.post(`${at.attach(exception ?? '')}?name=${encodeURIComponent(name)}&type=${type}`, bytes);

  it('are kept as they came, and only ever saved', async () => {
    const line = await addLine(gateway, { day });
    const added = await attach(line, Buffer.from('Операция подтверждена'));
    expect(added.status, added.text).toBe(201);
    const saved = await anna.get(at.attachment(String(added.body['id'])));
    expect([saved.text, saved.headers['content-disposition']]).toEqual([
      'Операция подтверждена',
      `attachment; filename*=UTF-8''${encodeURIComponent('письмо.txt')}`,
    ]);
    expect((await detail(line)).events.at(-1)).toMatchObject({ kind: 'attached', attachment: { name: 'письмо.txt' } });
    await expect(gateway.db.query('delete from recon_attachment')).rejects.toThrow('history is added to');
  });

  it.each([
    ['a program that calls itself a picture', Buffer.from('MZ program'), 'slip.png', 'image/png'],
    ['a text with a card number', Buffer.from('карта 4111111111111111'), 'a.txt', 'text/plain'],
    ['a card number in the name', Buffer.from('ok'), '4111111111111111.txt', 'text/plain'],
    ['an empty file', Buffer.alloc(0), 'a.txt', 'text/plain'],
  ])('refuse %s', async (_, bytes, name, type) => {
    expect((await attach(await addLine(gateway, { day }), bytes, name, type)).body).toMatchObject({ code: 'recon-attachment-refused' });
  });
});

describe('a day', () => {
  it('says what keeps it open, and closes when nothing does', async () => {
    const line = await addLine(gateway, { day });
    const waits = await addLine(gateway, { day, side: 'gateway', result: 'expected' });
    const refused = await close();
    expect(refused.body).toMatchObject({
      code: 'recon-day-not-ready',
      missing: [
        { code: 'exceptions', count: 1 },
        { code: 'registry', count: 1 },
      ],
    });
    await signOff(line);
    await gateway.db.query(
      `update recon_line set result = 'matched', deadline = null, match_id = gen_random_uuid(), rung = 'reference' where ref = $1`,
      [waits.ref],
    );
    const closed = await close();
    expect(closed.status, closed.text).toBe(200);
    expect(closed.body).toMatchObject({ state: 'closed', missing: [], may: { close: false, reopen: true }, closed: { by: 'Анна' } });
  });

  it('does not close while a file waits to be matched, before it is over, or without anything to close', async () => {
    await addLine(gateway, { day, result: 'matched' });
    await gateway.db.query(`insert into recon_change (property_id, side, ref) values ($1, 'file', 'x')`, [gateway.propertyId]);
    expect((await close()).body).toMatchObject({ missing: [{ code: 'pending', count: 1 }] });
    await settle();
    const future = '2099-01-01';
    await addLine(gateway, { day: future, result: 'matched' });
    expect((await close(future)).body).toMatchObject({ missing: [{ code: 'not_over', count: 1 }] });
    expect((await close('2025-01-01')).body).toMatchObject({ missing: [{ code: 'nothing', count: 1 }] });
  });

  it('does not close while nobody knows what became of a payment of it', async () => {
    await paymentInReview(gateway);
    const { today } = (await anna.get(at.days)).body as unknown as PortalReconDays;
    await addLine(gateway, { day: today, result: 'matched' });
    await settle();
    const unknown = { code: 'unknown_payments', count: 1 };
    expect((await close(today)).body['missing']).toContainEqual(unknown);
    // Of its own day, and of no other.
    await addLine(gateway, { day, result: 'matched' });
    expect((await anna.get(at.day(day))).body['missing']).not.toContainEqual(unknown);
  });

  it('is frozen by its close: what comes later stands beside it and never in it', async () => {
    await addLine(gateway, { day, result: 'matched', minor: 123_456 });
    const before = (await close()).body as unknown as PortalReconDay;
    const late = await addLine(gateway, { day, minor: 777 });
    await gateway.db.query(
      `insert into recon_adjustment (property_id, business_day, arrived_at, relation, side, ref, from_result, to_result, change_minor, currency)
       values ($1, $2, now(), 'gateway_bank', 'bank', $3, null, 'missing_at_gateway', 777, 'RUB')`,
      [gateway.propertyId, day, late.ref],
    );
    const after = (await anna.get(at.day(day))).body as unknown as PortalReconDay;
    expect([after.sides, after.results, after.sha256]).toEqual([before.sides, before.results, before.sha256]);
    expect(after.adjusted).toMatchObject([{ from: null, to: 'missing_at_gateway', change: '7.77' }]);
    // What came late still has to be explained, and that is possible.
    expect(await signOff(late)).toMatchObject({ changed: ids(late) });
    const board = (await anna.get(`${at.days}?from=${day}&to=${day}`)).body as unknown as PortalReconDays;
    expect(board.data).toMatchObject([{ state: 'closed', sides: before.sides, adjustments: 1 }]);
  });

  it('that is closed once more has beside it only what came since: the rest is in its totals', async () => {
    await addLine(gateway, { day, result: 'matched', minor: 123_456 });
    await close();
    const adjust = (minor: number): Promise<unknown> =>
      gateway.db.query(
        `insert into recon_adjustment (property_id, business_day, arrived_at, relation, side, ref, from_result, to_result, change_minor, currency)
         values ($1, $2, now(), 'gateway_bank', 'bank', $3, null, 'missing_at_gateway', $3::text::bigint, 'RUB')`,
        [gateway.propertyId, day, String(minor)],
      );
    await adjust(777);
    const opened = (await pyotr.post(at.reopen(day), { reason: 'Банк прислал поправку' })).body as unknown as PortalReconDay;
    expect(opened.adjusted).toMatchObject([{ change: '7.77' }]);
    const again = (await close()).body as unknown as PortalReconDay;
    expect([again.adjusted, again.adjustments]).toEqual([[], 0]);
    await adjust(888);
    expect((await anna.get(at.day(day))).body).toMatchObject({ adjustments: 1, adjusted: [{ change: '8.88' }] });
    const paper = pdfLines((await anna.get(`${at.act(day)}?format=pdf&language=ru`)).bytes).join('\n');
    expect([paper.includes('8,88'), paper.includes('7,77')]).toEqual([true, false]);
    // What it was closed with the first time is still to be had.
    const first = again.events[0]?.at ?? '';
    const earlier = await anna.get(`${at.act(day)}?format=pdf&language=ru&closing=${first}`);
    const then = pdfLines(earlier.bytes).join('\n').replaceAll('\u00a0', ' ');
    expect(earlier.headers['content-disposition']).toContain(`payport-act-${day}-undone.pdf`);
    expect([then.includes('8,88'), then.includes('7,77'), then.includes('Банк прислал поправку')]).toEqual([false, true, true]);
    for (const none of [again.events[2]?.at, '2020-01-01T00:00:00Z'])
      expect((await anna.get(`${at.act(day)}?format=pdf&closing=${none}`)).body).toMatchObject({ code: 'not-found' });
  });

  it('keeps a hash that anybody can make again from what is frozen', async () => {
    await addLine(gateway, { day, result: 'matched' });
    const { sha256 } = (await close()).body as unknown as PortalReconDay;
    const { rows } = await gateway.db.query('select totals from recon_day where property_id = $1 and business_day = $2', [gateway.propertyId, day]);
    expect(hashOf(rows[0].totals).toString('hex')).toBe(sha256);
    const change = `update recon_day set totals = '{}' where property_id = $1 and business_day = $2`;
    await expect(gateway.db.query(change, [gateway.propertyId, day])).rejects.toThrow('it is closed');
  });

  it('is opened again with a reason that stays', async () => {
    const line = await addLine(gateway, { day });
    await signOff(line);
    await close();
    expect(await work({ action: 'reopen', ids: ids(line), comment: 'Ошибка' })).toMatchObject({ refused: [{ why: 'day-closed' }] });
    const opened = await pyotr.post(at.reopen(day), { reason: 'Банк прислал поправку' });
    expect(opened.body).toMatchObject({ state: 'open', sha256: null, may: { close: true } });
    expect((opened.body as unknown as PortalReconDay).events.map(({ what, by, reason }) => [what, by, reason])).toEqual([
      ['closed', 'Анна', null],
      ['reopened', 'Пётр', 'Банк прислал поправку'],
    ]);
    expect((await pyotr.post(at.reopen(day), { reason: 'Ещё раз' })).body).toMatchObject({ code: 'recon-day-open' });
    expect(await work({ action: 'reopen', ids: ids(line), comment: 'Ошибка' })).toMatchObject({ changed: ids(line) });
  });

  it('is closed once, however many close it at once', async () => {
    await addLine(gateway, { day, result: 'matched' });
    expect(codes(await Promise.all([close(), close(day, pyotr), close()]))).toEqual([200, 'recon-day-closed', 'recon-day-closed']);
    const { rowCount } = await gateway.db.query('select from recon_day_event where property_id = $1 and business_day = $2', [
      gateway.propertyId,
      day,
    ]);
    expect(rowCount).toBe(1);
  });

  it('that is closed while somebody reopens an exception of it: one of the two, never both', async () => {
    for (let n = 0; n < 5; n += 1) {
      const line = await addLine(gateway, { day });
      await signOff(line);
      const [closed, reopened] = await Promise.all([close(), pyotr.post(at.work, { action: 'reopen', ids: ids(line), comment: 'Ошибка' })]);
      const both = closed.status === 200 && (reopened.body as unknown as ReconWorkDone).changed.length === 1;
      expect(both).toBe(false);
      next += 86_400_000;
      day = new Date(next).toISOString().slice(0, 10);
    }
  });

  it('waits for the matching of its hotel, which holds the same lock', async () => {
    await addLine(gateway, { day, result: 'matched' });
    const matching = await gateway.db.connect();
    await matching.query('begin');
    await matching.query(`select pg_advisory_xact_lock(hashtextextended('payport.reconciliation:' || $1::text, 0))`, [gateway.propertyId]);
    const closing = close();
    await vi.waitFor(
      async () => expect((await matching.query(`select from pg_locks where locktype = 'advisory' and not granted`)).rowCount).toBe(1),
      20_000,
    );
    await matching.query(`update recon_line set amount_minor = 4242 where property_id = $1 and business_day = $2`, [gateway.propertyId, day]);
    await matching.query('commit');
    matching.release();
    expect(((await closing).body as unknown as PortalReconDay).sides).toMatchObject([{ amount: '42.42' }]);
  });
});

describe('what is handed out', () => {
  it('is the act of a closed day with its hash, and a draft of an open one', async () => {
    const line = await addLine(gateway, { day, minor: 50_001 });
    const paper = async (): Promise<string> =>
      pdfLines((await anna.get(`${at.act(day)}?format=pdf&language=ru`)).bytes)
        .join('\n')
        .replaceAll('\u00a0', ' ');
    expect(await paper()).toContain('ЧЕРНОВИК');
    await signOff(line);
    const { sha256 } = (await close()).body as unknown as PortalReconDay;
    const act = await paper();
    for (const said of [sha256 ?? '-', 'Нет в шлюзе — 500,01 500,01 RUB', 'Подписано', 'Анна', 'Банк']) expect(act).toContain(said);
    expect((await anna.get(`${at.act(day)}?format=xlsx`)).headers['content-type']).toContain('spreadsheetml');
  });
});
