import { PORTAL_PATHS, type PortalQueue, type PortalQueueItem } from '@payport/contracts';
import { scriptedDecline } from '@payport/testing';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { GatewayHarness, insertProperty } from './gateway-harness.ts';
import { paymentInReview } from './payment-in-review.ts';
import { addPerson, PortalVisitor, type Person } from './portal-visitor.ts';

let gateway: GatewayHarness;
let anna: PortalVisitor;
let boris: PortalVisitor;
let auditor: PortalVisitor;
let annaIs: Person;
beforeAll(async () => {
  gateway = await GatewayHarness.start();
  annaIs = await addPerson(gateway, { [gateway.propertyId]: 'support' }, 'Анна');
  anna = await PortalVisitor.signedIn(gateway, annaIs);
  boris = await PortalVisitor.signedIn(gateway, await addPerson(gateway, { [gateway.propertyId]: 'finance' }, 'Борис'));
  auditor = await PortalVisitor.signedIn(gateway, await addPerson(gateway, { [gateway.propertyId]: 'auditor' }, 'Вера'));
});
afterAll(() => gateway.close());
/** Each test reads a queue of its own: what another left is looked after already. */
beforeEach(async () => {
  await gateway.db.query(`insert into payment_care (payment_id) select id from payment on conflict do nothing`);
  await gateway.db.query(`update payment_care set done_at = now(), done_by = 'test'`);
  const open = await gateway.db.query<{ id: string }>(`select id from payment where status = 'manual_review'`);
  for (const { id } of open.rows) await boris.post(PORTAL_PATHS.resolution(id), { outcome: 'failed', evidence: 'Банк: такой операции не было' });
});

async function declined(code: 'link_failed' | 'insufficient_funds'): Promise<string> {
  const { onOrder } = gateway.terminal;
  gateway.terminal.onOrder = () => Promise.resolve({ outcome: 'declined', decline: scriptedDecline({ code }), result: null, evidence: {} });
  const { body } = await gateway.pay({ terminalId: await gateway.addTerminal(), reservation: { confirmationNumber: randomUUID() } });
  gateway.terminal.onOrder = onOrder;
  return String(body['id']);
}

const queue = async (who: PortalVisitor, query = ''): Promise<PortalQueue> =>
  (await who.get(PORTAL_PATHS.queue + query)).body as unknown as PortalQueue;
const ids = ({ data }: PortalQueue): string[] => data.map(({ payment }) => payment.id);
const item = async (who: PortalVisitor, id: string): Promise<PortalQueueItem | undefined> =>
  (await queue(who)).data.find(({ payment }) => payment.id === id);

