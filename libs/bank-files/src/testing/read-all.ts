import type { FilePart, FoundPart, RowsPart } from '../reader/file-part.ts';
import { readBankFile, type ReadOptions } from '../reader/read-bank-file.ts';

/** Everything that a file gives, for tests. */
export interface ReadAll extends Omit<RowsPart, 'type'> {
  readonly parts: readonly FilePart[];
  readonly found: readonly FoundPart[];
  readonly skipped: readonly string[];
  readonly refused: string | null;
}

async function* pieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

export async function readAll(bytes: Uint8Array | string, options: ReadOptions = {}, size = 977): Promise<ReadAll> {
  const parts: FilePart[] = [];
  for await (const part of readBankFile(pieces(Buffer.from(bytes), size), options)) parts.push(part);
  const rows = parts.filter((part) => part.type === 'rows');
  const told = ({ code, member, detail }: { code: string; member: string | null; detail: string | null }) =>
    [code, member, detail].filter((one) => one !== null).join(' ');
  return {
    parts,
    found: parts.filter((part) => part.type === 'found'),
    skipped: parts.flatMap((part) => (part.type === 'skipped' ? [told(part.problem)] : [])),
    refused: parts.flatMap((part) => (part.type === 'refused' ? [told(part.problem)] : []))[0] ?? null,
    bank: rows.flatMap((part) => part.bank),
    postings: rows.flatMap((part) => part.postings),
    entries: rows.flatMap((part) => part.entries),
    problems: rows.flatMap((part) => part.problems),
  };
}
