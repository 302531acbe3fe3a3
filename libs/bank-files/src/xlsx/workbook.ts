import { maskCardNumbers } from '@payport/domain';
import type { Member } from '../zip/archive.ts';
import { readXml, type XmlListener } from '../xml/xml-scan.ts';

export interface Sheet {
  readonly name: string;
  readonly member: Member;
}

export interface Workbook {
  readonly sheets: readonly Sheet[];
  readonly sharedTexts: Member | null;
  /** Serial numbers of days count from 1904. */
  readonly from1904: boolean;
}

const WORKBOOK = 'xl/workbook.xml';

export const isWorkbook = (members: readonly Member[]): boolean => members.some((member) => member.name === WORKBOOK);

/** Reads which sheets a workbook has, in its own order. Hidden sheets count: banks hide what they fill in. */
export async function readWorkbook(members: readonly Member[]): Promise<Workbook> {
  const byName = new Map(members.map((member) => [member.name, member]));
  const contents = new WorkbookContents();
  await read(byName.get(WORKBOOK), contents);
  const relations = new Relations();
  await read(byName.get('xl/_rels/workbook.xml.rels'), relations);
  const sheets = contents.sheets.flatMap(({ name, id }, index) => {
    const target = relations.targets.get(id) ?? `worksheets/sheet${index + 1}.xml`;
    const member = byName.get(target.startsWith('/') ? target.slice(1) : `xl/${target}`);
    return member === undefined ? [] : [{ name, member }];
  });
  return { sheets, sharedTexts: byName.get('xl/sharedStrings.xml') ?? null, from1904: contents.from1904 };
}

async function read(member: Member | undefined, listener: XmlListener): Promise<void> {
  if (member !== undefined) await readXml(await member.open(), listener);
}

class WorkbookContents implements XmlListener {
  readonly sheets: { name: string; id: string }[] = [];
  from1904 = false;

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    if (name === 'sheet') {
      const id = Object.entries(attributes).find(([key]) => key.endsWith(':id'))?.[1] ?? '';
      this.sheets.push({ name: maskCardNumbers(attributes['name'] ?? ''), id });
    } else if (name === 'workbookPr') {
      this.from1904 = attributes['date1904'] === '1' || attributes['date1904'] === 'true';
    }
  }

  text(): void {
    // All is in attributes.
  }

  close(): void {
    // All is in attributes.
  }
}

class Relations implements XmlListener {
  readonly targets = new Map<string, string>();

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    if (name === 'Relationship') this.targets.set(attributes['Id'] ?? '', attributes['Target'] ?? '');
  }

  text(): void {
    // All is in attributes.
  }

  close(): void {
    // All is in attributes.
  }
}
