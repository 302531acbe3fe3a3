import type { SeededProperty, SeededTerminal } from '../records/seeded.ts';
import { HISTORY_CARDS } from './cards.ts';
import type { Chance } from './chance.ts';
import { Diary } from './diary.ts';
import { newStay } from './guests.ts';
import { daysMs, localMidnight, minutesMs } from './local-time.ts';
import type { Ending, PlannedOrder } from './planned-order.ts';
import { planRefunds } from './plan-refunds.ts';
import { tillOf, type Till } from './tills.ts';

/** Six weeks, the last of them ending with yesterday: today's batch belongs to the live demonstration. */
export const HISTORY_DAYS = 42;

const CASHIERS: readonly (readonly [string, string, string])[] = [
  ['Смирнова Е.', 'Лебедев К.', 'Попова А.'],
  ['Вайткус Р.', 'Гусева Н.', 'Морозов Д.'],
];
const APPROVED: Ending = { kind: 'code', code: 0 };
/** What banks and guests say no with, and how often: 51 funds, 55 PIN, 54 expired, 91 no link, 05, 61, 62, 57, cancel, time. */
const REFUSALS: readonly (readonly [number, number])[] = [
  [34, 4451],
  [16, 4455],
  [8, 4454],
  [8, 4491],
  [8, 4405],
  [6, 4461],
  [4, 4462],
  [4, 4457],
  [8, 2000],
  [4, 2002],
];

/** Everything that the PMS ordered, oldest first. */
export function planHistory(terminals: readonly SeededTerminal[], chance: Chance, nowMs: number): readonly PlannedOrder[] {
  const diary = new Diary();
  const properties = [...new Set(terminals.map(({ property }) => property))];
  const sales = terminals.flatMap((terminal) => {
    const cashiers = CASHIERS[properties.indexOf(terminal.property) % CASHIERS.length] ?? [];
    return daysOf(terminal.property, nowMs).flatMap((day) => planDay({ terminal, cashiers, chance, diary, ...day }));
  });
  const told = withTroubles(sales, chance, nowMs);
  return [...told, ...planRefunds(told, { chance, diary, untilMs: (property) => localMidnight(nowMs, 0, property.timeZone) })].sort(
    (a, b) => a.atMs - b.atMs,
  );
}

interface Day {
  readonly midnightMs: number;
  readonly weekend: boolean;
}

function daysOf({ timeZone }: SeededProperty, nowMs: number): readonly Day[] {
  return Array.from({ length: HISTORY_DAYS }, (_, i) => {
    const midnightMs = localMidnight(nowMs, HISTORY_DAYS - i, timeZone);
    return { midnightMs, weekend: [0, 6].includes(new Date(midnightMs + daysMs(0.5)).getUTCDay()) };
  });
}

interface DayPlan extends Day {
  readonly terminal: SeededTerminal;
  readonly cashiers: readonly string[];
  readonly chance: Chance;
  readonly diary: Diary;
}

function planDay(day: DayPlan): readonly PlannedOrder[] {
  const { terminal, chance, weekend } = day;
  const till = tillOf(terminal.workstation);
  const usual = till.weight[weekend ? 1 : 0];
  return Array.from({ length: chance.between(usual - 2, usual) }, () => planBill(day, till)).flat();
}

/** One bill: mostly paid at once, sometimes declined first and then paid with another card. */
function planBill({ terminal, cashiers, chance, diary, midnightMs }: DayPlan, till: Till): readonly PlannedOrder[] {
  const wantedMs = midnightMs + minutesMs(chance.weighted(till.hours) * 60 + chance.between(0, 59)) + chance.below(60_000);
  const atMs = diary.take(terminal.tid, wantedMs);
  const [from, to, step] = till.bill;
  const details = chance.weighted(till.details);
  const order: PlannedOrder = {
    terminal,
    kind: 'sale',
    atMs,
    details,
    comment: null,
    card: chance.pick(HISTORY_CARDS),
    ending: APPROVED,
    cashier: chance.pick(cashiers),
    original: null,
    // Cheap bills are many, dear ones few.
    amountMinor: BigInt(from + Math.min(chance.below((to - from) / step), chance.below((to - from) / step)) * step) * 100n,
    stay: chance.percent(till.hasStay) ? newStay(chance, atMs, terminal.property.timeZone) : null,
    bill: `${terminal.tid}-${atMs}`,
  };
  if (!chance.percent(14)) return [order];
  const refused: PlannedOrder = { ...order, ending: { kind: 'code', code: chance.weighted(REFUSALS) } };
  if (!chance.percent(70)) return [refused];
  const again = { ...order, card: chance.pick(HISTORY_CARDS), atMs: diary.take(terminal.tid, atMs + minutesMs(3)) };
  return [refused, again];
}

/** A few replies were lost on the way. The one that nobody could find again lies nine days back, long out of its batch. */
function withTroubles(sales: readonly PlannedOrder[], chance: Chance, nowMs: number): readonly PlannedOrder[] {
  const frontDesk = sales[0]?.terminal;
  const approved = sales.filter(({ ending }) => ending.kind === 'code' && ending.code === 0);
  const troubles = new Map<PlannedOrder, Pick<PlannedOrder, 'ending'> & Partial<PlannedOrder>>();
  for (const kind of ['lost_then_found', 'lost_then_found', 'lost_then_found', 'lost_then_absent', 'lost_then_absent'] as const) {
    troubles.set(chance.pick(approved), { ending: { kind } });
  }
  const lost = approved.findLast(({ terminal, atMs }) => terminal === frontDesk && atMs < nowMs - daysMs(9));
  if (lost) troubles.set(lost, { ending: { kind: 'lost_for_good' }, amountMinor: (lost.amountMinor / 100n) * 100n + 74n });
  return sales.map((sale) => ({ ...sale, ...troubles.get(sale) }));
}
