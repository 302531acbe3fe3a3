import { readMoment, readSerial } from '@payport/bank-files';
import type { ReconWorkbookField, ReconWorkbookRefusal } from '@payport/contracts';
import type { ExceptionRow } from '../exceptions/exception-rows.ts';
import type { WorkStep } from '../exceptions/exception-work.service.ts';
import type { WorkbookRow } from './read-workbook.ts';
import { WORKBOOK_WORDS } from './workbook-words.ts';

export interface Person {
  readonly id: string;
  readonly name: string;
}
export interface FieldChange {
  readonly field: ReconWorkbookField;
  readonly from: string | null;
  readonly to: string | null;
}
export interface RowOrders {
  readonly steps: readonly { readonly step: WorkStep; readonly owner: Person | null; readonly field: ReconWorkbookField }[];
  readonly changes: readonly FieldChange[];
}
export interface RowRefusal {
  readonly field: ReconWorkbookField | null;
  readonly why: ReconWorkbookRefusal;
  readonly value: string | null;
}

/** Characters of a cell that are shown to a person. */
const SHOWN = 80;
const LEAST_COMMENT = 3;
const MOST_COMMENT = 1000;
const WORDS = Object.values(WORKBOOK_WORDS);
const plain = (text: string): string => text.trim().replace(/\s+/g, ' ').toLowerCase();
const RESOLUTIONS = new Map<string, 'sign_off' | 'reopen'>(
  WORDS.flatMap(({ signOff, reopen }) => [[plain(signOff), 'sign_off'] as const, [plain(reopen), 'reopen'] as const]),
);

/** What a row asks for, against how its exception stands: only what differs. */
export function ordersOf(row: WorkbookRow, now: ExceptionRow, people: readonly Person[], from1904: boolean): RowOrders | RowRefusal {
  for (const field of ['owner', 'due', 'comment', 'resolution'] as const)
    if (row.cells[field].error) return { field, why: 'error-cell', value: row.cells[field].text.slice(0, SHOWN) };
  const steps: RowOrders['steps'][number][] = [];
  const changes: FieldChange[] = [];
  for (const part of [ownerOf(row, now, people), dueOf(row, now, from1904), wordsOf(row)]) {
    if (part === null) continue;
    if ('why' in part) return part;
    steps.push(...part.steps);
    changes.push(...part.changes);
  }
  return { steps, changes };
}

const refusal = (field: ReconWorkbookField, why: ReconWorkbookRefusal, value: string): RowRefusal => ({ field, why, value: value.slice(0, SHOWN) });

function ownerOf({ cells }: WorkbookRow, now: ExceptionRow, people: readonly Person[]): RowOrders | RowRefusal | null {
  const name = cells.owner.text;
  if (plain(name) === plain(now.owner_name ?? '')) return null;
  const changes = [{ field: 'owner', from: now.owner_name, to: name === '' ? null : name }] as const;
  if (name === '') return { steps: [{ step: { action: 'release' }, owner: null, field: 'owner' }], changes };
  const found = people.filter((person) => plain(person.name) === plain(name));
  const [owner] = found;
  if (owner === undefined) return refusal('owner', 'person-unknown', name);
  if (found.length > 1) return refusal('owner', 'person-ambiguous', name);
  return {
    steps: [{ step: { action: 'assign', to: owner.id }, owner, field: 'owner' }],
    changes: [{ field: 'owner', from: now.owner_name, to: owner.name }],
  };
}

function dueOf({ cells }: WorkbookRow, now: ExceptionRow, from1904: boolean): RowOrders | RowRefusal | null {
  const { text } = cells.due;
  const serial = readSerial(text, from1904);
  const read = text === '' ? null : serial.ok ? serial : readMoment(text);
  if (read !== null && !read.ok) return refusal('due', 'not-a-date', text);
  const on = read === null ? null : read.value.day;
  if (on === now.due_on) return null;
  return { steps: [{ step: { action: 'due', on }, owner: null, field: 'due' }], changes: [{ field: 'due', from: now.due_on, to: on }] };
}

/** A comment goes with the resolution where there is one. */
function wordsOf({ cells }: WorkbookRow): RowOrders | RowRefusal | null {
  const comment = cells.comment.text;
  const resolution = cells.resolution.text;
  const action = resolution === '' ? 'note' : RESOLUTIONS.get(plain(resolution));
  if (action === undefined) return refusal('resolution', 'resolution-unknown', resolution);
  if (comment === '') return action === 'note' ? null : refusal('resolution', 'resolution-without-comment', resolution);
  if (comment.length < LEAST_COMMENT) return refusal('comment', 'comment-short', comment);
  if (comment.length > MOST_COMMENT) return refusal('comment', 'comment-long', comment);
  const field = action === 'note' ? 'comment' : 'resolution';
  const told: FieldChange = { field: 'comment', from: null, to: comment };
  return {
    steps: [{ step: { action, comment }, owner: null, field }],
    changes: action === 'note' ? [told] : [{ field: 'resolution', from: null, to: resolution }, told],
  };
}
