import path from 'node:path';
import { defineConfig } from 'prisma/config';

// Prisma's native schema engine is a download; npm's own WebAssembly build of the same engine is used instead, always,
// so that no command of ours ever waits for a host that a hotel's firewall closes.
process.env['PRISMA_SCHEMA_ENGINE_BINARY'] ??= path.resolve(import.meta.dirname, 'tools/prisma/schema-engine.mjs');

export default defineConfig({
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations' },
  datasource: { url: process.env['DATABASE_OWNER_URL'] ?? process.env['DATABASE_URL'] ?? 'postgresql://payport@127.0.0.1:5432/payport' },
});
