import { inflateRawSync } from 'node:zlib';
import type { Cell } from '@payport/table-files';
import { idOfKey } from '../src/modules/reconciliation-desk/workbook/row-key.ts';
import { HEADS, type Head } from '../src/modules/reconciliation-desk/workbook/workbook-words.ts';

interface ReadRow {
  readonly id: string | null;
  readonly cells: Readonly<Partial<Record<Head, string | Cell>>>;
}
const ENTITIES: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"' };

/** What a person sees of the first sheet of an exported workbook: texts, and days as they are. */
export function parseReadable(archive: Buffer): readonly ReadRow[] {
  const [, ...rows] = [...firstSheet(archive).matchAll(/<row>(.*?)<\/row>/gs)].map(([, row = '']) =>
    [...row.matchAll(/<c(?: s="(\d)")?(?: t="inlineStr")?(?:\/>|>(.*?)<\/c>)/gs)].map(([, style, inside = '']): string | Cell | undefined => {
      const number = /<v>(.*)<\/v>/.exec(inside)?.[1];
      if (number !== undefined)
        return style === '5' ? { type: 'day', day: new Date((Number(number) - 25_569) * 86_400_000).toISOString().slice(0, 10) } : number;
      return inside === ''
        ? undefined
        : (/<t[^>]*>(.*)<\/t>/s.exec(inside)?.[1] ?? '').replace(/&(?:amp|lt|gt|quot);/g, (entity) => ENTITIES[entity] ?? entity);
    }),
  );
  return rows.map((row) => {
    const cells = Object.fromEntries(HEADS.flatMap((head, index) => (row[index] === undefined ? [] : [[head, row[index]]]))) as ReadRow['cells'];
    return { id: typeof cells.key === 'string' ? idOfKey(cells.key) : null, cells };
  });
}

function firstSheet(archive: Buffer): string {
  const name = 'xl/worksheets/sheet1.xml';
  const at = archive.indexOf(name) + name.length;
  // Written as a stream, so that its sizes stand behind it: the inflater finds the end by itself.
  return inflateRawSync(archive.subarray(at)).toString();
}
