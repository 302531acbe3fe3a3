import type { SearchField } from '@payport/contracts';
import type { PaymentKind, PaymentOutcome } from '@payport/domain';
import { fold } from './fold.ts';
import { otherLayout } from './keyboard-layout.ts';

export type Operator = SearchField | 'status' | 'kind' | 'date' | 'time';

/** Names of operators, folded. The first Russian and the first English one are those that the portal writes itself. */
const NAMES: Readonly<Record<Operator, readonly string[]>> = {
  rrn: ['rrn', 'ррн'],
  auth: ['auth', 'код', 'code', 'авторизация'],
  card: ['card', 'карта'],
  room: ['room', 'номер', 'комната'],
  guest: ['guest', 'гость', 'имя', 'name'],
  booking: ['booking', 'бронь', 'reservation', 'бронирование', 'conf'],
  pms: ['sonata', 'соната', 'pms'],
  amount: ['amount', 'сумма', 'sum'],
  terminal: ['terminal', 'терминал', 'tid'],
  id: ['id', 'ид', 'платеж', 'payment'],
  status: ['status', 'статус', 'состояние', 'state'],
  kind: ['kind', 'операция', 'вид', 'type'],
  date: ['date', 'дата', 'день', 'day'],
  time: ['time', 'время', 'час', 'hour'],
};

const BY_NAME: ReadonlyMap<string, Operator> = new Map(
  (Object.entries(NAMES) as [Operator, readonly string[]][]).flatMap(([operator, names]) => names.map((name) => [name, operator] as const)),
);

/** The operator of that name, also where it was typed on the other keyboard. */
export function operatorOf(name: string): Operator | null {
  const other = otherLayout(name);
  return BY_NAME.get(fold(name)) ?? (other === null ? null : (BY_NAME.get(fold(other)) ?? null));
}

/** The colon's keys on the other keyboard. */
const FOREIGN_COLON = /(?<![\p{L}\d])(\p{L}{2,}?)(?:Ж|\^)(?=\S)/gu;

/** "кщщьЖ552" and "yjvth^552" are "room:552" and "номер:552" by the same keys: where the letters name an operator there. */
export const withColons = (text: string): string =>
  text.replace(FOREIGN_COLON, (typed, name: string) => {
    const other = otherLayout(name);
    return other !== null && BY_NAME.has(fold(other)) ? `${name}:` : typed;
  });

const OUTCOMES: Readonly<Record<PaymentOutcome, readonly string[]>> = {
  approved: ['approved', 'одобрен', 'одобрено', 'успешно'],
  declined: ['declined', 'отклонен', 'отклонено', 'отказ'],
  cancelled: ['cancelled', 'canceled', 'отменен', 'отменено'],
  failed: ['failed', 'error', 'не состоялся', 'несостоялся', 'ошибка', 'сбой'],
  unknown: ['unknown', 'неизвестно', 'неизвестен'],
  reversed: ['reversed', 'аннулирован', 'аннулировано'],
  pending: ['pending', 'running', 'выполняется', 'идет'],
  held: ['held', 'waiting', 'ждет', 'ожидает'],
};

const KINDS: Readonly<Record<PaymentKind, readonly string[]>> = {
  sale: ['sale', 'оплата', 'продажа'],
  refund: ['refund', 'возврат'],
  void: ['void', 'отмена'],
  preauthorization: ['preauthorization', 'предавторизация'],
  capture: ['capture', 'списание'],
};

/** Before a value these say what it is also without a colon: "комната 552". Others are words that a name or a sentence may hold. */
const SPOKEN: ReadonlySet<Operator> = new Set<Operator>(['rrn', 'auth', 'card', 'room', 'guest', 'booking']);
const BEFORE_VALUE = /(?<![^\s])(\p{L}{3,})\s+(?=[^\s:-]+(?:\s|$))/gu;

/** "комната 552" is "комната:552", where the value is no operator's word itself. */
export const withSpoken = (text: string): string =>
  text.replace(BEFORE_VALUE, (typed, name: string, at: number) => {
    const operator = operatorOf(name);
    const [next = ''] = text.slice(at + typed.length).split(/\s/u);
    return operator !== null && SPOKEN.has(operator) && operatorOf(next) === null ? `${name}:` : typed;
  });

/** So many letters say which word is meant. */
const ENOUGH = 3;

/** Everything one of whose names begins like that; "откл" is enough. */
function namedLike<T extends string>(names: Readonly<Record<T, readonly string[]>>, typed: string): readonly T[] {
  const variants = [typed, otherLayout(typed)].flatMap((text) => (text === null ? [] : [fold(text)]));
  const like = (name: string, by: string): boolean => name === by || (by.length >= ENOUGH && name.startsWith(by));
  return (Object.keys(names) as T[]).filter((key) => names[key].some((name) => variants.some((variant) => like(name, variant))));
}

/** English words for outcomes that are surnames or say too little alone. */
const NOT_ALONE = new Set(['held', 'waiting', 'running', 'error']);

/** The outcome that a whole word names without an operator: "552 отклонён". */
export function outcomeNamed(typed: string): readonly PaymentOutcome[] {
  const word = fold(typed);
  return NOT_ALONE.has(word) ? [] : (Object.keys(OUTCOMES) as PaymentOutcome[]).filter((outcome) => OUTCOMES[outcome].includes(word));
}

export const outcomesLike = (typed: string): readonly PaymentOutcome[] => namedLike(OUTCOMES, typed);
export const kindsLike = (typed: string): readonly PaymentKind[] => namedLike(KINDS, typed);
