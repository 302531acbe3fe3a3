import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { packWorkbook } from '../testing/pack-workbook.ts';
import { packZip } from '../testing/pack-zip.ts';
import { readAll } from '../testing/read-all.ts';

const HEADER = ['Номер терминала', 'RRN', 'Дата операции', 'Сумма операции'];
const LINE = ['12345678', '600000000001', '03.01.2026', '1500,00'];
const small = {
  maxMemberBytes: 5_000_000,
  maxUnpackedBytes: 8_000_000,
  maxCells: 10_000,
  maxSharedChars: 100_000,
  maxArchiveBytes: 1_000_000,
  maxMembers: 20,
};

describe('a file that does not mean well', () => {
  it('a member that would unpack to too much is named, and never unpacked', async () => {
    const zeros = Buffer.alloc(6_000_000);
    expect((await readAll(packZip([{ name: 'a.csv', bytes: zeros }]), { limits: small })).skipped).toEqual(['unpacks_too_large a.csv 5000000']);
    expect((await readAll(packZip([{ name: 'a.csv', bytes: Buffer.alloc(3_000_000) }]), { limits: small })).skipped).toEqual([
      'unpacks_too_large a.csv 1:150',
    ]);
  });

  it('an archive that would unpack to too much in all is refused', async () => {
    const noise = Buffer.from(Array.from({ length: 3_000_000 }, (_, i) => 48 + ((i * i * 31 + (i >> 3)) % 10)));
    const members = Array.from({ length: 3 }, (_, i) => ({ name: `${i}.csv`, bytes: noise }));
    expect((await readAll(packZip(members), { limits: { ...small, maxArchiveBytes: 50_000_000, maxRatio: 100_000 } })).refused).toBe(
      'unpacks_too_large 8000000',
    );
  });

  it('a member that unpacks to more than it says is damaged', async () => {
    const text = [HEADER.join(';'), ...Array.from({ length: 2000 }, () => LINE.join(';'))].join('\n');
    const read = await readAll(packZip([{ name: 'a.csv', bytes: text, claimedSize: 100 }]));
    expect(read.refused).toBe('damaged a.csv');
    expect(read.skipped).toEqual(['damaged a.csv']);
  });

  it('too many members are refused before any is read', async () => {
    const members = Array.from({ length: 21 }, (_, i) => ({ name: `${i}.txt`, bytes: 'x' }));
    expect((await readAll(packZip(members), { limits: small })).refused).toBe('too_many_members 20');
  });

  it('an archive beyond the limit is refused while it comes', async () => {
    expect((await readAll(Buffer.concat([packZip([]), Buffer.alloc(1_100_000)]), { limits: small })).refused).toBe('too_large 1000000');
  });

  it('a sheet of too many cells is refused as a whole', async () => {
    const rows = [HEADER, ...Array.from({ length: 3000 }, () => LINE)];
    expect((await readAll(packWorkbook([{ name: 'Лист1', rows }], { texts: 'inline' }), { limits: { ...small, maxRatio: 100_000 } })).refused).toBe(
      'too_many_cells 10000',
    );
  });

  it('shared texts without end are refused', async () => {
    const bytes = packWorkbook([{ name: 'Лист1', rows: [HEADER, LINE, Array.from({ length: 20 }, () => 'ж'.repeat(10_000))] }]);
    expect((await readAll(bytes, { limits: { ...small, maxRatio: 100_000 } })).refused).toBe('too_many_cells 100000');
  });

  it('entities of a sheet’s own are refused', async () => {
    const sheet =
      '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><worksheet><sheetData><row><c t="inlineStr"><is><t>&a;</t></is></c></row></sheetData></worksheet>';
    const bytes = packZip([
      { name: 'xl/workbook.xml', bytes: '<workbook><sheets><sheet name="Лист1" sheetId="1"/></sheets></workbook>' },
      { name: 'xl/worksheets/sheet1.xml', bytes: sheet },
    ]);
    expect((await readAll(bytes)).refused).toBe('document_type');
  });

  it('elements without end in each other are refused before they cost anything', async () => {
    const head = '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"><BkToCstmrStmt><Stmt><Ntry>';
    expect((await readAll(head + '<A>'.repeat(100_000))).refused).toMatch(/^damaged/);
    const wide = `${head}${'<A></A>'.repeat(1_000)}</Ntry></Stmt></BkToCstmrStmt></Document>`;
    expect((await readAll(wide)).refused).toBeNull();
  });

  it('a formula is never looked at: only the value that was kept with it', async () => {
    const bytes = packZip([
      { name: 'xl/workbook.xml', bytes: '<workbook><sheets><sheet name="Лист1" sheetId="1"/></sheets></workbook>' },
      {
        name: 'xl/worksheets/sheet1.xml',
        bytes: `<worksheet><sheetData><row>${HEADER.map((text) => `<c t="str"><v>${text}</v></c>`).join('')}</row><row><c><v>12345678</v></c><c t="str"><f>HYPERLINK("http://x")</f><v>600000000001</v></c><c><v>46025</v></c><c><f>cmd|' /C calc'!A0</f><v>1500</v></c></row></sheetData></worksheet>`,
      },
    ]);
    const { bank } = await readAll(bytes);
    expect(bank[0]).toMatchObject({ rrn: '600000000001', grossMinor: 150000n });
  });

  it('an old or locked workbook says which', async () => {
    const compound = Buffer.from('d0cf11e0a1b11ae1', 'hex');
    expect((await readAll(Buffer.concat([compound, Buffer.alloc(600)]))).refused).toBe('old_excel');
    expect((await readAll(Buffer.concat([compound, Buffer.alloc(600), Buffer.from('EncryptedPackage', 'utf16le')]))).refused).toBe('encrypted');
  });

  it.each([
    ['a picture', Buffer.from('89504e470d0a1a0a0000000d', 'hex'), 'not_text'],
    ['zeros', Buffer.alloc(100), 'not_text'],
    ['a page', Buffer.from('<!DOCTYPE html><html><body>'), 'document_type'],
    ['half an archive', packZip([{ name: 'a', bytes: 'x' }]).subarray(0, 40), 'truncated'],
  ])('%s is refused', async (_, bytes, code) => expect((await readAll(bytes)).refused).toMatch(code));

  it('no damage to a good file breaks the reader, or makes an amount that the file does not have', async () => {
    const text = [HEADER.join(';'), LINE.join(';'), LINE.join(';')].join('\r\n');
    const book = packWorkbook([{ name: 'Лист1', rows: [HEADER, LINE] }]);
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom<Uint8Array>(Buffer.from(text), book),
        fc.nat(),
        fc.integer({ min: 0, max: 255 }),
        fc.integer({ min: 1, max: 500 }),
        async (bytes, at, byte, size) => {
          const broken = Buffer.from(bytes);
          broken[at % broken.length] = byte;
          const read = await readAll(broken, {}, size);
          for (const line of read.bank) expect(line.grossMinor).toBeGreaterThanOrEqual(0n);
        },
      ),
      { numRuns: 300 },
    );
  });
});
