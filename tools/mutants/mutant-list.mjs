// @ts-check
import { DRIVER_MUTANTS } from './driver-mutants.mjs';
import { SIMULATION } from './guards.mjs';
import { HELD_MUTANTS } from './held-mutants.mjs';
import { MORE_MUTANTS } from './mutant-list-devices.mjs';

/**
 * @typedef {object} Mutant
 * @property {string} title what the product would then do wrongly
 * @property {string} file
 * @property {string} from stands in the file exactly once
 * @property {string} to
 * @property {readonly string[]} guards who has to see it, the cheapest first: test files, or the simulation
 */

const M = 'apps/gateway/src/modules';
const S = 'libs/terminals/sberbank/src';
const P = 'libs/persistence/src';
const DB = 'apps/gateway/test';
const MONEY = 'apps/gateway/test/money';
const STORE = 'libs/persistence/src/payment-store';

/**
 * Deliberate faults on the way of the money: one small change each, made in a copy.
 * @type {readonly Mutant[]}
 */
export const MUTANTS = [
  {
    title: 'the claim is not asked for before a sale',
    file: `${M}/payments/start-guards.ts`,
    from: 'if (claim && !watched) return refuse',
    to: 'if (false) return refuse',
    guards: [`${MONEY}/start-rules.test.ts`],
  },
  {
    title: 'a device that another one took is used all the same',
    file: `${M}/payments/payments.service.ts`,
    from: 'if (token === null) {',
    to: 'if (false) {',
    guards: [`${MONEY}/start-rules.test.ts`],
  },
  {
    title: 'a repeated key begins another payment',
    file: `${M}/payments/payments.service.ts`,
    from: 'if (replay) {',
    to: 'if (false) {',
    guards: [`${MONEY}/start-rules.test.ts`],
  },
  {
    title: 'another body under the same key is not seen',
    file: `${M}/payments/payments.service.ts`,
    from: 'if (fields.length > 0) return refuse',
    to: 'if (false) return refuse',
    guards: [`${MONEY}/start-rules.test.ts`],
  },
  {
    title: 'the natural key is not looked for',
    file: `${M}/payments/payments.service.ts`,
    from: 'if (same) {',
    to: 'if (false) {',
    guards: [`${MONEY}/start-rules.test.ts`],
  },
  {
    title: 'an unknown outcome counts as declined',
    file: `${M}/payments/outcome-moves.ts`,
    from: "return { to: 'unknown', cause: 'no_proof', result: null, decline: outcome.decline, holdsTerminal: true };",
    to: "return { to: 'declined', cause: 'device_declined', result: null, decline: outcome.decline, holdsTerminal: false };",
    guards: [`${MONEY}/outcome-rules.test.ts`],
  },
  {
    title: 'an unknown payment gives its device away',
    file: `${M}/payments/outcome-moves.ts`,
    from: "cause: 'no_proof', result: null, decline: outcome.decline, holdsTerminal: true",
    to: "cause: 'no_proof', result: null, decline: outcome.decline, holdsTerminal: false",
    guards: [`${MONEY}/outcome-rules.test.ts`, SIMULATION],
  },
  {
    title: 'a conclusive "cannot tell" counts as absence',
    file: `${M}/payments/outcome-moves.ts`,
    from: "return finding.conclusive ? { ...base, to: 'manual_review', cause: 'device_cannot_tell', decline: MANUAL } : null;",
    to: "return finding.conclusive ? { ...base, to: 'failed', cause: 'proven_absent', decline: PROVEN_ABSENT } : null;",
    guards: [`${M}/payments/outcome-moves.test.ts`],
  },
  {
    title: 'the claim is not given back with the outcome',
    file: `${M}/payments/payments.service.ts`,
    from: 'if (!move.holdsTerminal) await tx.releaseClaim(current.id);',
    to: '',
    guards: [SIMULATION],
  },
  {
    title: 'nobody is told of an outcome',
    file: `${M}/payments/payments.service.ts`,
    from: 'if (TOLD.includes(move.to)) await tx.addOutbox',
    to: 'if (false) await tx.addOutbox',
    guards: [`${MONEY}/outcome-rules.test.ts`],
  },
  {
    title: 'an answer after the end moves the payment',
    file: `${M}/payments/payments.service.ts`,
    from: 'if (isFinal(current.status)) {',
    to: 'if (false) {',
    guards: [`${MONEY}/outcome-rules.test.ts`],
  },
  {
    title: 'an unknown outcome written twice is not seen',
    file: `${M}/payments/outcome-writer.ts`,
    from: 'if (stillMoves(current, move)) return',
    to: 'if (move) return',
    guards: [`${M}/payments/payment-runner.test.ts`],
  },
  {
    title: 'a start takes nothing over',
    file: `${M}/recovery/recovery.service.ts`,
    from: '      taken += 1;',
    to: '      continue;',
    guards: [`${MONEY}/recovery-rules.test.ts`],
  },
  {
    title: 'a former run’s payments count as failed',
    file: `${M}/recovery/recovery.service.ts`,
    from: "const unknown: Move = { to: 'unknown', cause: 'gateway_restarted'",
    to: "const unknown: Move = { to: 'declined', cause: 'recovered'",
    guards: [`${MONEY}/recovery-rules.test.ts`],
  },
  {
    title: 'the ladder has no end',
    file: `${M}/recovery/recovery.service.ts`,
    from: 'return this.ladder.isOver(payment.id',
    to: 'return false && this.ladder.isOver(payment.id',
    guards: [`${MONEY}/recovery-rules.test.ts`],
  },
  {
    title: 'memory is trusted for ever',
    file: `${M}/recovery/device-memory.ts`,
    from: 'if (!payment.holdsTerminal || ageMs < 0 || ageMs >= MEMORY_TRUST_MS) return false;',
    to: '',
    guards: [`${MONEY}/recovery-rules.test.ts`],
  },
  {
    title: 'an answer to what was asked too early is the last word, because it came late',
    file: `${M}/recovery/recovery.service.ts`,
    from: "const isTooEarly = early && proven?.to === 'manual_review';",
    to: "const isTooEarly = proven?.to === 'manual_review' && (await isAbsenceEarly(this.ports, payment));",
    guards: [`${MONEY}/recovery-rules.test.ts`],
  },
  {
    title: 'a line of the bank is believed beside its own reversal',
    file: `${M}/bank-evidence/match-lines.ts`,
    from: "const says = back.length > 0 ? 'reversed' : saysOf([line]);",
    to: 'const says = saysOf([line]);',
    guards: [`${M}/bank-evidence/match-lines.test.ts`],
  },
  {
    title: 'other payments over the amount are not looked for',
    file: `${M}/recovery/alike-operations.ts`,
    from: 'const same = others.filter((other) => other.amountMinor === amountMinor &&',
    to: 'const same = others.filter((other) => other.amountMinor === 0n &&',
    guards: [`${MONEY}/recovery-rules.test.ts`],
  },
  {
    title: 'a refund may exceed its original',
    file: `${M}/payments/refund-original.ts`,
    from: 'if (left < amount) {',
    to: 'if (false) {',
    guards: [`${MONEY}/refund-rules.test.ts`],
  },
  {
    title: 'a device is taken for a payment that is over',
    file: `${M}/payments/hold-device.ts`,
    from: "if (!current || isFinal(current.status) || current.status === 'manual_review') return false;",
    to: 'if (!current) return false;',
    guards: [`${MONEY}/device-rules.test.ts`],
  },
  {
    title: 'a device is taken for a payment that another gateway has adopted',
    file: `${M}/payments/hold-device.ts`,
    from: '    if (current.instanceId !== instanceId) return false;\n',
    to: '',
    guards: [`${MONEY}/device-rules.test.ts`],
  },
  {
    title: 'what began under a lost lease is sent under the next one',
    file: `${M}/instance/instance-lease.ts`,
    from: "if (!held || !this.held || epoch !== this.epoch) throw new LeaseLost('this gateway lost",
    to: "if (!this.held) throw new LeaseLost('this gateway lost",
    guards: [`${M}/instance/instance-lease.test.ts`],
  },
  {
    title: 'pending refunds do not count',
    file: `${M}/payments/refund-original.ts`,
    from: '(proven < taken ? proven : taken) - payment.refundClaimsMinor',
    to: '(proven < taken ? proven : taken) - payment.refundedMinor',
    guards: [`${MONEY}/refund-rules.test.ts`],
  },
  {
    title: 'a foreign id is believed',
    file: `${S}/answer.ts`,
    from: "file.requestId !== null && !idEchoed) return distrusted('foreign_id', file);",
    to: "false) return distrusted('foreign_id', file);",
    guards: [`${S}/answer.test.ts`],
  },
  {
    title: 'an approval needs no id',
    file: `${S}/answer.ts`,
    from: "if (run.requestId !== null) return idEchoed ? null : 'no_id';",
    to: 'if (run.requestId !== null) return null;',
    guards: [`${S}/answer.test.ts`],
  },
  {
    title: 'a cut refusal is believed',
    file: `${S}/answer.ts`,
    from: "if (!isWholeRefusal(file)) return 'cut';",
    to: '',
    guards: [`${S}/answer.test.ts`],
  },
  {
    title: 'another terminal’s answer is believed',
    file: `${S}/answer.ts`,
    from: "if (isOfAnotherTerminal(file, run.tid)) return distrusted('other_terminal', file);",
    to: '',
    guards: [`${S}/answer.test.ts`],
  },
  {
    title: 'a killed run counts as ended',
    file: `${S}/recovery.ts`,
    from: 'if (this.#lock?.orderKilled !== true) return false;',
    to: 'return false;',
    guards: [`${S}/recovery-run.test.ts`, `${S}/recovery-status.test.ts`],
  },
  {
    title: 'a live run is not waited for',
    file: `${S}/recovery.ts`,
    from: "if (earlier.state === 'running') return this.#waitForRun(earlier);",
    to: "if (earlier.state === 'running') return null;",
    guards: [`${S}/recovery-run.test.ts`],
  },
  {
    title: 'a tape entry is anybody’s',
    file: `${S}/tape-match.ts`,
    from: 'if (only === undefined || agreeing.length > 1 || mayBeAnothers(only, question)) return null;',
    to: 'if (only === undefined) return null;',
    guards: [`${S}/recovery-tape.test.ts`],
  },
  {
    title: 'no link counts as declined',
    file: `${S}/result-map.ts`,
    from: 'if (ASK_FIRST.has(code) || misplaced) return',
    to: 'if (false) return',
    guards: [`${S}/result-map.test.ts`],
  },
  {
    title: 'an unmapped code counts as declined',
    file: `${S}/result-map.ts`,
    from: "if (code === 0) return { verdict: 'approved' };\n  const resultClass",
    to: "if (code === 0 || code === 7777) return { verdict: 'declined', decline: declineFor('card_refused', code) };\n  const resultClass",
    guards: [`${S}/result-map.test.ts`],
  },
  {
    title: 'the folder is used while another run lives in it',
    file: `${S}/job-run.ts`,
    from: "if (earlier.state === 'running') return refuse('device_busy');",
    to: '',
    guards: [`${S}/driver-refusal.test.ts`],
  },
  {
    title: 'whoever lost the lease sends',
    file: `${S}/job-run.ts`,
    from: "if (!(await attempt(session.beforeFirstByte()))) return refused('not_allowed');",
    to: '',
    guards: [`${S}/driver-refusal.test.ts`],
  },
  {
    title: 'card numbers are kept as the terminal writes them',
    file: `${S}/folder-keeper.ts`,
    from: 'result: result && cleanedResult ? { ...result, bytes: cleanedResult.bytes } : null,',
    to: 'result,',
    guards: [`${S}/folder-keeper.test.ts`, `${S}/driver-sale.test.ts`],
  },
  {
    title: 'bytes leave although this gateway may not send',
    file: `${M}/payments/payment-runner.ts`,
    from: '        await maySend();\n',
    to: '',
    guards: [`${MONEY}/start-rules.test.ts`],
  },
  {
    title: 'an accepted payment of a former run counts as unknown',
    file: `${M}/recovery/recovery.service.ts`,
    from: "current.status === 'accepted' ? { ...unknown, to: 'failed', holdsTerminal: false } : unknown",
    to: 'unknown',
    guards: [`${MONEY}/recovery-rules.test.ts`],
  },
  {
    title: 'an open payment of the guest does not stop the next',
    file: `${M}/payments/start-guards.ts`,
    from: 'if (blocking) return refuse',
    to: 'if (false) return refuse',
    guards: [`${MONEY}/start-rules.test.ts`],
  },
  {
    title: 'a repeat of the same amount is not asked about',
    file: `${M}/payments/start-guards.ts`,
    from: 'if (repeat) return refuse',
    to: 'if (false) return refuse',
    guards: [`${MONEY}/start-rules.test.ts`],
  },
  {
    title: 'two tills are not kept apart by the guest’s folio',
    file: `${M}/payments/payments.service.ts`,
    from: '[`folio:${command.propertyId}:${folio}`]',
    to: '[]',
    guards: [`${MONEY}/start-rules.test.ts`],
  },
  {
    title: 'an approval is told before it is durable',
    file: `${M}/payments/outcome-writer.ts`,
    from: '      unwritten = await progress.close();\n      return await this.insist(',
    to: "      unwritten = await progress.close();\n      void this.insist(payment, outcome, unwritten, keep);\n      return { ...payment, status: 'approved' };\n      return await this.insist(",
    guards: [`${M}/payments/outcome-writer.test.ts`],
  },
  {
    title: 'the journal takes "not sent" as proof for ever',
    file: `${M}/payments/outcome-replay.ts`,
    from: "outcome.outcome !== 'not_sent' || ",
    to: 'true || ',
    guards: [`${M}/payments/outcome-writer.test.ts`],
  },
  {
    title: 'a line of the journal is not brought to the disk',
    file: `${M}/outcome-journal/file-outcome-journal.ts`,
    from: '        await file.sync();\n      } catch',
    to: '      } catch',
    guards: [`${M}/outcome-journal/file-outcome-journal.test.ts`],
  },
  {
    title: 'a void goes into a closed batch',
    file: `${M}/payments/void-original.ts`,
    from: '|| (await tx.batchClosedOver(original))',
    to: '',
    guards: [`${MONEY}/refund-rules.test.ts`],
  },
  {
    title: 'a void goes to another terminal',
    file: `${M}/payments/void-original.ts`,
    from: '  if (original.terminalId !== terminal.id) return false;\n',
    to: '',
    guards: [`${MONEY}/refund-rules.test.ts`],
  },
  {
    title: 'a device that serves another guest is asked all the same',
    file: `${M}/payments/hold-device.ts`,
    from: 'return token !== null;',
    to: 'return true;',
    guards: [`${MONEY}/recovery-rules.test.ts`],
  },
  {
    title: 'an outcome is not insisted on while the database is away',
    file: `${M}/payments/outcome-writer.ts`,
    from: '        await clock.sleep(STORE_RETRY_MS);',
    to: '        return payment;',
    guards: [`${M}/payments/outcome-writer.test.ts`],
  },
  {
    title: 'a void may undo what was partly given back',
    file: `${M}/payments/void-original.ts`,
    from: 'refundableMinor(original) === -command.amountMinor && original.refundClaimsMinor === 0n',
    to: '(original.result?.approvedAmountMinor ?? 0n) === -command.amountMinor',
    guards: [`${MONEY}/refund-rules.test.ts`],
  },
  {
    title: 'a release reads its reservation before it is locked',
    file: `${M}/payments/void-original.ts`,
    from: '(await tx.lock(found.id)) ?? found;',
    to: 'found;',
    guards: [`${DB}/sonata-preauthorizations.db.test.ts`],
  },
  {
    title: 'a released reservation is captured',
    file: `${M}/payments/capture-original.ts`,
    from: ' && payment.refundClaimsMinor === 0n',
    to: '',
    guards: [`${MONEY}/refund-rules.test.ts`],
  },
  {
    title: 'a release is sent as a void',
    file: `${M}/terminal-sessions/terminal-sessions.ts`,
    from: "kind === 'void' && original?.kind === 'preauthorization'",
    to: 'kind === null && original === null',
    guards: [`${MONEY}/refund-rules.test.ts`],
  },
  {
    title: 'a reservation is captured again',
    file: `${M}/payments/capture-original.ts`,
    from: ' && payment.captureClaimsMinor === 0n',
    to: '',
    guards: [`${MONEY}/refund-rules.test.ts`],
  },
  {
    title: 'a capture may exceed what is reserved',
    file: `${M}/payments/capture-original.ts`,
    from: 'if (command.amountMinor > left) {',
    to: 'if (left === 0n) {',
    guards: [`${MONEY}/refund-rules.test.ts`],
  },
  {
    title: 'a lost capture does not count',
    file: `${M}/payments/capture-original.ts`,
    from: 'payment.captureClaimsMinor === 0n',
    to: 'payment.capturedMinor === 0n',
    guards: [`${MONEY}/refund-rules.test.ts`],
  },
  {
    title: 'a stop is an outcome',
    file: `${M}/payments/payments.service.ts`,
    from: "        to: 'cancelling',",
    to: "        to: 'cancelled',",
    guards: [`${MONEY}/outcome-rules.test.ts`],
  },
  {
    title: 'a refund reads its original before it is locked',
    file: `${M}/payments/refund-original.ts`,
    from: '    const original = (await tx.lock(found.id)) ?? found;\n    return limited',
    to: '    const original = found;\n    return limited',
    guards: [`${MONEY}/refund-rules.test.ts`],
  },
  {
    title: 'two devices’ claims are one in Postgres',
    file: `${P}/payment-store/pg-payment-tx.ts`,
    from: 'on conflict (address) do nothing returning',
    to: 'on conflict (address) do update set taken_at = excluded.taken_at returning',
    guards: [`${STORE}/payment-store.db.test.ts`],
  },
  {
    title: 'Postgres does not lock the payment',
    file: `${P}/payment-store/pg-payment-tx.ts`,
    from: "'select from payment where id = $1 for update'",
    to: "'select from payment where id = $1'",
    guards: [`${STORE}/payment-store.db.test.ts`],
  },
  {
    title: 'an outcome does not wait for the disk',
    file: `${P}/payment-store/pg-payment-store.ts`,
    from: '    return lockedTransaction(this.pool, locks, (client, sent) => work(new PgPaymentTx(client, sent)));',
    to: "    return lockedTransaction(this.pool, locks, (client, sent) => work(new PgPaymentTx(client, sent)), 'begin; set local synchronous_commit = off');",
    guards: [`${STORE}/payment-store.db.test.ts`],
  },
  ...HELD_MUTANTS,
  ...MORE_MUTANTS,
  ...DRIVER_MUTANTS,
];

/** What `npm test` plants: from every part of the way one or two, all seen by units or by the simulation. */
export const BOUNDED = [
  'a repeated key begins another payment',
  'two tills are not kept apart by the guest’s folio',
  'an unknown outcome counts as declined',
  'the claim is not given back with the outcome',
  'a former run’s payments count as failed',
  'pending refunds do not count',
  'an approval needs no id',
  'a tape entry is anybody’s',
  'an approval is told before it is durable',
];
