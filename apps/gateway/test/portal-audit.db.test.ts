import { AUDIT_ACTIONS, PORTAL_PATHS, TOPIC_PREFIXES, type PortalAuditCheck, type PortalAuditList } from '@payport/contracts';
import type { PaymentId, PropertyId } from '@payport/domain';
import { approveAtOnce } from '@payport/testing';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Pool } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PaymentViews } from '../src/modules/audit/index.ts';
import { AuditRepository } from '../src/modules/portal-audit/audit.repository.ts';
import { GatewayHarness, insertProperty } from './gateway-harness.ts';
import { paymentInReview } from './payment-in-review.ts';
import { addMember, addPerson, PortalVisitor, type Person } from './portal-visitor.ts';

let gateway: GatewayHarness;
let owner: PortalVisitor;
let support: PortalVisitor;
let auditor: PortalVisitor;
let payment: string;
let other: string;
let people: Readonly<Record<'support' | 'auditor', Person>>;

beforeAll(async () => {
  gateway = await GatewayHarness.start();
  gateway.terminal.onOrder = approveAtOnce;
  other = await insertProperty(gateway.db, 'Балтика');
  const [first, second, third] = [
    await addPerson(gateway, { [gateway.propertyId]: 'owner' }),
    await addPerson(gateway, { [gateway.propertyId]: 'support' }),
    await addPerson(gateway, { [gateway.propertyId]: 'auditor' }),
  ];
  people = { support: second, auditor: third };
  owner = await PortalVisitor.signedIn(gateway, first);
  support = await PortalVisitor.signedIn(gateway, second);
  auditor = await PortalVisitor.signedIn(gateway, third);
  payment = String((await gateway.pay({ terminalId: await gateway.addTerminal() })).body['id']);
});
afterAll(() => gateway.close());

const list = async (query = '', who = owner): Promise<PortalAuditList> =>
  (await who.get(`${PORTAL_PATHS.audit}${query}`)).body as unknown as PortalAuditList;
const check = async (who = owner): Promise<PortalAuditCheck> => (await who.get(PORTAL_PATHS.auditCheck)).body as unknown as PortalAuditCheck;
/** Past every trigger, as whoever owns the database can; `HOTEL` stands for the id of ours. */
async function past(...statements: readonly string[]): Promise<void> {
  const switched = (how: string): string => ['audit_entry', 'audit_seal'].map((table) => `alter table ${table} ${how} trigger all`).join('; ');
  const text = [switched('disable'), ...statements, switched('enable')].join('; ').replaceAll('HOTEL', `'${gateway.propertyId}'::uuid`);
  await gateway.db.query(text);
}
/** The database with such a change, and as it was afterwards. */
async function tampered(statements: readonly string[], look: () => Promise<void>): Promise<void> {
  await past('create table kept_entry as table audit_entry', 'create table kept_seal as table audit_seal', ...statements);
  try {
    await look();
  } finally {
    await past(
      'delete from audit_entry',
      'delete from audit_seal',
      'insert into audit_entry select * from kept_entry',
      'insert into audit_seal select * from kept_seal',
      'drop table kept_entry, kept_seal',
    );
  }
}

describe('a view of a guest’s payment', () => {
  it('stands in the audit once, however often the page asks again', async () => {
    for (let i = 0; i < 3; i += 1) await support.get(PORTAL_PATHS.payment(payment));
    await support.get(PORTAL_PATHS.slip(payment));
    const { data } = await list(`?topic=payment&subject=${payment}`);
    expect(data).toMatchObject([
      { action: 'payment.viewed', actor: { id: people.support.id, machine: false }, subject: { id: payment }, seq: 1, currency: 'RUB' },
    ]);
  });

  it('is written down in a bounded time, without anybody opening the audit', async () => {
    await auditor.get(PORTAL_PATHS.payment(payment));
    await expect
      .poll(async () => (await gateway.db.query('select from audit_entry where actor_id = $1', [people.auditor.id])).rowCount, { timeout: 5_000 })
      .toBe(1);
  });

  it('is written down where it comes while the gateway stops', async () => {
    const late = await addMember(gateway, { [gateway.propertyId]: 'support' });
    const peer = await gateway.join();
    const adapter = peer.app.getHttpAdapter();
    const close = adapter.close.bind(adapter);
    // As a request does that was under way.
    adapter.close = () => {
      peer.app.get(PaymentViews, { strict: false }).viewed(late, payment as PaymentId);
      return close();
    };
    await peer.close();
    expect((await gateway.db.query('select from audit_entry where actor_id = $1', [late.id])).rowCount).toBe(1);
  });
});

