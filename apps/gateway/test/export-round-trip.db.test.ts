import { PORTAL_PATHS, type PortalBankFile } from '@payport/contracts';
import { inTransaction } from '@payport/persistence';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { reconcile } from '../src/modules/reconciliation/index.ts';
import { GatewayHarness } from './gateway-harness.ts';
import { addPerson, PortalVisitor } from './portal-visitor.ts';
import { uploaded } from './unknown-table.ts';

let gateway: GatewayHarness;
let finance: PortalVisitor;
beforeAll(async () => {
  gateway = await GatewayHarness.start();
  finance = await PortalVisitor.signedIn(gateway, await addPerson(gateway, { [gateway.propertyId]: 'finance' }));
});
afterAll(() => gateway.close());

const HEADER = 'Номер мерчанта;Номер терминала;RRN;Дата операции;Тип операции;Сумма операции;Сумма комиссии;Сумма расчета;Номер карты;Код авторизации;Платежная система;Дата зачисления'; // prettier-ignore
const line = (rrn: string, kind: string, gross: string, fee: string, net: string): string =>
  `100000000001;00459991;${rrn};31.01.2026 23:59:58;${kind};${gross};${fee};${net};220070******1234;0012A4;МИР;02.02.2026`;
const REGISTRY = [
  HEADER,
  line('600000000001', 'Покупка', '1234567,89', '22222,22', '1212345,67'),
  line('600000000002', 'Покупка СБП', '0,01', '0,00', '0,01'),
  line('600000000003', 'Возврат', '500,00', '0,00', '-500,00'),
  line('600000000004', 'Возврат СБП', '10,10', '0,00', '-10,10'),
  line('600000000005', 'Чарджбэк', '77,70', '0,00', '-77,70'),
  line('600000000006', 'Отмена опротестования', '77,70', '0,00', '77,70'),
  line('600000000007', 'Отмена покупки', '3,00', '0,00', '-3,00'),
].join('\r\n');

/** What a person and the matching look at; the place in the file is another one. */
const LINES = `
  select identity, kind, state, operated_on::text as day, operated_time::text as time, settled_on::text as settled, gross_minor::text as gross,
    fee_minor::text as fee, net_minor::text as net, currency, mid, tid, rrn, auth_code, card_mask, payment_system
  from registry_line where file_id = $1 order by rrn`;
const linesOf = async ({ id }: PortalBankFile) => (await gateway.db.query<Record<string, unknown>>(LINES, [id])).rows;

it('the acquirer’s report, read again as a bank’s file, gives the same lines and counts none twice', async () => {
  const file = await uploaded(finance, gateway.propertyId, Buffer.from(REGISTRY), 'registry.csv');
  expect((await finance.post(PORTAL_PATHS.takeBankFile(file.id))).body).toMatchObject({ state: 'taken', summary: { lines: 7, problems: 0 } });
  const order = { propertyId: gateway.propertyId, asOf: '2026-02-03', at: new Date('2026-02-03T09:00:00Z') };
  await inTransaction(gateway.db, async (db) => void (await reconcile(db, order)));
  const lines = await linesOf(file);
  for (const format of ['xlsx', 'csv', 'csv-1251']) {
    const report = await finance.get(`${PORTAL_PATHS.acquirerReport(gateway.propertyId)}?from=2026-01-30&to=2026-02-01&format=${format}`);
    const again = await uploaded(finance, gateway.propertyId, report.bytes, `report.${format}`);
    expect(again, format).toMatchObject({ state: 'read', problem: null, summary: { lines: 7, duplicates: 7, problems: 0, warnings: [] } });
    expect(await linesOf(again), format).toEqual(lines);
  }
});
