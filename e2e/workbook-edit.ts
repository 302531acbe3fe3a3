import { crc32, inflateRawSync } from 'node:zlib';

/** What an archive has: names and contents, by its own list at the end. */
export function entriesOf(archive: Buffer): readonly (readonly [name: string, bytes: Buffer])[] {
  const entries: (readonly [string, Buffer])[] = [];
  for (let at = archive.indexOf('PK\u0001\u0002', 'latin1'); at >= 0 && archive.readUInt32LE(at) === 0x02014b50;) {
    const [packed, nameLength, extra, comment] = [20, 28, 30, 32].map((place) =>
      place === 20 ? archive.readUInt32LE(at + place) : archive.readUInt16LE(at + place),
    );
    const local = archive.readUInt32LE(at + 42);
    const start = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
    const bytes = archive.subarray(start, start + (packed ?? 0));
    entries.push([
      archive.toString('utf8', at + 46, at + 46 + (nameLength ?? 0)),
      archive.readUInt16LE(at + 10) === 8 ? inflateRawSync(bytes) : bytes,
    ]);
    at += 46 + (nameLength ?? 0) + (extra ?? 0) + (comment ?? 0);
  }
  return entries;
}

/** An archive of these, not packed. */
function archiveOf(entries: readonly (readonly [name: string, bytes: Buffer])[]): Buffer {
  const files: Buffer[] = [];
  const list: Buffer[] = [];
  let offset = 0;
  for (const [name, bytes] of entries) {
    const facts = Buffer.alloc(26);
    facts.writeUInt16LE(20, 0);
    facts.writeUInt32LE(crc32(bytes), 10);
    facts.writeUInt32LE(bytes.length, 14);
    facts.writeUInt32LE(bytes.length, 18);
    facts.writeUInt16LE(Buffer.byteLength(name), 22);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    const file = Buffer.concat([Buffer.from('PK\u0003\u0004', 'latin1'), facts, Buffer.from(name), bytes]);
    list.push(Buffer.from('PK\u0001\u0002\u0014\u0000', 'latin1'), facts, place, Buffer.from(name));
    files.push(file);
    offset += file.length;
  }
  const directory = Buffer.concat(list);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(entries.length, 4);
  end.writeUInt16LE(entries.length, 6);
  end.writeUInt32LE(directory.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...files, directory, Buffer.from('PK\u0005\u0006', 'latin1'), end]);
}

/** An exported workbook of exceptions with a comment in its first row, as a table program would save it. */
export function commented(book: Buffer, comment: string): Buffer {
  const entries = entriesOf(book).map(([name, bytes]) => {
    if (!name.endsWith('sheet1.xml')) return [name, bytes] as const;
    const cell = `<c t="inlineStr"><is><t>${comment}</t></is></c>`;
    // The last two cells of a row are its comment and its resolution, both empty.
    return [name, Buffer.from(bytes.toString().replace('<c/><c/></row>', `${cell}<c/></row>`))] as const;
  });
  return archiveOf(entries);
}