describe('a device asked again', () => {
  const orders = async (id: string): Promise<unknown[]> =>
    (await gateway.db.query(`select actor_id, after from audit_entry where subject = $1 and action = 'payment.asked_again'`, [id])).rows;
  const history = async (id: string): Promise<number | null> =>
    (await gateway.db.query(`select from payment_event where payment_id = $1 and cause = 'asked_again'`, [id])).rowCount;

  it('stands in the audit by the time that the order is answered, from a review and from an unknown outcome', async () => {
    const id = await paymentInReview(gateway, { amount: '33.00' });
    const before = (await orders(id)).length;
    gateway.terminal.onRecover = () => Promise.resolve({ finding: 'in_progress', evidence: {} });
    for (const times of [1, 2]) {
      expect((await support.post(PORTAL_PATHS.askAgain(id))).status).toBe(202);
      expect((await orders(id)).slice(before)).toEqual(Array.from({ length: times }, () => ({ actor_id: people.support.id, after: null })));
    }
  });

  it('is not asked where the audit cannot be written', async () => {
    const id = await paymentInReview(gateway, { amount: '34.00' });
    const before = await history(id);
    await gateway.db.query(`alter table audit_entry add constraint full_disk check (action <> 'payment.asked_again') not valid`);
    try {
      expect((await support.post(PORTAL_PATHS.askAgain(id))).status).toBe(500);
    } finally {
      await gateway.db.query('alter table audit_entry drop constraint full_disk');
    }
    expect(await history(id)).toBe(before);
    expect((await owner.get(PORTAL_PATHS.payment(id))).body).toMatchObject({ payment: { status: 'manual_review' } });
  });
});

describe('what people order of a terminal', () => {
  it('stands in the audit, in the transaction of the order', async () => {
    const terminalId = await gateway.addTerminal({ name: 'Бар' });
    await owner.post(PORTAL_PATHS.terminalCommands(terminalId), { kind: 'link_test' });
    expect((await list('?topic=command')).data).toMatchObject([
      { action: 'command.ordered', subject: { label: 'Бар' }, after: { kind: 'link_test' } },
    ]);
  });
});

