import type { PaymentId } from '@payport/domain';
import { expect, it } from 'vitest';
import { ListCursors } from './list-cursor.ts';

const ID = '01a20d50-6095-7b8a-b106-a105ecc78623';
const cursors = new ListCursors('a secret of at least thirty-two characters');

it('reads back the id that was written', () => {
  expect(cursors.read(cursors.write(ID))).toBe(ID);
});

it('does not show the id', () => {
  expect(cursors.write(ID)).not.toContain(ID.slice(0, 8));
});

it('refuses a cursor changed in any one character', () => {
  const cursor = cursors.write(ID);
  for (let i = 0; i < cursor.length; i += 1) {
    const other = cursor[i] === 'A' ? 'B' : 'A';
    expect(cursors.read(cursor.slice(0, i) + other + cursor.slice(i + 1)), `character ${i}`).toBeNull();
  }
});

it.each(['', ID, 'AAAA', `${'A'.repeat(37)}=`, `${cursors.write(ID)}A`, ` ${cursors.write(ID)}`])('refuses "%s"', (cursor) => {
  expect(cursors.read(cursor)).toBeNull();
});

it('refuses a cursor of another list', () => {
  expect(new ListCursors('a secret of at least thirty-two characters', 'queue').read(cursors.write(ID))).toBeNull();
});

it('refuses a cursor of another installation', () => {
  expect(new ListCursors('another secret of thirty-two characters').read(cursors.write(ID))).toBeNull();
});

it('keeps the place of an event, which is none of a payment', () => {
  const place = { id: ID as PaymentId, seq: 4_000_000_000 };
  const cursor = cursors.writeEvent(place);
  expect(cursors.readEvent(cursor)).toEqual(place);
  expect(cursors.read(cursor)).toBeNull();
  expect(cursors.readEvent(cursors.write(ID))).toBeNull();
  expect(cursors.readEvent(`${cursor.slice(0, -1)}${cursor.endsWith('A') ? 'B' : 'A'}`)).toBeNull();
});
