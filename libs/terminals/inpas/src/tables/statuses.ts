/** Field 39: status, then its meaning in English and Russian, as public integrations have it. */
export const STATUS_ROWS: readonly (readonly [status: number, en: string, ru: string])[] = [
  [0, 'the terminal does not know the outcome', 'терминал не знает исхода'],
  [1, 'approved', 'одобрено'],
  [16, 'refused', 'отказано'],
  [17, 'approved without the bank', 'одобрено без связи с банком'],
  [34, 'no connection to the bank', 'нет связи с банком'],
  [53, 'stopped on the terminal', 'прервано на терминале'],
  [54, 'stopped on the terminal', 'прервано на терминале'],
];
