import { PORTAL_PATHS } from '@payport/contracts';
import { approvedResult, scriptedDecline } from '@payport/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GatewayHarness, insertProperty } from './gateway-harness.ts';
import { addPerson, PortalVisitor } from './portal-visitor.ts';

let gateway: GatewayHarness;
let visitor: PortalVisitor;
let stranger: PortalVisitor;

beforeAll(async () => {
  gateway = await GatewayHarness.start();
  const terminalId = await gateway.addTerminal({ name: 'Стойка' });
  gateway.terminal.onOrder = (order) =>
    Promise.resolve({ outcome: 'approved', result: approvedResult(order, { rrn: '432112345678', authCode: '12AB5F' }), evidence: {} });
  await gateway.pay({ terminalId, amount: '1500.00', reservation: { guestName: '=HYPERLINK("x")', room: '552', confirmationNumber: '+RMS285' } });
  gateway.terminal.onOrder = () =>
    Promise.resolve({ outcome: 'unknown', decline: scriptedDecline({ code: 'outcome_unknown' }), runEnded: true, evidence: {} });
  await gateway.pay({ terminalId, amount: '20.50', reservation: { guestName: 'Ёлкина; Анна' } });
  visitor = await PortalVisitor.signedIn(gateway, await addPerson(gateway, { [gateway.propertyId]: 'finance' }));
  const inn = await insertProperty(gateway.db, 'Балтика');
  stranger = await PortalVisitor.signedIn(gateway, await addPerson(gateway, { [inn]: 'owner' }));
});
afterAll(() => gateway.close());

const lines = async (query: string, who = visitor): Promise<string[]> => {
  const answer = await who.get(`${PORTAL_PATHS.exportPayments}?language=ru&${query}`);
  expect(answer.status, answer.text).toBe(200);
  return answer.text.replace('\uFEFF', '').trimEnd().split('\r\n');
};

describe('an export', () => {
  it('holds what the list shows, in its order and columns', async () => {
    const [head, ...rows] = await lines('format=csv&sort=largest');
    expect(head).toBe(
      'Время (часы гостиницы);Пояс;Состояние;Операция;Сумма;Валюта;Запрошено, если другая;Гость;Комната;Бронь;Карта;Платёжная система;RRN;Код авторизации;Терминал;Гостиница',
    );
    expect(rows.map((row) => row.replace(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d/, '<time>'))).toEqual([
      `<time>;UTC+03:00;Одобрен;Оплата;1500,00;RUB;;"'=HYPERLINK(""x"")";552;'+RMS285;220220******4617;MIR;432112345678;12AB5F;Стойка;Гранд Отель`,
      '<time>;UTC+03:00;Неизвестно;Оплата;20,50;RUB;;"Ёлкина; Анна";;;;;;;Стойка;Гранд Отель',
    ]);
    expect(await lines('format=csv&columns=status,amount&outcome=unknown')).toEqual([
      'Состояние;Операция;Сумма;Валюта;Запрошено, если другая',
      'Неизвестно;Оплата;20,50;RUB;',
    ]);
    expect(await lines('format=csv&columns=guest&q=' + encodeURIComponent('сумма:<100'))).toEqual(['Гость;Комната;Бронь', '"Ёлкина; Анна";;']);
  });

  it('begins with the mark by which Excel knows UTF-8, and is told to be a file', async () => {
    const answer = await visitor.get(`${PORTAL_PATHS.exportPayments}?format=csv`);
    expect(answer.text.startsWith('\uFEFF')).toBe(true);
    expect(answer.headers['content-disposition']).toMatch(/^attachment; filename="payport-payments-\d{4}-\d\d-\d\d\.csv"$/);
    expect(answer.headers['content-type']).toBe('text/csv; charset=utf-8');
  });

  it('stands in the audit, without the words that were searched', async () => {
    await lines('format=csv&outcome=unknown&q=' + encodeURIComponent('Ёлкина'));
    const { rows } = await gateway.db.query<{ property_id: string; after: Record<string, unknown> }>(
      `select property_id, after from audit_entry where action = 'payment.exported' order by id desc limit 1`,
    );
    expect(rows[0]).toMatchObject({ property_id: gateway.propertyId, after: { format: 'csv', outcome: ['unknown'], searched: true } });
    expect(JSON.stringify(rows[0])).not.toContain('лкина');
  });

  it('holds nothing of other hotels', async () => {
    expect(await lines('format=csv', stranger)).toHaveLength(1);
    expect(await stranger.get(`${PORTAL_PATHS.exportPayments}?format=csv&property=${gateway.propertyId}`)).toMatchObject({ status: 404 });
  });

  it('goes over the border of what is read at once without a gap or a repeat', async () => {
    await gateway.db.query(
      `insert into payment (id, property_id, terminal_id, kind, amount_minor, currency, status, idempotency_key, params, params_hash,
        device_reference, instance_id, room, created_at, updated_at)
      select gen_random_uuid(), p.property_id, p.terminal_id, 'sale', 1000 + n, 'RUB', 'accepted', 'export ' || n, '{}', '\\x00', 'export ' || n, p.instance_id,
        'R' || n, now(), now() from (select * from payment limit 1) p cross join generate_series(1, 2300) n`
        .replace(/^/, 'with made as (')
        .replace(
          /$/,
          ` returning id)
      insert into payment_event (payment_id, seq, at, type, to_status, cause, actor) select id, 1, now(), 'state', 'accepted', 'test', 'test' from made`,
        ),
    );
    for (const sort of ['newest', 'smallest']) {
      const rows = await lines(`format=csv&columns=guest&status=accepted&sort=${sort}`);
      expect(rows).toHaveLength(2301);
      expect(new Set(rows).size).toBe(2301);
    }
  });
});
