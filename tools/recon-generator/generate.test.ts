import { readBankFile, type FilePart } from '@payport/bank-files';
import { createReadStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { generate } from './generate.ts';
import { writeWorld } from './world-files.ts';
import { VERDICTS } from './world.ts';

const OPTIONS = { seed: 7, sales: 6000, from: '2026-03-02', days: 28 };
const world = generate(OPTIONS);

async function partsOf(file: string): Promise<FilePart[]> {
  const parts: FilePart[] = [];
  for await (const part of readBankFile(createReadStream(file))) parts.push(part);
  return parts;
}

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
      for (const { key } of world.hotels) {
        const own = world.lines.filter(({ hotel, file }) => hotel === key && file === 'main');
        const dirty = own.filter(({ dirtyAmount }) => dirtyAmount !== null);
        const rows = (await partsOf(path.join(folder, key, 'registry.csv'))).filter((part) => part.type === 'rows');
        expect(rows.flatMap((part) => part.problems).map(({ value }) => value)).toEqual(dirty.map(() => 'см. акт'));
        const read = rows.flatMap((part) => part.bank);
        expect(read.map(({ row, grossMinor, kind, rrn }) => [row, grossMinor, kind, rrn])).toEqual(
          own.filter(({ dirtyAmount }) => dirtyAmount === null).map(({ row, draft }) => [row, draft.grossMinor, draft.kind, draft.rrn]),
        );
        const credits = (await partsOf(path.join(folder, key, 'kl_to_1c.txt'))).flatMap((part) => (part.type === 'rows' ? part.entries : []));
        const net = credits.reduce((sum, entry) => sum + (entry.direction === 'credit' ? entry.amountMinor : -entry.amountMinor), 0n);
        const direction = { purchase: 1n, sbp_purchase: 1n, refund: -1n, chargeback: -1n };
        expect(net).toBe(
          read.reduce((sum, line) => sum + (direction[line.kind as keyof typeof direction] * line.grossMinor - (line.feeMinor ?? 0n)), 0n),
        );
        const second = (await partsOf(path.join(folder, key, 'registry-second.xlsx'))).flatMap((part) => (part.type === 'rows' ? part.bank : []));
        expect(second.length).toBeGreaterThan(0);
        expect(second.every(({ rrn }) => read.some((line) => line.rrn === rrn))).toBe(true);
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