describe('the queue', () => {
  it('holds what is unknown, the oldest first, then what staff can mend, the newest first; a guest’s empty card is not in it', async () => {
    const mendOld = await declined('link_failed');
    const oldest = await paymentInReview(gateway);
    await declined('insufficient_funds');
    const newer = await paymentInReview(gateway);
    const mendNew = await declined('link_failed');
    const all = await queue(anna);
    expect(ids(all)).toEqual([oldest, newer, mendNew, mendOld]);
    expect(all.data.map(({ part }) => part)).toEqual(['unknown', 'unknown', 'care', 'care']);
    expect(all.counts).toEqual({ unknown: 2, care: 2 });
    expect(ids(await queue(anna, '?part=care'))).toEqual([mendNew, mendOld]);
    expect(ids(await queue(anna, '?part=unknown'))).toEqual([oldest, newer]);
  });

  it('is narrowed to decisions of others that the person may confirm, and each is told how many', async () => {
    await declined('link_failed');
    const [theirs, own] = [await paymentInReview(gateway), await paymentInReview(gateway)];
    await paymentInReview(gateway);
    const second = await PortalVisitor.signedIn(gateway, await addPerson(gateway, { [gateway.propertyId]: 'manager' }, 'Глеб'));
    await gateway.db.query(`insert into property_limit (property_id, currency, max_refund_minor) values ($1, 'RUB', 1)`, [gateway.propertyId]);
    try {
      for (const [who, id] of [
        [second, theirs],
        [boris, own],
      ] as const)
        expect((await who.post(PORTAL_PATHS.resolution(id), { outcome: 'failed', evidence: 'Банк: такой операции не было' })).status).toBe(200);
    } finally {
      await gateway.db.query('delete from property_limit');
    }
    const told = async (who: PortalVisitor) => (await who.get(PORTAL_PATHS.waitingForMe)).body['data'];
    expect(ids(await queue(boris, '?owner=confirm'))).toEqual([theirs]);
    expect(ids(await queue(second, '?owner=confirm'))).toEqual([own]);
    for (const who of [boris, second]) expect(await told(who)).toEqual([{ property: gateway.propertyId, refunds: 0, resolutions: 1 }]);
    for (const who of [anna, auditor]) expect([ids(await queue(who, '?owner=confirm')), await told(who)]).toEqual([[], []]);
    const { rows } = await gateway.db.query<{ seq: number }>('select max(seq) as seq from payment_event where payment_id = $1', [theirs]);
    await boris.post(PORTAL_PATHS.rejectResolution(theirs), { seq: rows[0]?.seq, reason: 'не тот счёт' });
    expect([ids(await queue(boris, '?owner=confirm')), await told(boris)]).toEqual([[], []]);
    await second.post(PORTAL_PATHS.rejectResolution(own), { seq: rows[0]?.seq, reason: 'не тот счёт' });
  });

  it('is read page by page over both parts, nothing twice and nothing left out', async () => {
    const made = [await declined('link_failed'), await paymentInReview(gateway), await declined('link_failed'), await paymentInReview(gateway)];
    const seen: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const page: PortalQueue = await queue(anna, `?limit=1${cursor === '' ? '' : `&cursor=${cursor}`}`);
      seen.push(...ids(page));
      cursor = page.nextCursor;
    }
    expect(seen).toEqual([made[1], made[3], made[2], made[0]]);
  });

  it('tells the last step, the questions to the device, and what this person may do', async () => {
    const id = await paymentInReview(gateway);
    expect(await item(anna, id)).toMatchObject({
      last: { cause: 'device_cannot_tell' },
      questions: { count: 1, finding: 'cannot_tell' },
      proposal: null,
      care: { owner: null },
      may: { take: true, release: false, finish: false, askAgain: true, decide: false },
    });
    expect((await item(boris, id))?.may).toMatchObject({ decide: true });
    expect((await item(auditor, id))?.may).toEqual({ take: false, release: false, finish: false, askAgain: false, decide: false });
  });

  it('shows no payment of a hotel that the person does not belong to', async () => {
    await paymentInReview(gateway);
    const other = await insertProperty(gateway.db, 'Балтика');
    const stranger = await PortalVisitor.signedIn(gateway, await addPerson(gateway, { [other]: 'support' }));
    expect(await queue(stranger)).toEqual({ data: [], nextCursor: null, counts: { unknown: 0, care: 0 } });
  });
});

describe('the file of the queue', () => {
  const lines = async (who: PortalVisitor, query: string): Promise<string[]> => {
    const answer = await who.get(`${PORTAL_PATHS.exportQueue}?language=ru&${query}`);
    expect(answer.status, answer.text).toBe(200);
    return answer.text.replace('\uFEFF', '').trimEnd().split('\r\n');
  };

  it('holds what the queue shows to this person, in its order and columns, and stands in the audit', async () => {
    const mend = await declined('link_failed');
    const [first, second] = [await paymentInReview(gateway), await paymentInReview(gateway)];
    await anna.post(PORTAL_PATHS.takePayment(second));
    const [head, ...rows] = await lines(anna, 'format=csv&columns=status,story,owner');
    expect(head).toBe('Состояние;Что произошло;Когда;Ответов терминала;Последний ответ;Решение предлагает;Кто разбирает;С какого времени');
    expect(rows.map((row) => row.replaceAll(/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d/g, '<time>'))).toEqual([
      'На проверке;Терминал ответил, что сказать не может;<time>;1;сказать не может;;;',
      'На проверке;Терминал ответил, что сказать не может;<time>;1;сказать не может;;Анна;<time>',
      expect.stringMatching(/^Отклонён;[^;]+;<time>;;;;;$/),
    ]);
    const told = (await queue(anna)).data.map(({ payment }) => payment.id);
    expect(told).toEqual([first, second, mend]);
    // Without columns: what the cards tell.
    expect(await lines(anna, 'format=csv&owner=me')).toEqual([
      expect.stringMatching(/^Время.+;Состояние;Операция;.+;Что произошло;.+;Кто разбирает;.+;Терминал;Гостиница$/),
      expect.stringContaining(';Анна;'),
    ]);
    expect(await lines(boris, 'format=csv&columns=status&owner=me')).toEqual(['Состояние']);
    expect(await lines(auditor, 'format=csv&columns=status&part=care')).toEqual(['Состояние', 'Отклонён']);
    const { rows: noted } = await gateway.db.query(
      `select actor, after from audit_entry where action = 'payment.exported' and property_id = $1 order by id desc limit 1`,
      [gateway.propertyId],
    );
    expect(noted).toEqual([{ actor: 'user:Вера', after: { list: 'queue', format: 'csv', columns: ['status'], part: 'care', language: 'ru' } }]);
  });

  it('is bytes of Windows-1251 or a workbook where that is asked for', async () => {
    await paymentInReview(gateway);
    const ask = (format: string) => anna.get(`${PORTAL_PATHS.exportQueue}?language=ru&columns=status&format=${format}`);
    const old = await ask('csv-1251');
    expect(old.headers['content-type']).toBe('text/csv; charset=windows-1251');
    expect(old.headers['content-disposition']).toMatch(/^attachment; filename="payport-queue-\d{4}-\d\d-\d\d\.csv"$/);
    expect((await ask('xlsx')).text.startsWith('PK')).toBe(true);
  });

  it('holds nothing of other hotels', async () => {
    await paymentInReview(gateway);
    const other = await insertProperty(gateway.db, 'Ривьера');
    const stranger = await PortalVisitor.signedIn(gateway, await addPerson(gateway, { [other]: 'owner' }));
    expect(await lines(stranger, 'format=csv')).toHaveLength(1);
    expect(await stranger.get(`${PORTAL_PATHS.exportQueue}?format=csv&property=${gateway.propertyId}`)).toMatchObject({ status: 404 });
  });
});