describe('the list', () => {
  it('has filters, and pages that neither repeat nor leave out anything', async () => {
    for (const city of ['Тула', 'Орёл', 'Тверь']) await owner.patch(PORTAL_PATHS.property(gateway.propertyId), { city });
    const seen: string[] = [];
    let cursor = '';
    do {
      const page = await list(`?topic=property&limit=2${cursor}`);
      seen.push(...page.data.map(({ after }) => String(after?.['city'])));
      cursor = page.nextCursor === null ? '' : `&cursor=${page.nextCursor}`;
    } while (cursor !== '');
    expect(seen).toEqual(['Тверь', 'Орёл', 'Тула']);
    expect((await list(`?person=${people.support.id}`)).data.every(({ actor }) => actor.id === people.support.id)).toBe(true);
    expect((await list('?views=false')).data.some(({ action }) => action === 'payment.viewed')).toBe(false);
    const before = (await list('?topic=property')).data.at(-1)?.at ?? '';
    expect((await list(`?topic=property&to=${encodeURIComponent(before)}`)).data).toEqual([]);
    expect((await list(`?topic=property&from=${encodeURIComponent(before)}`)).data).toHaveLength(3);
  });

  it('tells nothing of another hotel, nor of accounts of its people', async () => {
    const foreign = await addPerson(gateway, { [other]: 'owner' });
    const stranger = await PortalVisitor.signedIn(gateway, foreign);
    await owner.post(PORTAL_PATHS.endSessions(people.support.id));
    const { data } = await list('?topic=sign_in');
    expect(data[0]).toMatchObject({ action: 'sessions.ended', subject: { id: people.support.id } });
    expect(data.filter(({ subject }) => subject.id === foreign.id)).toEqual([]);
    expect((await list('', stranger)).data).toMatchObject([{ action: 'sign_in.done', subject: { id: foreign.id } }]);
  });

  it('looks names up by their keys: a page of it never reads every payment', async () => {
    const client = await gateway.db.connect();
    const plan: string[] = [];
    const explain = async (text: string, values: unknown[]): Promise<{ rows: never[] }> => {
      const { rows } = await client.query<{ 'QUERY PLAN': string }>(`explain ${text}`, values);
      plan.push(...rows.map((row) => row['QUERY PLAN']));
      return { rows: [] };
    };
    try {
      // Few rows are read whole because that is cheap; here only what can be found in no other way is.
      await client.query('set enable_seqscan = off');
      const repository = new AuditRepository({ query: explain } as unknown as Pool);
      await repository.entries([gateway.propertyId as PropertyId], { views: 'true' }, { limit: 50, behind: null });
    } finally {
      client.release(true);
    }
    expect(plan.join('\n')).toMatch(/Index Scan using \w+ on payment y/);
    expect(plan.filter((line) => /Seq Scan on (payment|terminal|app_user)/.test(line))).toEqual([]);
  });

  it('has a name for every action that the code writes', () => {
    const root = path.resolve(import.meta.dirname, '../../..');
    const sources = ['apps/gateway/src', 'libs/persistence/src', 'prisma/migrations'].flatMap((folder) =>
      readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
        .filter((file) => /(?<!test)\.(ts|sql)$/.test(file))
        .map((file) => readFileSync(path.join(root, folder, file), 'utf8')),
    );
    const words = new Set(sources.flatMap((source) => Array.from(source.matchAll(/'([a-z_]+\.[a-z_]+)'/g), ([, word = '']) => word)));
    const prefixes = Object.values(TOPIC_PREFIXES).flat();
    const notOurs = ['payment.updated', 'payment.contradicted', 'terminal.status', 'alarm.raised'];
    const written = [...words].filter((word) => prefixes.includes(word.split('.')[0] ?? '') && !notOurs.includes(word));
    expect(
      written.filter((word) => !(AUDIT_ACTIONS as readonly string[]).includes(word)),
      'Add it to AUDIT_ACTIONS of libs/contracts.',
    ).toEqual([]);
    // Every action belongs to a topic, so that a filter finds it.
    expect(AUDIT_ACTIONS.filter((action) => !prefixes.includes(action.split('.')[0] ?? ''))).toEqual([]);
  });
});

describe('the check of the chain', () => {
  const hotel = async (): Promise<PortalAuditCheck['chains'][number] | undefined> =>
    (await check()).chains.find(({ property }) => property?.id === gateway.propertyId);

  it('finds whole what was only added to, whoever asks', async () => {
    const { rows } = await gateway.db.query<{ hash: string }>(
      `select encode(hash, 'hex') as hash from audit_seal where chain = $1 order by seq desc limit 1`,
      [gateway.propertyId],
    );
    const whole = await hotel();
    expect(whole).toMatchObject({ broken: null, head: rows[0]?.hash });
    expect(whole?.entries).toBeGreaterThan(4);
    expect((await check(auditor)).chains).toContainEqual(whole);
    expect((await check()).chains.every(({ broken }) => broken === null)).toBe(true);
  });

  const THIRD = '(select entry_id from audit_seal where chain = HOTEL and seq = 3)';
  const CLOSED_UP = [
    `delete from audit_entry where id = ${THIRD}`,
    'delete from audit_seal where chain = HOTEL and seq = 3',
    'update audit_seal set seq = seq + 1000 where chain = HOTEL and seq > 3',
    'update audit_seal set seq = seq - 1001 where chain = HOTEL and seq > 1000',
  ];
  const SLIPPED_IN = `insert into audit_entry (id, at, actor, property_id, action, subject) values (gen_random_uuid(), now(), 'user:А', HOTEL, 'person.invited', 'x')`;
  it.each([
    ['another name', 'changed', 3, [`update audit_entry set actor = 'user:Другой' where id = ${THIRD}`]],
    ['another time', 'changed', 3, [`update audit_entry set at = at + interval '1 microsecond' where id = ${THIRD}`]],
    ['another value', 'changed', 3, [`update audit_entry set after = '{"city": "Псков"}' where id = ${THIRD}`]],
    ['another hotel', 'changed', 3, [`update audit_entry set property_id = gen_random_uuid() where id = ${THIRD}`]],
    ['an entry gone', 'missing', 3, [`delete from audit_entry where id = ${THIRD}`]],
    ['a seal gone', 'gap', 3, ['delete from audit_seal where chain = HOTEL and seq = 3']],
    ['a seal forged', 'changed', 3, [`update audit_seal set hash = sha256('x') where chain = HOTEL and seq = 3`]],
    ['an entry gone with its seal, and the rest closed up', 'changed', 3, CLOSED_UP],
    ['an entry slipped in', 'unsealed', null, [SLIPPED_IN]],
  ] as const)('says where it is broken first: %s', async (_what, fault, seq, statements) => {
    await tampered(statements, async () => {
      expect(await hotel()).toMatchObject({ broken: { fault, seq }, ...(seq === null ? {} : { entries: seq - 1 }) });
    });
    expect(await hotel()).toMatchObject({ broken: null });
  });
});

