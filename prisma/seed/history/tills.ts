/** How busy each hour is, from the first one on. */
const byHour = (first: number, weights: readonly number[]): Till['hours'] => weights.map((weight, i) => [weight, first + i]);

/** How a place of payment is used. */
export interface Till {
  readonly weight: readonly [weekday: number, weekend: number];
  /** Hours of the day, by how busy they are. */
  readonly hours: readonly (readonly [number, number])[];
  readonly details: readonly (readonly [number, string])[];
  /** Smallest and largest bill, and the step between, in roubles. */
  readonly bill: readonly [from: number, to: number, step: number];
  readonly hasStay: number;
}

const RECEPTION: Till = {
  weight: [3, 4],
  hours: byHour(7, [1, 3, 6, 8, 8, 5, 4, 8, 9, 7, 5, 4, 3, 3, 2, 1]),
  details: [
    [55, 'Проживание'],
    [25, 'Предоплата за проживание'],
    [8, 'Поздний выезд'],
    [7, 'Мини-бар'],
    [5, 'Парковка'],
  ],
  bill: [3_900, 46_500, 100],
  hasStay: 100,
};
const RESTAURANT: Till = {
  weight: [2, 3],
  hours: byHour(8, [3, 4, 0, 0, 2, 7, 6, 0, 0, 2, 5, 9, 9, 7, 3]),
  details: [
    [60, 'Ресторан'],
    [25, 'Лобби-бар'],
    [15, 'Банкет'],
  ],
  bill: [640, 14_800, 10],
  hasStay: 30,
};

export const tillOf = (workstation: string): Till => (workstation.startsWith('RESTAURANT') ? RESTAURANT : RECEPTION);