describe('a payment of the queue', () => {
  it('is taken, taken over and given back; everybody sees whose it is, and the audit keeps every change', async () => {
    const id = await paymentInReview(gateway);
    expect((await anna.post(PORTAL_PATHS.takePayment(id))).body).toMatchObject({ owner: { name: 'Анна', me: true }, doneAt: null });
    expect(await item(boris, id)).toMatchObject({ care: { owner: { name: 'Анна', me: false } }, may: { take: true, release: false } });
    expect(ids(await queue(anna, '?owner=me'))).toEqual([id]);
    expect(ids(await queue(boris, '?owner=nobody'))).not.toContain(id);
    // Giving back what is another's changes nothing.
    expect((await boris.post(PORTAL_PATHS.releasePayment(id))).body).toMatchObject({ owner: { name: 'Анна' } });
    expect((await boris.post(PORTAL_PATHS.takePayment(id))).body).toMatchObject({ owner: { name: 'Борис', me: true } });
    expect((await boris.post(PORTAL_PATHS.releasePayment(id))).body).toMatchObject({ owner: null });
    const { rows } = await gateway.db.query(
      `select actor, action, before from audit_entry where subject = $1 and action like 'payment.%' and action <> 'payment.asked_again' order by id`,
      [id],
    );
    expect(rows).toEqual([
      { actor: 'user:Анна', action: 'payment.taken', before: { owner: null } },
      { actor: 'user:Борис', action: 'payment.taken', before: { owner: 'Анна' } },
      { actor: 'user:Борис', action: 'payment.released', before: { owner: 'Борис' } },
    ]);
  });

  it('brings its open alarms along: who looks after it, answers for them', async () => {
    const id = await paymentInReview(gateway);
    const alarms = () => gateway.db.query('select owner_name, acknowledged_by from alarm where payment_id = $1', [id]);
    await expect.poll(async () => (await alarms()).rowCount).toBe(1);
    await anna.post(PORTAL_PATHS.takePayment(id));
    expect((await alarms()).rows).toEqual([{ owner_name: 'Анна', acknowledged_by: 'Анна' }]);
  });

  it('is put aside once mended, but never while its outcome is unknown', async () => {
    const unknown = await paymentInReview(gateway);
    const mended = await declined('link_failed');
    expect(await anna.post(PORTAL_PATHS.finishPayment(unknown))).toMatchObject({ status: 409, body: { code: 'not-ended' } });
    expect((await anna.post(PORTAL_PATHS.finishPayment(mended))).body).toMatchObject({ doneAt: expect.any(String) });
    expect(ids(await queue(anna))).toEqual([unknown]);
    expect((await queue(anna)).counts).toEqual({ unknown: 1, care: 0 });
  });

  it('belongs to one person, however many take it at the same time', async () => {
    const id = await paymentInReview(gateway);
    await Promise.all([anna, boris, anna, boris].map((who) => who.post(PORTAL_PATHS.takePayment(id))));
    const { rows } = await gateway.db.query<{ owner_name: string }>('select owner_name from payment_care where payment_id = $1', [id]);
    expect(['Анна', 'Борис']).toContain(rows[0]?.owner_name);
    const taken = await gateway.db.query(`select after from audit_entry where subject = $1 and action = 'payment.taken' order by id desc limit 1`, [
      id,
    ]);
    expect(taken.rows[0]).toEqual({ after: { owner: rows[0]?.owner_name } });
  });
});
