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
  {
    title: 'a packet of INPAS is read whatever its checksum says',
    file: `${INPAS}/frame-reader.ts`,
    from: 'if (checksum(body) !== told) return null;',
    to: 'if (checksum(body) !== told && told === 0) return null;',
    guards: [`${CONFORMANCE}/damage.test.ts`],
  },
  {
    title: 'an INPAS answer over another currency is believed',
    file: `${INPAS}/answer.ts`,
    from: "if (message.currency !== null && message.currency !== CURRENCY_NUMBER) return 'other_currency';",
    to: '',
    guards: [`${CONFORMANCE}/strangers.test.ts`],
  },
  {
    title: 'an INPAS answer of another terminal is believed',
    file: `${INPAS}/answer.ts`,
    from: "if (isOfAnotherTerminal(message, expected.terminalId)) return 'other_terminal';",
    to: '',
    guards: [`${CONFORMANCE}/strangers.test.ts`],
  },
  {
    title: 'the last operation of an INPAS terminal is the lost one, whatever its number',
    file: `${INPAS}/recovery.ts`,
    from: "return isSameId(message.transactionId, asked) ? 'asked' : 'other';",
    to: "return 'asked';",
    guards: [`${CONFORMANCE}/moments.test.ts`],
  },
  {
    title: 'nobody stops a running order of INPAS',
    file: `${INPAS}/exchange.ts`,
    from: 'this.#stopped ? undefined : (asked.stop ?? undefined)',
    to: 'undefined',
    guards: [`${CONFORMANCE}/moments.test.ts`],
  },
  {
    title: 'the card number in a field of INPAS is kept',
    file: `${INPAS}/clean.ts`,
    from: 'value: toBytes(truncateCard(text)) }, fullCardNumber',
    to: 'value: toBytes(text) }, fullCardNumber',
    guards: [`${CONFORMANCE}/card-data.test.ts`],
  },
  {
    title: 'the same copy a second time is taken for an old file',
    file: `${INPAS}/console/judge-answer.ts`,
    from: "return movesMoney && previous.found === 'answer'",
    to: "return previous.found === 'answer'",
    guards: [`${CONFORMANCE}/moments.test.ts`],
  },
  {
    title: 'what a ZVT terminal told before an order is its answer',
    file: `${ZVT}/order-run.ts`,
    from: 'isEarlier: (status) => markOfStatus(status) === before,',
    to: 'isEarlier: () => false,',
    guards: [`${ZVT}/driver-sale.test.ts`],
  },
  {
    title: 'a ZVT line ends on a completion that was there before our word',
    file: `${ZVT}/conversation.ts`,
    from: 'if (!early) return talk.completed(message);',
    to: 'if (talk.started) return talk.completed(message);',
    guards: [`${CONFORMANCE}/moments.test.ts`],
  },
  {
    title: 'a ZVT record of before, over the same amount, is the lost sale',
    file: `${ZVT}/recovery.ts`,
    from: 'if (mark === facts.before) return',
    to: 'if (mark === null) return',
    guards: [`${CONFORMANCE}/moments.test.ts`],
  },
  {
    title: 'a ZVT frame that is repeated is a second message',
    file: `${ZVT}/serial-link.ts`,
    from: 'if (repeated) return;',
    to: '',
    guards: [`${ZVT}/serial-link.test.ts`],
  },
  {
    title: 'nobody stops a running order of ZVT',
    file: `${ZVT}/conversation.ts`,
    from: "if (hooks.mayAbort === true) this.session.abort.addEventListener('abort', passOn, { once: true });",
    to: '',
    guards: [`${CONFORMANCE}/scenario-amounts.test.ts`],
  },
  {
    title: 'a busy ZVT terminal is a refused card',
    file: `${ZVT}/result-map.ts`,
    from: "busy: 'device_busy',",
    to: "busy: 'card_refused',",
    guards: [`${CONFORMANCE}/strangers.test.ts`],
  },
  {
    title: 'a long ZVT message is one byte shorter than it says',
    file: `${ZVT}/apdu.ts`,
    from: 'return low === undefined || high === undefined ? null : 5 + low + high * 256;',
    to: 'return low === undefined || high === undefined ? null : 4 + low + high * 256;',
    guards: [`${CONFORMANCE}/scenario-amounts.test.ts`],
  },
  {
    title: 'a not found without an id is believed at once',
    file: `${SBERBANK}/recovery.ts`,
    from: "if (evidence['echo'] === 'none' && !this.#tapeCameLast) {",
    to: "if (evidence['echo'] === 'nobody' && !this.#tapeCameLast) {",
    guards: [`${SBERBANK}/recovery-status.test.ts`, 'apps/gateway/test/simulation/simulation.test.ts'],
  },
];
