import { parseReadable } from './recon-workbook-rows.ts';
import type { PortalReconExceptionDetail, PortalReconWorkbook } from '@payport/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { filledWorkbook } from './filled-workbook.ts';
import { GatewayHarness } from './gateway-harness.ts';
import { addPerson, PortalVisitor } from './portal-visitor.ts';
import { addLine, path, type Line } from './recon-desk-world.ts';

let gateway: GatewayHarness;
let anna: PortalVisitor;
let pyotr: PortalVisitor;
let at: ReturnType<typeof path>;
beforeAll(async () => {
  gateway = await GatewayHarness.start();
  anna = await PortalVisitor.signedIn(gateway, await addPerson(gateway, { [gateway.propertyId]: 'finance' }, 'Анна'));
  pyotr = await PortalVisitor.signedIn(gateway, await addPerson(gateway, { [gateway.propertyId]: 'manager' }, 'Пётр'));
  at = path(gateway);
});
afterAll(() => gateway.close());

let days = 0;
/** A day that nothing else is of. */
const newDay = (): string => new Date(Date.UTC(2026, 2, (days += 1))).toISOString().slice(0, 10);
const exported = async (day: string) => parseReadable((await anna.get(`${at.workbook}?day=${day}&state=all&language=ru`)).bytes);
const send = async (book: Buffer, sha256?: string, who = anna): Promise<PortalReconWorkbook> => {
  const answer = await who.post(`${at.workbook}${sha256 === undefined ? '' : `?sha256=${sha256}`}`, book);
  expect(answer.status, answer.text).toBe(200);
  return answer.body as unknown as PortalReconWorkbook;
};
/** Looked at, then taken. */
const bring = async (book: Buffer, who = anna): Promise<PortalReconWorkbook> => send(book, (await send(book, undefined, who)).sha256, who);
const detail = async ({ exception }: Line): Promise<PortalReconExceptionDetail> =>
  (await anna.get(at.exception(exception ?? ''))).body as unknown as PortalReconExceptionDetail;

