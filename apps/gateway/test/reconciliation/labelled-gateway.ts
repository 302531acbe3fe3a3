import { PORTAL_PATHS, type PortalBankFile } from '@payport/contracts';
import { ManualClock, testDatabase } from '@payport/testing';
import { inject } from 'vitest';
import type { GeneratedWorld } from '../../../../tools/recon-generator/world.ts';
import { GatewayHarness, type Answer } from '../gateway-harness.ts';
import { addPerson, PortalVisitor } from '../portal-visitor.ts';
import { uploaded } from '../unknown-table.ts';
import { idOf, LabelledBooks, type BooksDoor } from './labelled-books.ts';

export interface LabelledGateway {
  readonly books: LabelledBooks;
  readonly gateway: GatewayHarness;
  close(): Promise<void>;
}

/**
 * Books whose files come and go by the routes of a whole gateway, as a person's at the portal do.
 * @param today its clock stands still on that day: nothing grows old while files come
 */
export async function labelledGateway(world: GeneratedWorld, today: string): Promise<LabelledGateway> {
  const database = await testDatabase();
  const superuser = new URL(inject('database').adminUrl);
  superuser.pathname = new URL(database.ownerUrl).pathname;
  const gateway = await GatewayHarness.start({ database, clock: new ManualClock(Date.parse(`${today}T09:00:00Z`)) });
  const visitor = new PortalVisitor(gateway);
  const books = await LabelledBooks.open(world, { app: database.appUrl, superuser: superuser.href }, doorOf(gateway, visitor));
  const { email } = await addPerson(gateway, Object.fromEntries(world.hotels.map((hotel) => [idOf(hotel), 'finance'] as const)));
  expectStatus(await visitor.signIn(email), 200);
  const close = async (): Promise<void> => {
    await books.close();
    await gateway.close();
  };
  return { books, gateway, close };
}

function doorOf({ engine }: GatewayHarness, visitor: PortalVisitor): BooksDoor {
  /** What the bank says of payments is looked at behind the answer: whoever goes on meets it done. */
  const decide = async (path: string, body?: object): Promise<void> => {
    expectStatus(await visitor.post(path, body), 200);
    await engine.newBankLines();
  };
  return {
    add: async (hotel, name, bytes) => {
      const file: PortalBankFile = await uploaded(visitor, idOf(hotel), Buffer.concat((await bytes.toArray()) as Uint8Array[]), name);
      return file.id;
    },
    take: (id) => decide(PORTAL_PATHS.takeBankFile(id)),
    takeBack: (id) => decide(PORTAL_PATHS.takeBackBankFile(id), { reason: 'не тот' }),
  };
}

function expectStatus({ status, text }: Answer, wanted: number): void {
  if (status !== wanted) throw new Error(`${status} ${text}`);
}
