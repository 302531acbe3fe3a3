import { MAX_BANK_FILE_BYTES, PORTAL_PATHS } from '@payport/contracts';
import { randomUUID } from 'node:crypto';
import type { Answer } from '../gateway-harness.ts';
import { closedTo, elsewhere, type Bench, type Call, type Scenarios } from './scenario.ts';

/** Ways to every answer of the routes about bank files. */
export function bankFileScenarios(bench: Bench): Scenarios {
  const { gateway, visitor, auditor, posted } = bench;
  const files = (): string => PORTAL_PATHS.bankFiles(gateway().propertyId);
  let rrn = 800_000_000_000;
  const bytes = (): Buffer => Buffer.from(`Номер терминала;RRN;Дата операции;Сумма операции\n00459991;${(rrn += 1)};16.01.2026;5,00\n`);
  const upload = (body: unknown = bytes(), query = '?name=a.csv', who = visitor()): Promise<Answer> => who.post(`${files()}${query}`, body);
  const read = async (): Promise<string> => String((await upload()).body['id']);
  const taken = async (): Promise<string> => {
    const id = await read();
    await visitor().post(PORTAL_PATHS.takeBankFile(id));
    return id;
  };
  const get =
    (path: (id: string) => string, id: () => Promise<string>, query = ''): Call =>
    async (who) =>
      who.get(path(await id()) + query);
  const looking = (path: (id: string) => string): Scenarios[string] => ({
    200: () => get(path, read)(visitor()),
    ...closedTo(
      bench,
      get(path, () => Promise.resolve(randomUUID())),
    ),
    forbidden: async () => bench.support().get(path(await read())),
    'not-found': () => visitor().get(path(randomUUID())),
  });
  const deciding = (path: (id: string) => string, id: () => Promise<string>, wrong: () => Promise<string>, body?: unknown): Scenarios[string] => {
    const call: Call = async (who, more) => who.post(path(await id()), more?.body ?? body, more?.headers);
    return {
      200: () => call(visitor()),
      ...closedTo(bench, (who) => who.post(path(randomUUID()), body)),
      forbidden: () => call(auditor()),
      'not-found': () => visitor().post(path(randomUUID()), body),
      ...posted(call, visitor),
      'bank-file-decided': async () => visitor().post(path(await wrong()), body),
    };
  };
  return {
    bankFiles: {
      200: () => visitor().get(files()),
      ...closedTo(bench, (who) => who.get(files())),
      forbidden: async () => bench.support().get(files()),
      'not-found': () => visitor().get(PORTAL_PATHS.bankFiles(randomUUID())),
      'validation-failed': () => visitor().get(`${files()}?limit=0`),
    },
    uploadBankFile: {
      201: () => upload(),
      ...closedTo(bench, (who) => who.post(`${files()}?name=a.csv`, bytes())),
      forbidden: () => visitor().post(`${files()}?name=a.csv`, bytes(), elsewhere),
      'not-found': () => visitor().post(`${PORTAL_PATHS.bankFiles(randomUUID())}?name=a.csv`, bytes()),
      'validation-failed': () => upload(bytes(), ''),
      'payload-too-large': () => visitor().post(`${files()}?name=a.csv`, bytes(), { 'content-length': String(MAX_BANK_FILE_BYTES + 1) }),
      'unsupported-media-type': () => upload({ name: 'a' }),
    },
    bankFile: looking(PORTAL_PATHS.bankFile),
    bankFileProblems: {
      ...looking(PORTAL_PATHS.bankFileProblems),
      'validation-failed': () => get(PORTAL_PATHS.bankFileProblems, read, '?limit=0')(visitor()),
    },
    bankFileLines: {
      ...looking((id) => `${PORTAL_PATHS.bankFileLines(id)}?of=known`),
      'validation-failed': () => get(PORTAL_PATHS.bankFileLines, read)(visitor()),
    },
    takeBankFile: {
      ...deciding(PORTAL_PATHS.takeBankFile, read, taken),
      'step-up-required': async () => bench.stale().post(PORTAL_PATHS.takeBankFile(await read())),
      'bank-file-known': async () => {
        const same = bytes();
        await visitor().post(PORTAL_PATHS.takeBankFile(String((await upload(same)).body['id'])));
        return visitor().post(PORTAL_PATHS.takeBankFile(String((await upload(same)).body['id'])));
      },
    },
    throwAwayBankFile: deciding(PORTAL_PATHS.throwAwayBankFile, read, taken),
    takeBackBankFile: {
      ...deciding(PORTAL_PATHS.takeBackBankFile, taken, read, { reason: 'не тот отель' }),
      'validation-failed': async () => visitor().post(PORTAL_PATHS.takeBackBankFile(await taken()), {}),
    },
  };
}
