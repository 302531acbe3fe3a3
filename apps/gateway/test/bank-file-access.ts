import { PORTAL_PATHS } from '@payport/contracts';
import type { Role } from '@payport/domain';
import { randomUUID } from 'node:crypto';
import type { GatewayHarness } from './gateway-harness.ts';
import { SEVERNY, unknownTable } from './unknown-table.ts';

type Where = 'own' | 'other' | 'none';
type Expected = Readonly<Record<Where, (role: Role) => number>>;

const look: Expected = { own: (role) => (role === 'support' ? 403 : 200), other: () => 404, none: () => 404 };
const decide = (allowed: number): Expected => ({
  own: (role) => (role === 'support' || role === 'auditor' ? 403 : allowed),
  other: () => 404,
  none: () => 404,
});

const describe = (allowed: number): Expected => ({
  own: (role) => (role === 'owner' || role === 'finance' ? allowed : 403),
  other: () => 404,
  none: () => 404,
});

/** What each role may do with files: the front desk sees none, and an auditor only looks. */
export const BANK_FILE_EXPECTED: Readonly<Record<string, Expected>> = {
  bankFiles: look,
  uploadBankFile: decide(201),
  bankFile: look,
  bankFileProblems: look,
  bankFileLines: look,
  takeBankFile: decide(200),
  throwAwayBankFile: decide(200),
  takeBackBankFile: decide(200),
  bankMappings: look,
  saveBankMapping: describe(201),
  bankFileSample: describe(200),
  previewBankMapping: describe(200),
  describeBankFile: describe(201),
};

type CallOf = (gateway: GatewayHarness) => Promise<{ readonly url: string; readonly body?: unknown }>;

/** A file as the database keeps it once it was read. */
async function file({ db, propertyId }: GatewayHarness, state: 'read' | 'taken' = 'read'): Promise<string> {
  const id = randomUUID();
  await db.query(
    `insert into bank_file (id, property_id, name, source, size_bytes, sha256, state, uploaded_at, uploaded_by, uploaded_name, taken_at, taken_by, taken_name)
     values ($1, $2, 'a.csv', $3, 1, decode(md5($3) || md5($3), 'hex'), $4, now(), $1, 'Анна', case when $4 = 'taken' then now() end, null, null)`,
    [id, propertyId, id, state],
  );
  return id;
}

/** A file that waits for a description. */
async function keptFile(gateway: GatewayHarness): Promise<string> {
  const id = await file(gateway);
  await gateway.db.query(`update bank_file set kept = $2 where id = $1`, [
    id,
    JSON.stringify([{ member: null, sheet: null, form: 'text', from1904: false, cut: false }]),
  ]);
  await gateway.db.query('insert into bank_file_kept (file_id, table_no, piece_no, bytes) values ($1, 1, 1, $2)', [
    id,
    unknownTable('1;2;3;4;5;6;7'),
  ]);
  return id;
}

async function mapping({ db, propertyId }: GatewayHarness): Promise<{ readonly id: string; readonly version: number }> {
  const id = randomUUID();
  await db.query(`insert into bank_mapping (id, property_id, created_at, created_by, created_name) values ($1, $2, now(), $1, 'Анна')`, [
    id,
    propertyId,
  ]);
  await db.query(
    `insert into bank_mapping_version (mapping_id, version, name, active, definition, made_at, made_by, made_name) values ($1, 1, $3, true, $2, now(), $1, 'Анна')`,
    [id, JSON.stringify(SEVERNY), id],
  );
  return { id, version: 1 };
}

export const BANK_FILE_CALLS: Readonly<Record<string, CallOf>> = {
  bankFiles: ({ propertyId }) => Promise.resolve({ url: PORTAL_PATHS.bankFiles(propertyId) }),
  uploadBankFile: ({ propertyId }) => Promise.resolve({ url: `${PORTAL_PATHS.bankFiles(propertyId)}?name=a.csv`, body: Buffer.from(randomUUID()) }),
  bankFile: async (gateway) => ({ url: PORTAL_PATHS.bankFile(await file(gateway)) }),
  bankFileProblems: async (gateway) => ({ url: PORTAL_PATHS.bankFileProblems(await file(gateway)) }),
  bankFileLines: async (gateway) => ({ url: `${PORTAL_PATHS.bankFileLines(await file(gateway))}?of=new` }),
  takeBankFile: async (gateway) => ({ url: PORTAL_PATHS.takeBankFile(await file(gateway)) }),
  throwAwayBankFile: async (gateway) => ({ url: PORTAL_PATHS.throwAwayBankFile(await file(gateway)) }),
  bankMappings: ({ propertyId }) => Promise.resolve({ url: PORTAL_PATHS.bankMappings(propertyId) }),
  saveBankMapping: ({ propertyId }) =>
    Promise.resolve({ url: PORTAL_PATHS.bankMappings(propertyId), body: { name: randomUUID(), definition: SEVERNY, basedOn: null } }),
  bankFileSample: async (gateway) => ({ url: PORTAL_PATHS.bankFileSample(await keptFile(gateway)) }),
  previewBankMapping: async (gateway) => ({ url: PORTAL_PATHS.previewBankMapping(await keptFile(gateway)), body: { table: 1, definition: SEVERNY } }),
  describeBankFile: async (gateway) => ({ url: PORTAL_PATHS.describeBankFile(await keptFile(gateway)), body: { mapping: await mapping(gateway) } }),
  takeBackBankFile: async (gateway) => ({ url: PORTAL_PATHS.takeBackBankFile(await file(gateway, 'taken')), body: { reason: 'не тот отель' } }),
};