describe('a workbook of exceptions', () => {
  it('is filled in and brought back: looked at first, then taken, and who did it stays', async () => {
    const day = newDay();
    const line = await addLine(gateway, { day });
    const quiet = await addLine(gateway, { day });
    const rows = await exported(day);
    const mine = rows.map((row) =>
      row.id === line.exception
        ? { ...row.cells, owner: ' пётр ', due: { type: 'day', day: '2026-04-01' } as const, comment: 'Спросили банк' }
        : row.cells,
    );
    const book = await filledWorkbook(mine);
    const looked = await send(book);
    expect(looked).toMatchObject({ applied: false, rows: 2, unchanged: 1, refused: [] });
    expect(looked.changes).toMatchObject([
      {
        exceptionId: line.exception,
        businessDay: day,
        proposed: false,
        fields: [
          { field: 'owner', from: null, to: 'Пётр' },
          { field: 'due', from: null, to: '2026-04-01' },
          { field: 'comment', from: null, to: 'Спросили банк' },
        ],
      },
    ]);
    expect(await detail(line)).toMatchObject({ owner: null, dueOn: null, events: [] });
    expect(await send(book, looked.sha256)).toMatchObject({ applied: true, changes: [{ exceptionId: line.exception }] });
    const seen = await detail(line);
    expect(seen).toMatchObject({ state: 'assigned', owner: { name: 'Пётр' }, dueOn: '2026-04-01' });
    expect(seen.events.map(({ kind, by }) => [kind, by?.name])).toEqual([
      ['assigned', 'Анна'],
      ['due_set', 'Анна'],
      ['noted', 'Анна'],
    ]);
    expect((await detail(quiet)).events).toEqual([]);
    const { rows: audit } = await gateway.db.query(`select action, after from audit_entry where action like 'reconciliation.workbook%' order by at`);
    expect(audit.at(-1)).toMatchObject({
      action: 'reconciliation.workbook_applied',
      after: { changed: 1, proposed: 0, refused: 0, sha256: looked.sha256 },
    });
    expect(audit[0]).toMatchObject({ action: 'reconciliation.workbook_exported', after: { rows: 2, day } });
  });

  it('a row whose exception has changed since is not taken, and the others are', async () => {
    const day = newDay();
    const [stale, fresh] = [await addLine(gateway, { day }), await addLine(gateway, { day })];
    const book = await filledWorkbook((await exported(day)).map(({ cells }) => ({ ...cells, comment: 'Ждём ответа' })));
    const looked = await send(book);
    await pyotr.post(at.work, { action: 'note', ids: [stale.exception], comment: 'Уже ответили' });
    const done = await send(book, looked.sha256);
    expect(done.refused).toMatchObject([{ exceptionId: stale.exception, why: 'changed-since' }]);
    expect(done.changes).toMatchObject([{ exceptionId: fresh.exception }]);
    // What was taken has changed it: the same file again does nothing.
    expect(await bring(book)).toMatchObject({ changes: [], refused: [{ why: 'changed-since' }, { why: 'changed-since' }] });
  });

  it('every fault of a row is said with its column, and its row changes nothing', async () => {
    const day = newDay();
    await Promise.all(Array.from({ length: 7 }, () => addLine(gateway, { day })));
    const faults = [
      [{ owner: 'Никто Такой' }, 'owner', 'person-unknown'],
      [{ due: '31.02.2026', owner: 'Анна' }, 'due', 'not-a-date'],
      [{ comment: 'а' }, 'comment', 'comment-short'],
      [{ comment: 'а'.repeat(1001) }, 'comment', 'comment-long'],
      [{ resolution: 'забыть', comment: 'Почему бы нет' }, 'resolution', 'resolution-unknown'],
      [{ resolution: 'подписать' }, 'resolution', 'resolution-without-comment'],
      [{ resolution: 'открыть снова', comment: 'Рано', owner: 'Анна' }, 'resolution', 'not-ended'],
    ] as const;
    const rows = await exported(day);
    const book = await filledWorkbook([
      ...rows.map(({ cells }, index) => ({ ...cells, ...faults[index]?.[0] })),
      { key: 'abc', mark: 'abc', comment: 'Чужая строка' },
      { ...(rows[0]?.cells ?? {}), key: 'a'.repeat(32), comment: 'Нет такой' },
    ]);
    const { changes, refused } = await bring(book);
    expect(changes).toEqual([]);
    expect(refused.map(({ row, field, why }) => [row, field, why])).toEqual([
      ...faults.map(([, field, why], index) => [index + 2, field, why]),
      [9, null, 'unknown-row'],
      [10, null, 'not-found'],
    ]);
    expect((await exported(day)).every(({ cells }) => cells.owner === undefined)).toBe(true);
  });

  it('signs off in either language below the limit; above it a second person has to confirm, and never the first', async () => {
    const day = newDay();
    const [small, large] = [await addLine(gateway, { day, minor: 50_000 }), await addLine(gateway, { day, minor: 900_000_000, currency: 'USD' })];
    const answer = await anna.get(`${at.workbook}?day=${day}&language=en`);
    const rows = parseReadable(answer.bytes);
    const book = await filledWorkbook(
      rows.map(({ cells }) => ({ ...cells, resolution: ' Sign  off', comment: 'The bank confirmed' })),
      'en',
    );
    const done = await bring(book);
    expect(new Map(done.changes.map(({ exceptionId, proposed }) => [exceptionId, proposed]))).toEqual(
      new Map([
        [small.exception, false],
        [large.exception, true],
      ]),
    );
    expect((await detail(small)).state).toBe('signed_off');
    const waiting = await detail(large);
    expect(waiting).toMatchObject({ state: 'open', proposal: { by: { me: true } }, may: { confirm: false } });
    // A row that waits is not proposed a second time.
    const again = await filledWorkbook(
      (await exported(day))
        .filter(({ id }) => id === large.exception)
        .map(({ cells }) => ({ ...cells, resolution: 'подписать', comment: 'Ещё раз' })),
    );
    expect((await bring(again, pyotr)).refused).toMatchObject([{ field: 'resolution', why: 'proposed' }]);
  });

  it('writes off in one go what is for one person as a sum: more than that is proposed, row by row, and rows that are refused do not count', async () => {
    const day = newDay();
    const lines = [await addLine(gateway, { day, minor: 60_000 }), await addLine(gateway, { day, minor: 60_000 })];
    const done = { resolution: 'подписать', comment: 'Мелочи' };
    const rows = await exported(day);
    const [first, second] = rows.map(({ cells }) => cells);
    const both = await send(await filledWorkbook([first, second].map((cells) => ({ ...cells, ...done }))));
    expect(both.changes.map(({ proposed }) => proposed)).toEqual([true, true]);
    // One of the two fails: the other alone is below the limit.
    const one = await bring(
      await filledWorkbook([
        { ...first, ...done },
        { ...second, ...done, mark: 'a'.repeat(32) },
      ]),
    );
    expect([one.changes.map(({ proposed }) => proposed), one.refused.map(({ why }) => why)]).toEqual([[false], ['changed-since']]);
    expect((await Promise.all(lines.map((line) => detail(line)))).map(({ state }) => state).sort()).toEqual(['open', 'signed_off']);
  });

  it('columns may be moved, others added or gone; a row that stands twice is not taken, and another file than the one looked at neither', async () => {
    const day = newDay();
    await addLine(gateway, { day });
    const [row] = await exported(day);
    const heads = ['comment', 'mark', 'due', 'resolution', 'owner', 'key'] as const;
    const moved = await filledWorkbook([{ ...row!.cells, owner: 'Анна' }], 'ru', heads);
    const twice = await filledWorkbook([row!, row!].map(({ cells }) => ({ ...cells, comment: 'Дважды' })));
    expect((await send(twice)).refused.map(({ why }) => why)).toEqual(['twice', 'twice']);
    const looked = await send(moved);
    expect(looked.changes).toMatchObject([{ fields: [{ field: 'owner', to: 'Анна' }] }]);
    const other = await anna.post(`${at.workbook}?sha256=${looked.sha256}`, twice);
    expect(other.body).toMatchObject({ code: 'recon-workbook-refused' });
    const without = await anna.post(at.workbook, await filledWorkbook([row!.cells], 'ru', ['key', 'mark', 'comment']));
    expect(without.body).toMatchObject({ code: 'recon-workbook-refused' });
  });

  it('text that looks like a formula goes out and comes back as text, and a card number is masked', async () => {
    const day = newDay();
    const line = await addLine(gateway, { day });
    const [row] = await exported(day);
    await bring(await filledWorkbook([{ ...row!.cells, comment: '=HYPERLINK("x") 4111 1111 1111 1111' }]));
    const comment = (await detail(line)).events.at(-1)?.comment ?? '';
    expect(comment).toContain('=HYPERLINK("x")');
    expect(comment.replaceAll(' ', '')).not.toContain('4111111111111111');
  });
});
