import { DIRECTION, readBankFile, type FilePart, type StatementEntry } from '@payport/bank-files';
import { createReadStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { generate } from './generate.ts';
import { writeWorld } from './world-files.ts';
import { ACCOUNT_TROUBLES, TROUBLES, VERDICTS, type GeneratedEntry, type GeneratedPayment } from './world.ts';

const OPTIONS = { seed: 7, sales: 6000, from: '2026-03-02', days: 28 };
const world = generate(OPTIONS);

async function partsOf(file: string): Promise<FilePart[]> {
  const parts: FilePart[] = [];
  for await (const part of readBankFile(createReadStream(file))) parts.push(part);
  return parts;
}

const entriesOf = async (file: string): Promise<StatementEntry[]> =>
  (await partsOf(file)).flatMap((part) => (part.type === 'rows' ? part.entries : []));
const labelsOf = (entries: readonly GeneratedEntry[], which: GeneratedEntry['file']): readonly string[] =>
  entries.filter(({ file }) => file === which).map(({ file, draft }) => `${file}:${draft.documentNumber ?? ''}`);
const saidOf = ({ account, direction, amountMinor, bookedOn, purpose }: StatementEntry): unknown => [
  account,
  direction,
  amountMinor,
  bookedOn,
  purpose,
];

describe('the generator with known truth', () => {
  it('makes the same world of the same seed, and another of another', () => {
    const again = generate(OPTIONS);
    expect(again.payments.at(-1)).toEqual(world.payments.at(-1));
    // As text: a comparison of a hundred thousand objects one by one takes seconds.
    expect(JSON.stringify(again.truth) === JSON.stringify(world.truth)).toBe(true);
    expect(generate({ ...OPTIONS, seed: 8 }).payments[0]).not.toEqual(world.payments[0]);
  });

  it('knows the truth of every payment once, of every line once, and shows every verdict', () => {
    const bank = world.truth.filter(({ relation }) => relation === 'gateway_bank');
    const told = bank.flatMap(({ payments }) => payments);
    expect(told.length).toBe(new Set(told).size);
    expect(new Set(told)).toEqual(new Set(world.payments.map(({ id }) => id)));
    expect(bank.flatMap((row) => row.bank)).toHaveLength(world.lines.length);
    expect(new Set(world.truth.map(({ verdict }) => verdict))).toEqual(new Set(VERDICTS));
    const planted = new Set(world.truth.map(({ trouble }) => trouble));
    expect([...TROUBLES, ...ACCOUNT_TROUBLES].filter((trouble) => !planted.has(trouble))).toEqual([]);
  });

  it('has a device replaced for good: the bank calls all of it by the new number, the gateway some days later', () => {
    const { moved, payments, lines } = generate({ ...OPTIONS, perMille: { spare_terminal: 0 } });
    const isOwn = ({ hotel, tid }: GeneratedPayment): boolean => hotel === moved.hotel && tid === moved.tid;
    const tidAtBank = new Map(lines.flatMap(({ draft: { rrn, kind, tid } }) => (kind === 'purchase' && rrn !== null ? [[rrn, tid] as const] : [])));
    const seen = new Set<string>();
    for (const payment of payments) {
      const atMs = Date.parse(payment.at);
      const since = !isOwn(payment) ? 'another' : atMs < moved.fromMs ? 'before' : atMs < moved.knownFromMs ? 'unnoticed' : 'known';
      seen.add(since);
      expect(payment.resultTid).toBe(since === 'known' ? moved.replacementTid : null);
      const listed = payment.rrn === null ? undefined : tidAtBank.get(payment.rrn);
      if (listed !== undefined) expect(listed).toBe(since === 'unnoticed' || since === 'known' ? moved.replacementTid : payment.tid);
    }
    expect(seen.size).toBe(4);
    const labels = generate(OPTIONS).truth.filter(({ trouble }) => trouble === 'moved_terminal');
    expect(labels.length).toBeGreaterThan(10);
    expect(new Set(labels.map(({ hotel, verdict }) => `${hotel} ${verdict}`))).toEqual(new Set([`${world.moved.hotel} matched`]));
  });

  it('never takes an unknown outcome for anything else, whether the bank lists it or not', () => {
    const open = new Set(world.payments.flatMap(({ id, status }) => (status === 'unknown' || status === 'manual_review' ? [id] : [])));
    const about = world.truth.filter(({ payments }) => payments.some((id) => open.has(id)));
    expect(new Set(about.map(({ verdict }) => verdict))).toEqual(new Set(['expected']));
    const shapes = about.map(({ relation, bank, postings }) => `${relation} ${bank.length + postings.length}`);
    expect(new Set(shapes)).toEqual(new Set(['gateway_bank 0', 'gateway_bank 1', 'gateway_pms 0', 'gateway_pms 1']));
  });

  it('knows of every line what the account got for it, and of every entry what it paid, whatever the sales are', () => {
    const account = world.truth.filter(({ relation }) => relation === 'bank_statement');
    const clean = world.lines.filter(({ file, dirtyAmount }) => file === 'main' && dirtyAmount === null);
    const paid = account.flatMap(({ hotel, bank }) => bank.map((label) => `${hotel}|${label}`));
    expect(paid.length).toBe(new Set(paid).size);
    expect(new Set(paid)).toEqual(new Set(clean.map(({ hotel, row }) => `${hotel}|main:${row}`)));
    const told = account.flatMap(({ hotel, statement }) => statement.map((label) => `${hotel}|${label}`));
    expect(told.length).toBe(new Set(told).size);
    expect(new Set(told)).toEqual(new Set(world.entries.map(({ hotel, file, draft }) => `${hotel}|${file}:${draft.documentNumber ?? ''}`)));
    const other = generate({ ...OPTIONS, accountPerMille: { credit_lost: 900 } });
    expect([other.payments.length, other.lines.length, other.payments.at(-1)]).toEqual([
      world.payments.length,
      world.lines.length,
      world.payments.at(-1),
    ]);
    expect(other.truth.filter(({ trouble }) => trouble === 'credit_lost').length).toBeGreaterThan(100);
  });

  it('has credits that are the net sum of their lines where they match, but for a fee of its own', () => {
    const byRow = new Map(world.lines.map(({ hotel, file, row, draft }) => [`${hotel}|${file}:${row}`, draft]));
    const byNumber = new Map(world.entries.map(({ hotel, file, draft }) => [`${hotel}|${file}:${draft.documentNumber ?? ''}`, draft]));
    let short = 0;
    for (const { hotel, relation, verdict, trouble, bank, statement } of world.truth) {
      if (relation !== 'bank_statement' || bank.length === 0 || statement.length === 0) continue;
      const drafts = bank.map((label) => byRow.get(`${hotel}|${label}`));
      const gross = drafts.reduce((sum, draft) => sum + (draft === undefined ? 0n : BigInt(DIRECTION[draft.kind]) * draft.grossMinor), 0n);
      const fees = drafts.reduce((sum, draft) => sum + (draft?.feeMinor ?? 0n), 0n);
      const credit = byNumber.get(`${hotel}|${statement[0] ?? ''}`);
      const got = credit?.direction === 'debit' ? -credit.amountMinor : credit?.amountMinor;
      if (verdict === 'amount_mismatch') short += 1;
      if (verdict === 'amount_mismatch') expect(got).toBeLessThan(gross - fees);
      else expect(got).toBe(trouble === 'credit_gross' ? gross : gross - fees);
    }
    expect(short).toBeGreaterThan(0);
  });

  it('has sums that agree where nothing is wrong', () => {
    const byId = new Map(world.payments.map((payment) => [payment.id, payment]));
    const byRow = new Map(world.lines.map(({ hotel, file, row, draft }) => [`${hotel}|${file}:${row}`, draft]));
    const netted = world.truth.filter(({ trouble }) => trouble === 'netted_refunds');
    expect(netted.length).toBeGreaterThan(5);
    for (const { hotel, payments, bank } of netted) {
      const refunds = payments.reduce((sum, id) => sum + (byId.get(id)?.amountMinor ?? 0n), 0n);
      expect(byRow.get(`${hotel}|${bank[0] ?? ''}`)?.grossMinor).toBe(refunds);
    }
  });

  it('writes files that are read again: dirty rows cost themselves only, the statement’s credits are net', async () => {
    const world = generate({ ...OPTIONS, sales: 900, perMille: { dirty_row: 20, second_layout: 80 } });
    const folder = mkdtempSync(path.join(tmpdir(), 'payport-generated-'));
    try {
      await writeWorld(world, folder);
      for (const hotel of world.hotels) {
        const { key } = hotel;
        const own = world.lines.filter(({ hotel, file }) => hotel === key && file === 'main');
        const dirty = own.filter(({ dirtyAmount }) => dirtyAmount !== null);
        const rows = (await partsOf(path.join(folder, key, 'registry.csv'))).filter((part) => part.type === 'rows');
        expect(rows.flatMap((part) => part.problems).map(({ value }) => value)).toEqual(dirty.map(() => 'см. акт'));
        const read = rows.flatMap((part) => part.bank);
        expect(read.map(({ row, grossMinor, kind, rrn }) => [row, grossMinor, kind, rrn])).toEqual(
          own.filter(({ dirtyAmount }) => dirtyAmount === null).map(({ row, draft }) => [row, draft.grossMinor, draft.kind, draft.rrn]),
        );
        const told = world.entries.filter(({ hotel }) => hotel === key);
        const account = await entriesOf(path.join(folder, key, 'kl_to_1c.txt'));
        expect(account.map(({ documentNumber }) => `account:${documentNumber ?? ''}`)).toEqual(labelsOf(told, 'account'));
        const again = await entriesOf(path.join(folder, key, `account-second.${world.hotels.indexOf(hotel) % 2 === 0 ? 'xml' : 'txt'}`));
        expect(again.map(({ documentNumber }) => `second_account:${documentNumber ?? ''}`)).toEqual(labelsOf(told, 'second_account'));
        // The same account in another format says the same of each entry.
        for (const entry of again) expect(account.map(saidOf)).toContainEqual(saidOf(entry));
        const second = (await partsOf(path.join(folder, key, 'registry-second.xlsx'))).flatMap((part) => (part.type === 'rows' ? part.bank : []));
        expect(second.length).toBeGreaterThan(0);
        expect(second.every(({ rrn }) => read.some((line) => line.rrn === rrn))).toBe(true);
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
