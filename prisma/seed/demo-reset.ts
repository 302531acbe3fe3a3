import { resetDemo } from './reset-demo.ts';
import { readResetConfig } from './seed.config.ts';

/** `tsx prisma/seed/demo-reset.ts`: removes the demonstration from the database. */
async function main(): Promise<void> {
  const { payments, terminals, properties, users, kept } = await resetDemo(readResetConfig().ownerUrl);
  console.log(`Removed ${payments} payments, ${terminals} terminals, ${properties} properties and ${users} people of the demonstration.`);
  if (kept > 0) console.log(`${kept} of its properties stay, because something real stands on them.`);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
