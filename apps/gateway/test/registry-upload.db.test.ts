import { PORTAL_PATHS, type PortalBankFile, type PortalReconDay } from '@payport/contracts';
import { ManualClock } from '@payport/testing';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { ReconciliationRuns } from '../src/modules/reconciliation/index.ts';
import { GatewayHarness, type Answer } from './gateway-harness.ts';
import { paymentInReview } from './payment-in-review.ts';
import { addPerson, PortalVisitor } from './portal-visitor.ts';
import { path } from './recon-desk-world.ts';

/** Held by hand: nothing here happens because a minute has passed. */
let clock: ManualClock;
let gateway: GatewayHarness;
let anna: PortalVisitor;
beforeEach(async () => {
  clock = new ManualClock();
  gateway = await GatewayHarness.start({ clock });
  anna = await signIn();
});
afterEach(() => gateway.close());

const TODAY = '2026-01-15';
const DAY_MS = 86_400_000;
const signIn = async (): Promise<PortalVisitor> => PortalVisitor.signedIn(gateway, await addPerson(gateway, { [gateway.propertyId]: 'finance' }));
const HEADER = 'Номер терминала;RRN;Дата операции;Тип операции;Сумма операции;Сумма комиссии';
/** Uploaded and taken by a person, as from the portal. */
async function bringIn(name: string, ...lines: readonly string[]): Promise<void> {
  const upload = await anna.post(`${PORTAL_PATHS.bankFiles(gateway.propertyId)}?name=${name}`, Buffer.from(lines.join('\r\n')));
  expect(upload.status, upload.text).toBe(201);
  const taken = await anna.post(PORTAL_PATHS.takeBankFile((upload.body as unknown as PortalBankFile).id));
  expect(taken.status, taken.text).toBe(200);
}
const registry = (name: string, day: string, rrn: string, amount = '1500,00'): Promise<void> =>
  bringIn(name, HEADER, `00459991;${rrn};${day} 12:00:00;Покупка;${amount};15,00`, '');
const statement = (): Promise<void> =>
  bringIn(
    'statement.txt',
    ...['1CClientBankExchange', 'ВерсияФормата=1.03', 'Кодировка=UTF-8', 'РасчСчет=40702810900000000001', 'СекцияДокумент=Платежное поручение'],
    ...['Номер=77', 'Дата=14.01.2026', 'Сумма=1.00', 'ПолучательСчет=40702810900000000001', 'ДатаПоступило=14.01.2026'],
    'НазначениеПлатежа=Зачисление средств по операциям эквайринга. Мерчант №100000000001.',
    ...['КонецДокумента', 'КонецФайла'],
  );
const payment = async (id: string): Promise<Record<string, unknown>> => (await gateway.call('GET', `/sonata/v1/payments/${id}`)).body;
const matched = (): Promise<void> => gateway.app.get(ReconciliationRuns, { strict: false }).look();
const day = async (): Promise<PortalReconDay> => (await anna.get(path(gateway).day(TODAY))).body as unknown as PortalReconDay;
const close = (): Promise<Answer> => anna.post(path(gateway).close(TODAY));

it('a registry that is taken settles the payment that it proves, at once', async () => {
  const id = await paymentInReview(gateway);
  await registry('registry.csv', '15.01.2026', '601512345678');
  await expect.poll(() => payment(id), { timeout: 20_000 }).toMatchObject({ status: 'approved', result: { rrn: '601512345678' } });
});

it('a day whose registry never came stays open; one whose money has not come to the account does not', { timeout: 90_000 }, async () => {
  const { body } = await gateway.pay({ terminalId: await gateway.addTerminal() });
  const { result } = (await payment(String(body['id']))) as { readonly result: { readonly rrn: string } };
  await registry('before.csv', '14.01.2026', '601400000001', '1,00');
  await statement();
  await matched();
  await clock.advance(DAY_MS);
  anna = await signIn();
  await matched();
  expect((await close()).body).toMatchObject({ code: 'recon-day-not-ready', missing: [{ code: 'registry', count: 1 }] });
  // Its term is over: it is missing now, which somebody has to explain.
  await clock.advance(4 * DAY_MS);
  anna = await signIn();
  await matched();
  expect((await close()).body).toMatchObject({ code: 'recon-day-not-ready', missing: [{ code: 'exceptions', count: 1 }] });
  await registry('late.csv', '15.01.2026', result.rrn, String(body['amount']).replace('.', ','));
  await matched();
  const { missing } = await day();
  expect(missing).toEqual([]);
  const closed = await close();
  expect(closed.body, closed.text).toMatchObject({ state: 'closed', inTransit: { count: 1 } });
});
