import type { Readable } from 'node:stream';
import { maskCardNumbers, ok, refuse, type Result } from '@payport/domain';
import { fromBufferPromise, type Entry, type ZipFile } from 'yauzl';
import type { ReadLimits } from '../limits.ts';
import type { FileProblem, FileProblemCode } from '../read-problem.ts';
import { codePageOf, decoderOf, isUtf8 } from '../text/encoding.ts';

/** Below this no ratio is looked at: a small sheet of equal cells packs very well. */
const RATIO_FREE_BYTES = 1024 * 1024;
const NAMES_ARE_UTF8 = 0x0800;

/** A file inside an archive, not unpacked yet. */
export interface Member {
  readonly name: string;
  /** Unpacks as it is read; more bytes than the archive says are an error of the stream. */
  open(): Promise<Readable>;
}

export interface Archive {
  readonly members: readonly Member[];
  /** Members that are not read, and why. */
  readonly skipped: readonly FileProblem[];
}

const problem = (code: FileProblemCode, member: string | null, detail: string | null = null): FileProblem => ({ code, member, detail });

/**
 * Reads an archive's table of contents. Nothing is unpacked before it is asked for, and nothing at all of an archive that would
 * unpack to more than the limits.
 */
export async function openArchive(bytes: Uint8Array, limits: ReadLimits): Promise<Result<Archive, FileProblem>> {
  try {
    const zip = await fromBufferPromise(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length), { lazyEntries: true, decodeStrings: false });
    if (zip.entryCount > limits.maxMembers) return refuse(problem('too_many_members', null, String(limits.maxMembers)));
    return await contentsOf(zip, limits);
  } catch {
    // Whatever the archive's reader finds at fault; one whose table of contents never came was cut off on its way.
    return refuse(problem(hasEnd(bytes) ? 'damaged' : 'truncated', null));
  }
}

/** The last record of an archive stands in front of a comment of at most 64 KiB. */
const END_RECORD = Buffer.from('PK\u0005\u0006', 'latin1');
const END_WITHIN_BYTES = 22 + 0xffff;

function hasEnd(bytes: Uint8Array): boolean {
  const tail = bytes.subarray(-END_WITHIN_BYTES);
  return Buffer.from(tail.buffer, tail.byteOffset, tail.length).includes(END_RECORD);
}

async function contentsOf(zip: ZipFile, limits: ReadLimits): Promise<Result<Archive, FileProblem>> {
  const members: Member[] = [];
  const skipped: FileProblem[] = [];
  let total = 0;
  for await (const entry of zip.eachEntry()) {
    const name = nameOf(entry);
    if (name.endsWith('/')) continue;
    const fault = faultOf(entry, name, limits);
    if (fault !== null) skipped.push(fault);
    else members.push({ name, open: () => zip.openReadStreamPromise(entry) });
    total += fault === null ? entry.uncompressedSize : 0;
    if (total > limits.maxUnpackedBytes) return refuse(problem('unpacks_too_large', null, String(limits.maxUnpackedBytes)));
  }
  return ok({ members, skipped });
}

function faultOf(entry: Entry, name: string, limits: ReadLimits): FileProblem | null {
  const { uncompressedSize: size, compressedSize: packed } = entry;
  if (entry.isEncrypted()) return problem('encrypted', name);
  if (isUnsafe(name)) return problem('unsafe_name', name.replace(/[\u0000-\u001f]/g, '?'));
  if (size > limits.maxMemberBytes) return problem('unpacks_too_large', name, String(limits.maxMemberBytes));
  if (size > RATIO_FREE_BYTES && size > packed * limits.maxRatio) return problem('unpacks_too_large', name, `1:${limits.maxRatio}`);
  return null;
}

/** Names are only shown, never used as paths; one that tries to be a path says what the archive is. */
const isUnsafe = (name: string): boolean => name.includes('\0') || /^[a-z]:|^[\\/]/i.test(name) || name.split(/[\\/]/).includes('..');

/** Windows archivers write names in the DOS page and do not say so. */
function nameOf(entry: Entry): string {
  const raw = entry.fileNameRaw;
  const utf8 = (entry.generalPurposeBitFlag & NAMES_ARE_UTF8) !== 0 || isUtf8(raw);
  const name = decoderOf(utf8 ? 'utf-8' : codePageOf(raw), false).decode(raw);
  // Names are told and kept, as much as cells are.
  return maskCardNumbers(name.replaceAll('\\', '/'));
}
