import { PrismaPg } from '@prisma/adapter-pg';
import type { Pool } from 'pg';
import type { PrismaClient } from './generated/client.ts';

export type { PrismaClient };

/**
 * Prisma's client over connections that somebody else owns and closes: for plain reading and writing of records. The
 * payment path and anything that works on sets speaks SQL through the pool itself.
 * The client is loaded when it is first asked for: a migrator or a test that needs none does not wait for it.
 */
export async function createPrisma(pool: Pool): Promise<PrismaClient> {
  const generated = await import('./generated/client.ts');
  return new generated.PrismaClient({ adapter: new PrismaPg(pool, { disposeExternalPool: false }) });
}
