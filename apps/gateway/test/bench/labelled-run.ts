import { generate } from '../../../../tools/recon-generator/generate.ts';
import { BOOK_FILES, LabelledBooks } from '../reconciliation/labelled-books.ts';
import { judge } from '../reconciliation/labelled-judge.ts';

/** Six hotels whose truth is known: files read as uploads are, matched, and judged. For measuring only. */
const [app = '', superuser = '', sales = '0', asOf = ''] = process.argv.slice(2);
const world = generate({ seed: 1, sales: Number(sales), from: '2026-03-02', days: 28 });
const books = await LabelledBooks.open(world, { app, superuser });
for (const hotel of world.hotels) {
  for (const file of BOOK_FILES) await books.bring(hotel, file);
  await books.run(hotel, asOf, true);
}
process.stdout.write(`${JSON.stringify(await judge(books, world.hotels))}\n`);
await books.close();
