export { apiKeySha256 } from './api-key-hash.ts';
export * from './command-store/index.ts';
export { migrate, type MigrateOptions } from './migrate.ts';
export { MigrationError } from './migrations/migration-error.ts';
export * from './one-time-links.ts';
export * from './payment-store/index.ts';
export { createPool, type PoolOptions } from './pool.ts';
export { inTransaction } from './transaction.ts';
export { createPrisma, type PrismaClient } from './prisma.ts';