describe('the export', () => {
  it('holds what the list shows with its fingerprints, is safe for tables, and is an entry itself', async () => {
    await owner.patch(PORTAL_PATHS.property(gateway.propertyId), { city: 'Псков; "старый"' });
    await gateway.db.query(`update app_user set name = '=1+1' where id = $1`, [people.auditor.id]);
    const answer = await auditor.get(`${PORTAL_PATHS.auditExport}?views=false`);
    expect(answer.headers).toMatchObject({ 'content-type': 'text/csv; charset=utf-8', 'cache-control': 'no-store' });
    const lines = answer.text.split('\r\n');
    expect(lines[0]).toMatch(/^\uFEFFTime \(hotel’s clock\);Zone;Hotel;Who;/);
    // The newest first, as on screen, by the hotel's clock.
    const ids = (await list('?views=false&limit=4')).data.map(({ id }) => id);
    const places = ids.map((id) => lines.findIndex((line) => line.includes(id)));
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(places).not.toContain(-1);
    expect(lines[1]).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d;UTC\+03:00;/);
    expect(answer.text).toContain('"{""city"":""Псков; \\""старый\\""""}"');
    const { rows } = await gateway.db.query<{ hash: string }>(`select encode(hash, 'hex') as hash from audit_seal where chain = $1`, [
      gateway.propertyId,
    ]);
    expect(rows.filter(({ hash }) => answer.text.includes(hash)).length).toBeGreaterThan(4);
    const russian = await auditor.get(`${PORTAL_PATHS.auditExport}?language=ru`);
    expect(russian.text).toMatch(/^\uFEFFВремя \(часы гостиницы\);Пояс;Гостиница;Кто;Что сделано;/);
    // In words, as on screen, and by the code that the seal is made of.
    expect(russian.text).toMatch(/;Гостиница изменена;.*;property\.changed;/);
    expect((await list('?topic=account')).data[1]).toMatchObject({ action: 'audit.exported', after: { format: 'csv', views: 'false' } });
  });

  it('of payments is told about its hotel', async () => {
    await owner.get(`${PORTAL_PATHS.exportPayments}?format=csv`);
    expect((await list('?topic=payment&limit=1')).data[0]).toMatchObject({
      action: 'payment.exported',
      subject: { id: gateway.propertyId, label: 'Гранд Отель' },
    });
  });

  it('is a workbook too, and a file for old programs', async () => {
    const book = await auditor.get(`${PORTAL_PATHS.auditExport}?format=xlsx&language=ru`);
    expect(book.headers['content-disposition']).toMatch(/^attachment; filename="payport-audit-\d{4}-\d\d-\d\d\.xlsx"$/);
    expect(book.text.startsWith('PK')).toBe(true);
    const old = await auditor.get(`${PORTAL_PATHS.auditExport}?format=csv-1251&language=ru`);
    expect(old.headers).toMatchObject({ 'content-type': 'text/csv; charset=windows-1251' });
  });
});
