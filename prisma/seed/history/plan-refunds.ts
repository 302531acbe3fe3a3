import type { SeededProperty } from '../records/seeded.ts';
import type { Chance } from './chance.ts';
import type { Diary } from './diary.ts';
import { localMidnight, minutesMs } from './local-time.ts';
import type { PlannedOrder } from './planned-order.ts';

export interface RefundPlan {
  readonly chance: Chance;
  readonly diary: Diary;
  /** End of the history of a property. */
  readonly untilMs: (property: SeededProperty) => number;
}

/** Money that went back: some of every sale of a guest who stayed, all of it or a part, once or twice. */
export function planRefunds(sales: readonly PlannedOrder[], plan: RefundPlan): readonly PlannedOrder[] {
  return sales.flatMap((sale) => {
    const paid = sale.ending.kind === 'code' && sale.ending.code === 0;
    return paid && sale.stay !== null && plan.chance.percent(8) ? refundsOf(sale, plan) : [];
  });
}

function refundsOf(sale: PlannedOrder, { chance, diary, untilMs }: RefundPlan): readonly PlannedOrder[] {
  const amounts = chance.weighted([
    [35, [1n, 1n]],
    [40, [1n, 2n]],
    [25, [1n, 3n]],
  ]);
  const part = roundedPart(sale.amountMinor, amounts[0] ?? 1n, amounts[1] ?? 1n);
  const twice = part < sale.amountMinor / 2n && chance.percent(40);
  return Array.from({ length: twice ? 2 : 1 }, (_, i): PlannedOrder => ({
    ...sale,
    kind: 'refund',
    amountMinor: part,
    original: sale,
    details: 'Возврат: сокращение проживания',
    comment: reasonOf(part, sale.amountMinor, i),
    bill: `${sale.bill}-refund-${i}`,
    atMs: diary.take(sale.terminal.tid, laterMs(sale, i + chance.below(2), chance)),
  })).filter(({ atMs }) => atMs < untilMs(sale.terminal.property));
}

/** What a cashier would write. No chance is asked: the rest of the history stays as it was. */
function reasonOf(part: bigint, of: bigint, nth: number): string {
  if (part === of) return of % 300n === 0n ? 'Бронь отменена' : 'Гость заплатил дважды';
  if (nth > 0) return 'Уехал ещё на день раньше';
  return part * 5n > of * 2n ? 'Гость уехал раньше' : 'Скидка: шумный номер';
}

/** Some hours or days after the sale, while the desk that gives money back is open. */
function laterMs(sale: PlannedOrder, days: number, chance: Chance): number {
  const { atMs, terminal } = sale;
  const wantedMs = localMidnight(atMs, -days, terminal.property.timeZone) + minutesMs(chance.between(10 * 60, 19 * 60)) + chance.below(60_000);
  return wantedMs > atMs + minutesMs(60) ? wantedMs : laterMs(sale, days + 1, chance);
}

/** A part of an amount, in whole roubles. */
const roundedPart = (amountMinor: bigint, numerator: bigint, denominator: bigint): bigint =>
  denominator === 1n ? amountMinor : ((amountMinor * numerator) / denominator / 100n) * 100n;
