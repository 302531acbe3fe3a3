import { generate } from './generate.ts';
import { writeWorld } from './world-files.ts';

/** `tsx tools/recon-generator/recon-generator.ts <folder> [sales] [seed]`. */
const [folder, sales = '10000', seed = '1'] = process.argv.slice(2);
if (folder === undefined || !/^[0-9]+$/.test(sales) || !/^[0-9]+$/.test(seed)) {
  console.error('tsx tools/recon-generator/recon-generator.ts <folder> [sales, 10000] [seed, 1]');
  process.exit(2);
}
const world = generate({ seed: Number(seed), sales: Number(sales), from: '2026-03-02', days: 28 });
await writeWorld(world, folder);
console.log(
  `${folder}: ${world.payments.length} payments, ${world.lines.length} registry lines, ${world.postings.length} postings, ${world.truth.length} truths`,
);
