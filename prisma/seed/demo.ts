import { readDemoPlan } from './demo-plan.ts';
import { DemoSecrets } from './demo-secrets.ts';
import { writeDemoFiles } from './files/demo-files.ts';
import { postLedger } from './ledger/post-ledger.ts';
import { writePrivateJson } from './private-file.ts';
import { seedDemo } from './seed-demo.ts';
import { readSeedConfig } from './seed.config.ts';

/** `tsx prisma/seed/demo.ts`: makes the demonstration and writes what it made for the launcher. */
async function main(): Promise<void> {
  const config = readSeedConfig();
  const plan = await readDemoPlan(config.planFile);
  const seeded = await seedDemo({
    ownerUrl: config.ownerUrl,
    plan,
    simulatorHome: config.simulatorHome,
    secrets: await DemoSecrets.load(config.home),
    nowMs: Date.now(),
    postLedger: (lines) => postLedger(config.simulatorUrl, lines),
    keepFiles: (postings) => writeDemoFiles(config.home, config.simulatorUrl, plan.properties[0]?.key ?? '', postings),
  });
  await writePrivateJson(config.outFile, seeded);
  console.log(`The demonstration is ready: ${seeded.terminals.length} terminals, ${seeded.users.length} people.`);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
