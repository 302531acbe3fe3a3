// @ts-check

const MONEY = new Set(['amount', 'amounts', 'sum', 'sums', 'price', 'prices', 'minor', 'kopecks', 'cents']);

/**
 * Whether a name speaks of money: `amountMinor`, `TOTAL_SUM`, but not `summary`.
 * @param {string} name
 */
export function speaksOfMoney(name) {
  return name.split(/[_\W]+|(?<=[a-z0-9])(?=[A-Z])/).some((word) => MONEY.has(word.toLowerCase()));
}
