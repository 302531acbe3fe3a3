// @ts-check

/** @typedef {readonly [title: string, file: string, from: string, to: string]} Mutant */

const M = 'apps/gateway/src/modules';
const S = 'libs/terminals/sberbank/src';

/**
 * Deliberate faults on the way of the money: one small change each, made in a copy.
 * @type {readonly Mutant[]}
 */
export const MUTANTS = [
  ['the claim is not asked for before a sale', `${M}/payments/start-guards.ts`, 'if (claim) return refuse', 'if (false) return refuse'],
  ['a device that another one took is used all the same', `${M}/payments/payments.service.ts`, 'if (token === null) {', 'if (false) {'],
  ['a repeated key begins another payment', `${M}/payments/payments.service.ts`, 'if (replay) {', 'if (false) {'],
  [
    'another body under the same key is not seen',
    `${M}/payments/payments.service.ts`,
    'if (fields.length > 0) return refuse',
    'if (false) return refuse',
  ],
  ['the natural key is not looked for', `${M}/payments/payments.service.ts`, 'if (same) {', 'if (false) {'],
  [
    'an unknown outcome counts as declined',
    `${M}/payments/outcome-moves.ts`,
    "return { to: 'unknown', cause: 'no_proof', result: null, decline: outcome.decline, holdsTerminal: true };",
    "return { to: 'declined', cause: 'device_declined', result: null, decline: outcome.decline, holdsTerminal: false };",
  ],
  [
    'an unknown payment gives its device away',
    `${M}/payments/outcome-moves.ts`,
    "cause: 'no_proof', result: null, decline: outcome.decline, holdsTerminal: true",
    "cause: 'no_proof', result: null, decline: outcome.decline, holdsTerminal: false",
  ],
  [
    'a conclusive "cannot tell" counts as absence',
    `${M}/payments/outcome-moves.ts`,
    "return finding.conclusive ? { ...base, to: 'manual_review', cause: 'device_cannot_tell', decline: MANUAL } : null;",
    "return finding.conclusive ? { ...base, to: 'failed', cause: 'proven_absent', decline: PROVEN_ABSENT } : null;",
  ],
  [
    'the claim is not given back with the outcome',
    `${M}/payments/payments.service.ts`,
    'if (!move.holdsTerminal) await tx.releaseClaim(current.id);',
    '',
  ],
  [
    'nobody is told of an outcome',
    `${M}/payments/payments.service.ts`,
    'if (TOLD.includes(move.to)) await tx.addOutbox',
    'if (false) await tx.addOutbox',
  ],
  ['an answer after the end moves the payment', `${M}/payments/payments.service.ts`, 'if (isFinal(current.status)) {', 'if (false) {'],
  [
    'an unknown outcome written twice is not seen',
    `${M}/payments/outcome-writer.ts`,
    'move.to === current.status && !isFinal(current.status) ? null',
    'false ? null',
  ],
  [
    'a start takes nothing over',
    `${M}/recovery/recovery.service.ts`,
    'if (!(ripe.has(payment.id) || adopted.has(payment.id)) || this.isAttended(payment.id)) continue;',
    'continue;',
  ],
  [
    'a former run’s payments count as failed',
    `${M}/recovery/recovery.service.ts`,
    "const unknown: Move = { to: 'unknown', cause: 'gateway_restarted'",
    "const unknown: Move = { to: 'declined', cause: 'recovered'",
  ],
  [
    'the ladder has no end',
    `${M}/recovery/recovery.service.ts`,
    'return this.unknownForMs(payment) >= ladderMs &&',
    'return false && this.unknownForMs(payment) >= ladderMs &&',
  ],
  [
    'memory is trusted for ever',
    `${M}/recovery/recovery.service.ts`,
    'if (!payment.holdsTerminal || ageMs < 0 || ageMs >= MEMORY_TRUST_MS) return false;',
    '',
  ],
  [
    'other payments over the amount are not looked for',
    `${M}/recovery/recovery.service.ts`,
    '.map((other) => other.result?.authCode ?? null);',
    '.map((other) => other.result?.authCode ?? null).slice(0, 0);',
  ],
  ['a refund may exceed its original', `${M}/payments/refund-original.ts`, 'if (left < amount) {', 'if (false) {'],
  [
    'pending refunds do not count',
    `${M}/payments/refund-original.ts`,
    'capturedMinor(payment) - payment.refundClaimsMinor',
    'capturedMinor(payment) - payment.refundedMinor',
  ],
  [
    'a void may undo what was partly given back',
    `${M}/payments/void-original.ts`,
    'refundableMinor(original) === -command.amountMinor && original.refundClaimsMinor === 0n',
    '(original.result?.approvedAmountMinor ?? 0n) === -command.amountMinor',
  ],
  ['a capture may exceed its reservation', `${M}/payments/capture-original.ts`, 'if (command.amountMinor > left) {', 'if (left === 0n) {'],
  ['a reservation is captured again', `${M}/payments/capture-original.ts`, ' && payment.captureClaimsMinor === 0n', ''],
  [
    'a foreign id is believed',
    `${S}/answer.ts`,
    "file.requestId !== null && !idEchoed) return distrusted('foreign_id', file);",
    "false) return distrusted('foreign_id', file);",
  ],
  [
    'an approval needs no id',
    `${S}/answer.ts`,
    "if (run.requestId !== null) return idEchoed ? null : 'no_id';",
    'if (run.requestId !== null) return null;',
  ],
  ['a cut refusal is believed', `${S}/answer.ts`, "return isWholeRefusal(file) ? null : 'cut';", 'return null;'],
  [
    'another terminal’s answer is believed',
    `${S}/answer.ts`,
    "if (isOfAnotherTerminal(file, run.tid)) return distrusted('other_terminal', file);",
    '',
  ],
  ['a killed run counts as ended', `${S}/recovery.ts`, 'if (this.#lock?.orderKilled !== true) return false;', 'return false;'],
  [
    'a live run is not waited for',
    `${S}/recovery.ts`,
    "if (earlier.state === 'running') return this.#waitForRun(earlier);",
    "if (earlier.state === 'running') return null;",
  ],
  [
    'a tape entry is anybody’s',
    `${S}/tape-match.ts`,
    'if (only === undefined || agreeing.length > 1 || mayBeAnothers(only, question)) return null;',
    'if (only === undefined) return null;',
  ],
  ['no link counts as declined', `${S}/result-map.ts`, 'if (ASK_FIRST.has(code) || misplaced) return', 'if (false) return'],
  [
    'an unmapped code counts as approved',
    `${S}/result-map.ts`,
    "if (code === 0) return { verdict: 'approved' };\n  const resultClass",
    "if (code === 0 || code === 7777) return { verdict: 'declined', decline: declineFor('card_refused', code) };\n  const resultClass",
  ],
  ['the folder is used while another run lives in it', `${S}/job-run.ts`, "if (earlier.state === 'running') return refuse('device_busy');", ''],
  ['whoever lost the lease sends', `${S}/job-run.ts`, "if (!(await attempt(session.beforeFirstByte()))) return refused('not_allowed');", ''],
  [
    'card numbers are kept as the terminal writes them',
    `${S}/folder-keeper.ts`,
    'result: result && cleanedResult ? { ...result, bytes: cleanedResult.bytes } : null,',
    'result,',
  ],
];
