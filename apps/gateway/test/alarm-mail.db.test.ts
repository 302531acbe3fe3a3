import { PORTAL_PATHS } from '@payport/contracts';
import type { PropertyId } from '@payport/domain';
import { ManualClock } from '@payport/testing';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { AlarmMailStore } from '../src/modules/alarms/alarm-mail.store.ts';
import { AlarmMailer } from '../src/modules/alarms/index.ts';
import type { Mail } from '../src/modules/mail/index.ts';
import { WebhookDispatcher } from '../src/modules/webhooks/index.ts';
import { GatewayHarness, insertProperty } from './gateway-harness.ts';
import { paymentInReview } from './payment-in-review.ts';
import { addMember, addPerson, PortalVisitor, type Person } from './portal-visitor.ts';
import { readable, SmtpServer } from './smtp-server.ts';

let server: SmtpServer;
let gateway: GatewayHarness;
let terminalId: string;
let owner: Person;
let manager: Person;
/** Who answers for the hotel besides, in one test. */
const others: Person[] = [];
beforeAll(async () => {
  server = await SmtpServer.start();
  const smtp = { host: '127.0.0.1', port: server.port, secure: false, requireTls: false, auth: null, from: 'ПэйПорт <pay@hotel.example>' };
  gateway = await GatewayHarness.start({ config: { smtp } });
  terminalId = await gateway.addTerminal();
  const hotel = gateway.propertyId;
  owner = await addPerson(gateway, { [hotel]: 'owner' });
  manager = await addMember(gateway, { [hotel]: 'manager' });
  for (const role of ['finance', 'support', 'auditor'] as const) await addMember(gateway, { [hotel]: role });
  await addMember(gateway, { [await insertProperty(gateway.db, 'Чужая')]: 'owner' });
});
afterAll(async () => {
  await gateway.close();
  await server.close();
});
beforeEach(async () => {
  await gateway.db.query('truncate alarm cascade');
  await gateway.db.query(`delete from membership where user_id = any($1::uuid[])`, [others.splice(0).map(({ id }) => id)]);
  server.received.length = 0;
  server.refuse = null;
});

const alarm = async (id: string = randomUUID()): Promise<string> => {
  await gateway.db.query(
    `insert into alarm (id, property_id, terminal_id, kind, severity, since, text)
     values ($1, $2, $3, 'settlement_mismatch', 'critical', now(), '{"ru": "Итоги <не> сходятся", "en": "Totals do not agree"}')
     on conflict (property_id, terminal_id, kind) where cleared_at is null and terminal_code is null do update set severity = excluded.severity`,
    [id, gateway.propertyId as PropertyId, terminalId],
  );
  return id;
};
/** What two gateways would do: hand on, and mail. */
async function tell(): Promise<void> {
  await gateway.app.get(WebhookDispatcher, { strict: false }).look();
  const mailer = gateway.app.get(AlarmMailer, { strict: false });
  await Promise.all([mailer.look(), mailer.look()]);
}
const states = async (): Promise<string[]> =>
  (await gateway.db.query<{ state: string }>('select state from alarm_mail order by state')).rows.map(({ state }) => state);
const again = (): Promise<unknown> => gateway.db.query(`update alarm_mail set due_at = now() - interval '1 second'`);

