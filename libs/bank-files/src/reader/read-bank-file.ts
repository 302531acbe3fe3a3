import { LAYOUTS } from '../layouts/index.ts';
import type { TableLayout } from '../layouts/table-layout.ts';
import { READ_LIMITS, type ReadLimits } from '../limits.ts';
import type { FileProblem, FileProblemCode } from '../read-problem.ts';
import type { FileEncoding } from '../text/encoding.ts';
import { isWorkbook } from '../xlsx/workbook.ts';
import { openArchive, type Archive, type Member } from '../zip/archive.ts';
import { fileKindOf, KIND_BYTES } from './file-kind.ts';
import type { FilePart } from './file-part.ts';
import { collect, peek } from './peek.ts';
import { refused, type ReadContext } from './read-context.ts';
import { readCamt, readOneC } from './read-statement.ts';
import { readText } from './read-text.ts';
import { readWorkbookMembers } from './read-workbook.ts';

export interface ReadOptions {
  /** Mappings of the hotel, which are tried before the built-in layouts. */
  readonly mappings?: readonly TableLayout[];
  readonly encoding?: FileEncoding | 'auto';
  readonly limits?: Partial<ReadLimits>;
  /** Rows of tables that no layout fits are handed on, masked, so that people can describe them. */
  readonly keep?: boolean;
}

/**
 * Reads a bank's file, whatever it is: a delimited text, a workbook, an archive of them, a 1C exchange file, an ISO 20022 or
 * MultiCash statement. Its name is not looked at. Parts come as the bytes do, so that memory stays flat for texts and sheets;
 * archives are held whole, packed. Never throws for what a file may contain: a file that is no good ends with a `refused` part.
 */
export async function* readBankFile(bytes: AsyncIterable<Uint8Array>, options: ReadOptions = {}): AsyncGenerator<FilePart> {
  const limits = { ...READ_LIMITS, ...options.limits };
  const context: ReadContext = {
    limits,
    keep: options.keep === true ? 'unknown' : 'none',
    budget: { left: limits.maxKeptBytes },
    layouts: [...(options.mappings ?? []), ...LAYOUTS],
    encoding: options.encoding ?? 'auto',
    member: null,
  };
  const { head, whole } = await peek(bytes, KIND_BYTES);
  const kind = fileKindOf(head);
  if (kind === 'archive') yield* readArchive(whole, context);
  else yield* readPlain(kind, whole, context);
}

async function* readPlain(
  kind: Exclude<ReturnType<typeof fileKindOf>, 'archive'>,
  bytes: AsyncIterable<Uint8Array>,
  context: ReadContext,
): AsyncGenerator<FilePart> {
  switch (kind) {
    case 'empty':
      return yield refused(context, 'empty');
    case 'binary':
      return yield refused(context, 'not_text');
    case 'compound':
      return yield refused(context, await compoundProblem(bytes, context));
    case 'one_c':
      return yield* readOneC(bytes, context);
    case 'xml':
      return yield* readCamt(bytes, context);
    case 'text':
      return yield* readText(bytes, context);
  }
}

/** A new workbook behind a password is packed into the format of the old ones. */
async function compoundProblem(bytes: AsyncIterable<Uint8Array>, context: ReadContext): Promise<'encrypted' | 'old_excel'> {
  const whole = await collect(bytes, context.limits.maxArchiveBytes);
  return whole !== null && Buffer.from(whole).includes(Buffer.from('EncryptedPackage', 'utf16le')) ? 'encrypted' : 'old_excel';
}

async function* readArchive(bytes: AsyncIterable<Uint8Array>, context: ReadContext): AsyncGenerator<FilePart> {
  const packed = await collect(bytes, context.limits.maxArchiveBytes);
  if (packed === null) return yield refused(context, 'too_large', String(context.limits.maxArchiveBytes));
  const archive = await openArchive(packed, context.limits);
  if (!archive.ok) return yield { type: 'refused', problem: { ...archive.error, member: context.member ?? archive.error.member } };
  if (isWorkbook(archive.value.members)) {
    // A workbook is one thing: a sheet of it that must not be unpacked makes the whole of it no good.
    const fault = archive.value.skipped.find((problem) => problem.code !== 'unsafe_name');
    if (fault !== undefined) return yield refused(context, fault.code, fault.detail);
    return yield* readWorkbookMembers(archive.value.members, context);
  }
  yield* readMembers(archive.value, context);
}

/** Reads what it can of an archive of files; the rest is skipped and named. A member that breaks midway spoils the whole. */
async function* readMembers(archive: Archive, context: ReadContext): AsyncGenerator<FilePart> {
  if (context.member !== null) return yield refused(context, 'unsupported');
  const faults = [...archive.skipped];
  for (const problem of archive.skipped) yield { type: 'skipped', problem };
  let known = 0;
  const keep = context.keep === 'none' ? 'none' : 'own';
  for (const member of archive.members) {
    let begun = false;
    for await (const part of readMember(member, { ...context, keep })) {
      begun ||= part.type === 'found';
      if (part.type === 'refused' && begun) return yield part;
      if (part.type === 'refused') faults.push(part.problem);
      yield part.type === 'refused' ? { type: 'skipped', problem: part.problem } : part;
    }
    known += begun ? 1 : 0;
  }
  if (known > 0) return;
  // Only where nothing of the archive is known: banks put other papers beside their registries.
  let kept = false;
  for (const member of keep === 'own' ? archive.members : [])
    for await (const part of readMember(member, context)) {
      if (part.type !== 'keeping' && part.type !== 'kept') continue;
      kept = true;
      yield part;
    }
  const worst = kept ? null : worstOf(faults);
  if (worst !== null) yield { type: 'refused', problem: worst };
  else if (archive.members.length === 0) yield refused(context, 'empty');
  else yield refused(context, faults.every(({ code }) => code === 'not_text') ? 'not_text' : 'unknown_layout', namesOf(archive.members));
}

const namesOf = (members: readonly Member[]): string =>
  members
    .map((member) => member.name)
    .join(', ')
    .slice(0, 200);

/** What people can do something about, or should know of, comes before what is only no table; the first of its kind is named. */
const WORTH_TELLING: readonly FileProblemCode[] = [
  'unpacks_too_large',
  'too_many_cells',
  'too_many_members',
  'document_type',
  'encrypted',
  'truncated',
  'statement_cut',
  'damaged',
  'old_excel',
  'unsafe_name',
  'no_account',
  'unknown_statement',
  'unsupported',
];

function worstOf(faults: readonly FileProblem[]): FileProblem | null {
  for (const code of WORTH_TELLING) {
    const fault = faults.find((found) => found.code === code);
    if (fault !== undefined) return fault;
  }
  return null;
}

async function* readMember(member: Member, context: ReadContext): AsyncGenerator<FilePart> {
  const inside = { ...context, member: member.name };
  try {
    const { head, whole } = await peek(await member.open(), KIND_BYTES);
    const kind = fileKindOf(head);
    if (kind === 'archive') yield* readArchive(whole, inside);
    else yield* readPlain(kind, whole, inside);
  } catch {
    yield refused(inside, 'damaged'); // What the inflater finds at fault.
  }
}
