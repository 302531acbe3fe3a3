import { PORTAL_PATHS, type PortalBankMapping } from '@payport/contracts';
import { randomUUID } from 'node:crypto';
import { savedMapping, SEVERNY, unknownTable, uploaded } from '../unknown-table.ts';
import { closedTo, type Bench, type Call, type Scenarios } from './scenario.ts';

/** Ways to every answer of the routes about descriptions of tables. */
export function bankMappingScenarios(bench: Bench): Scenarios {
  const { gateway, visitor, auditor, support, posted } = bench;
  const here = (): string => gateway().propertyId;
  const list = (): string => PORTAL_PATHS.bankMappings(here());
  let row = 900_000_000_000;
  const kept = async (): Promise<string> => (await uploaded(visitor(), here(), unknownTable(`31.01.2026;1;5,00;0,10;продажа;${(row += 1)};`))).id;
  /** One that knows no file: the others stay unknown. */
  const mapping = (over: object = {}): Promise<PortalBankMapping> =>
    savedMapping(visitor(), here(), { name: randomUUID(), definition: SEVERNY, active: false, ...over });
  const marked = async (over?: object) => {
    const { id, versions } = await mapping(over);
    return { mapping: { id, version: versions[0]?.version ?? 0 } };
  };
  const other = { definition: { ...SEVERNY, headers: [...SEVERNY.headers, 'ещё'] } };
  const save: Call = async (who, more) =>
    who.post(list(), more?.body ?? { name: randomUUID(), active: false, definition: SEVERNY, basedOn: null }, more?.headers);
  const preview: Call = async (who, more) =>
    who.post(PORTAL_PATHS.previewBankMapping(await kept()), more?.body ?? { table: 1, definition: SEVERNY }, more?.headers);
  const describe: Call = async (who, more) => who.post(PORTAL_PATHS.describeBankFile(await kept()), more?.body ?? (await marked()), more?.headers);
  const gone = async (): Promise<string> => {
    const id = await kept();
    await visitor().post(PORTAL_PATHS.throwAwayBankFile(id));
    return id;
  };
  /** No table at all: nothing of it is kept. */
  const nothingKept = async (): Promise<string> => (await uploaded(visitor(), here(), Buffer.from('\0'))).id;
  return {
    bankMappings: {
      200: () => visitor().get(list()),
      ...closedTo(bench, (who) => who.get(list())),
      forbidden: () => support().get(list()),
      'not-found': () => visitor().get(PORTAL_PATHS.bankMappings(randomUUID())),
    },
    saveBankMapping: {
      201: () => save(visitor()),
      ...closedTo(bench, (who) => who.post(list(), {})),
      forbidden: () => save(auditor()),
      'not-found': () => visitor().post(PORTAL_PATHS.bankMappings(randomUUID()), {}),
      'validation-failed': () => save(visitor(), { body: {} }),
      ...posted(save, visitor),
      'bank-mapping-changed': async () => {
        const { id } = await mapping();
        return save(visitor(), { body: { name: randomUUID(), definition: SEVERNY, basedOn: { id, version: 7 } } });
      },
      'bank-mapping-name-taken': async () =>
        save(visitor(), { body: { name: (await mapping()).versions[0]?.name, definition: SEVERNY, basedOn: null } }),
    },
    bankFileSample: {
      200: async () => visitor().get(PORTAL_PATHS.bankFileSample(await kept())),
      ...closedTo(bench, (who) => who.get(PORTAL_PATHS.bankFileSample(randomUUID()))),
      forbidden: async () => support().get(PORTAL_PATHS.bankFileSample(await kept())),
      'not-found': () => visitor().get(PORTAL_PATHS.bankFileSample(randomUUID())),
      'validation-failed': async () => visitor().get(`${PORTAL_PATHS.bankFileSample(await kept())}?table=0`),
      'bank-file-decided': async () => visitor().get(PORTAL_PATHS.bankFileSample(await gone())),
      'bank-file-not-kept': async () => visitor().get(PORTAL_PATHS.bankFileSample(await nothingKept())),
    },
    previewBankMapping: {
      200: () => preview(visitor()),
      ...closedTo(bench, (who) => who.post(PORTAL_PATHS.previewBankMapping(randomUUID()), {})),
      forbidden: () => preview(auditor()),
      'not-found': () => visitor().post(PORTAL_PATHS.previewBankMapping(randomUUID()), {}),
      'validation-failed': () => preview(visitor(), { body: {} }),
      ...posted(preview, visitor),
      'bank-file-decided': async () => visitor().post(PORTAL_PATHS.previewBankMapping(await gone()), { table: 1, definition: SEVERNY }),
      'bank-file-not-kept': async () => visitor().post(PORTAL_PATHS.previewBankMapping(await nothingKept()), { table: 1, definition: SEVERNY }),
    },
    describeBankFile: {
      201: () => describe(visitor()),
      ...closedTo(bench, (who) => who.post(PORTAL_PATHS.describeBankFile(randomUUID()), {})),
      forbidden: () => describe(auditor()),
      'not-found': () => visitor().post(PORTAL_PATHS.describeBankFile(randomUUID()), {}),
      'validation-failed': () => describe(visitor(), { body: {} }),
      ...posted(describe, visitor),
      'bank-file-decided': async () => visitor().post(PORTAL_PATHS.describeBankFile(await gone()), await marked()),
      'bank-file-not-kept': async () => visitor().post(PORTAL_PATHS.describeBankFile(await nothingKept()), await marked()),
      'bank-mapping-changed': async () => describe(visitor(), { body: { mapping: { id: (await mapping()).id, version: 7 } } }),
      'bank-mapping-unfit': async () => describe(visitor(), { body: await marked(other) }),
    },
  };
}