describe('an alarm', () => {
  it('is mailed once to the owner and the manager of that hotel, in both languages, however often it is raised', async () => {
    await alarm();
    await alarm();
    await tell();
    await again();
    await alarm();
    await tell();
    expect(server.received.map(({ to }) => to).sort()).toEqual([owner.email, manager.email].sort());
    const text = readable(server.received[0]!);
    for (const words of ['Гранд Отель', 'Totals do not agree', 'Итоги &#60;не&#62; сходятся', 'http://localhost:3000/end-of-day']) {
      expect(text).toContain(words);
    }
    expect(await states()).toEqual(['sent', 'sent']);
  });

  it('about a payment leads to that payment', async () => {
    const id = await paymentInReview(gateway);
    await tell();
    expect(readable(server.received[0]!)).toContain(`http://localhost:3000/payments/${id}`);
  });

  it('that comes and goes is mailed once an hour, and only where it is still there then', async () => {
    const anew = async (): Promise<void> => {
      await gateway.db.query('update alarm set cleared_at = now() where cleared_at is null');
      await alarm();
      await tell();
    };
    await alarm();
    await tell();
    await anew();
    await anew();
    expect(server.received).toHaveLength(2);
    const { rows } = await gateway.db.query(`select count(*)::int as mails, max(due_at) - now() > interval '59 minutes' as later
      from alarm_mail where state = 'waiting'`);
    expect(rows).toEqual([{ mails: 4, later: true }]);
    await again();
    await tell();
    expect(server.received).toHaveLength(4);
    expect(await states()).toEqual(['given_up', 'given_up', 'sent', 'sent', 'sent', 'sent']);
    await gateway.db.query(`update alarm_mail set sent_at = sent_at - interval '61 minutes' where state = 'sent'`);
    await anew();
    expect(server.received).toHaveLength(6);
  });

  it('is no reason to wait for another one: of another kind, of another terminal', async () => {
    await alarm();
    await tell();
    await gateway.db.query(
      `insert into alarm (id, property_id, terminal_id, kind, severity, since, text) values
       ($1, $3, $4, 'settlement_missed', 'warning', now(), '{"ru": "-", "en": "-"}'), ($2, $3, $5, 'settlement_mismatch', 'critical', now(), '{"ru": "-", "en": "-"}')`,
      [randomUUID(), randomUUID(), gateway.propertyId, terminalId, await gateway.addTerminal({ name: 'Бар' })],
    );
    await tell();
    expect(server.received).toHaveLength(6);
  });

  it('is not mailed to who has left the hotel, or answers for it no more, since it was raised', async () => {
    const gone = await addMember(gateway, { [gateway.propertyId]: 'owner' });
    const auditor = await addMember(gateway, { [gateway.propertyId]: 'manager' });
    others.push(gone, auditor);
    await alarm();
    server.refuse = 'DATA';
    await tell();
    server.refuse = null;
    await gateway.db.query('delete from membership where user_id = $1', [gone.id]);
    await gateway.db.query(`update membership set role = 'auditor' where user_id = $1`, [auditor.id]);
    await again();
    await tell();
    expect(server.received.map(({ to }) => to).sort()).toEqual([owner.email, manager.email].sort());
    expect(await states()).toEqual(['given_up', 'given_up', 'sent', 'sent']);
  });

  it('is mailed to each person once by two gateways, however slow the mail server', async () => {
    for (let i = 0; i < 4; i += 1) others.push(await addMember(gateway, { [gateway.propertyId]: 'manager' }));
    await alarm();
    await gateway.app.get(WebhookDispatcher, { strict: false }).look();
    const clock = new ManualClock(Date.now() + 1_000);
    const told: string[] = [];
    const mailers = Array.from({ length: 2 }, () => {
      const mailer = { enabled: true, send: ({ to }: Mail) => slowly(to) };
      return new AlarmMailer({
        store: new AlarmMailStore(gateway.db),
        mailer,
        clock,
        log: { warn: () => undefined },
        portalUrl: 'http://localhost:3000',
      });
    });
    const slowly = async (to: string): Promise<'sent'> => {
      told.push(to);
      if (told.length > 3) return 'sent';
      await clock.advance(2 * 60_000);
      // Six minutes after the first gateway began the other one looks, too.
      if (told.length === 3) await mailers[1]!.look();
      return 'sent';
    };
    await mailers[0]!.look();
    expect(told.sort()).toEqual([owner, manager, ...others].map(({ email }) => email).sort());
  });

  it('says since when, by the clock of the hotel, and is the same mail however often it is sent', async () => {
    await alarm();
    await gateway.db.query(`update alarm set since = '2026-11-30T21:04:00Z'`);
    await tell();
    await gateway.db.query(`update alarm_mail set state = 'waiting', sent_at = null, due_at = now() - interval '1 second'`);
    await tell();
    expect(readable(server.received[0]!)).toContain('Время: 1 декабря 2026 г. в 00:04');
    expect(readable(server.received[0]!)).toContain('Since: 1 December 2026 at 00:04');
    const ids = server.received.map(({ to, source }) => `${to} ${/^Message-ID:\s*(\S+@hotel\.example>)/im.exec(source)?.[1]}`);
    expect([ids.length, new Set(ids).size, new Set(ids.map((id) => id.split(' ')[1])).size]).toEqual([4, 2, 2]);
  });

  it('is mailed later where the mail server refuses, not again to who has it, and given up in the end', async () => {
    await alarm();
    server.refuse = 'DATA';
    await tell();
    expect(await states()).toEqual(['waiting', 'waiting']);
    await gateway.db.query(`update alarm_mail set state = 'sent', sent_at = now() where user_id = $1`, [owner.id]);
    server.received.length = 0;
    server.refuse = null;
    await tell();
    expect(server.received).toHaveLength(0);
    await again();
    await tell();
    expect(server.received.map(({ to }) => to)).toEqual([manager.email]);
    await gateway.db.query(`update alarm_mail set state = 'waiting', sent_at = null, tries = 6, due_at = now() - interval '1 second'`);
    server.refuse = 'MAIL';
    await tell();
    expect(await states()).toEqual(['given_up', 'given_up']);
  });

  it('that has gone by itself before is not mailed', async () => {
    await alarm();
    await gateway.app.get(WebhookDispatcher, { strict: false }).look();
    await gateway.db.query('update alarm set cleared_at = now()');
    await tell();
    expect(server.received).toHaveLength(0);
    expect(await states()).toEqual(['given_up', 'given_up']);
  });

  it('of a demonstration is mailed to nobody', async () => {
    await gateway.db.query('update property set demo = true where id = $1', [gateway.propertyId]);
    await alarm();
    await tell();
    await gateway.db.query('update property set demo = false where id = $1', [gateway.propertyId]);
    expect(await states()).toEqual([]);
  });

  it('is taken in hand by one person after the other; who looked first stays named, and the audit knows all', async () => {
    const id = await alarm();
    const first = await PortalVisitor.signedIn(gateway, owner);
    const second = await PortalVisitor.signedIn(gateway, await addPerson(gateway, { [gateway.propertyId]: 'finance' }, 'Пётр'));
    expect((await first.post(PORTAL_PATHS.takeAlarm(id))).body).toMatchObject({ owner: owner.name, acknowledgedBy: owner.name });
    expect((await first.post(PORTAL_PATHS.takeAlarm(id))).status).toBe(200);
    expect((await second.post(PORTAL_PATHS.takeAlarm(id))).body).toMatchObject({ owner: 'Пётр', acknowledgedBy: owner.name });
    const { rows } = await gateway.db.query(`select before, after from audit_entry where action = 'alarm.taken' order by id`);
    expect(rows).toEqual([
      { before: { owner: null }, after: { owner: owner.name } },
      { before: { owner: owner.name }, after: { owner: 'Пётр' } },
    ]);
  });
});
