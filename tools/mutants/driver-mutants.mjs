// @ts-check

/** @typedef {import('./mutant-list.mjs').Mutant} Mutant */

const CONFORMANCE = 'libs/terminals/conformance/src';
const SBERBANK = 'libs/terminals/sberbank/src';
const ZVT = 'libs/terminals/zvt/src';
const INPAS = 'libs/terminals/inpas/src';

/**
 * Faults of drivers, which the suite for all of them has to see.
 * @type {readonly Mutant[]}
 */
export const DRIVER_MUTANTS = [
  {
    title: 'an answer under another number is taken for ours',
    file: `${INPAS}/reply.ts`,
    from: "if (message.transactionId !== null) return isSameId(message.transactionId, transactionId) ? 'ours' : 'foreign';",
    to: "if (message.transactionId !== null) return 'ours';",
    guards: [`${CONFORMANCE}/strangers.test.ts`],
  },
  {
    title: 'an order that was refused on the line is sent again',
    file: `${INPAS}/exchange.ts`,
    from: 'if (this.asked.movesMoney) {',
    to: 'if (this.asked.limitMs < 0) {',
    guards: [`${CONFORMANCE}/damage.test.ts`],
  },
  {
    title: 'an order is repeated on the line until it is acknowledged',
    file: `${ZVT}/serial-link.ts`,
    from: 'if (once) return;',
    to: '',
    guards: [`${CONFORMANCE}/lost-bytes.test.ts`],
  },
  {
    title: 'a broken line is a refusal',
    file: `${ZVT}/order-run.ts`,
    from: "if (ending.end === 'silent' || ending.end === 'broken') return unknown(evidence, status?.resultCode ?? null);",
    to: "if (ending.end === 'silent' || ending.end === 'broken') return { outcome: 'declined', decline: refusalOf(0), result: null, evidence };",
    guards: [`${CONFORMANCE}/lost-bytes.test.ts`],
  },
  {
    title: 'an approval is acknowledged before it is kept',
    file: `${ZVT}/order-run.ts`,
    from: "return (await this.#within(this.#keeping.work)) ? 'take' : 'wait';",
    to: "return 'take';",
    guards: [`${CONFORMANCE}/moments.test.ts`],
  },
  {
    title: 'the checksum of a frame is not looked at',
    file: `${ZVT}/serial-frame.ts`,
    from: "right[0] === low && right[1] === high ? { kind: 'frame', apdu }",
    to: "right[0] === low || right[0] !== high ? { kind: 'frame', apdu }",
    guards: [`${CONFORMANCE}/damage.test.ts`],
  },
  {
    title: 'the card number that a terminal sends whole is kept',
    file: `${ZVT}/clean.ts`,
    from: 'if (number === BMP.pan) return cleanPan(value);',
    to: 'if (number === BMP.pan) return { bytes: value, fullCardNumber: false };',
    guards: [`${CONFORMANCE}/card-data.test.ts`],
  },
  {
    title: 'the card number in a result file is kept',
    file: `${SBERBANK}/clean.ts`,
    from: 'const masked = maskCardNumbers(index === LINE.card ? maskCardLine(line) : line);',
    to: 'const masked = line;',
    guards: [`${CONFORMANCE}/card-data.test.ts`],
  },
  {
    title: 'the folder stays locked after a known outcome',
    file: `${SBERBANK}/job-run.ts`,
    from: 'if (judged.known) await attempt(keeper.release());',
    to: 'if (judged.known) await attempt(keeper.lock());',
    guards: [`${CONFORMANCE}/scenario-amounts.test.ts`],
  },
];
