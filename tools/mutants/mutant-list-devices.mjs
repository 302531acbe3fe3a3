// @ts-check
import { SIMULATION } from './guards.mjs';

const M = 'apps/gateway/src/modules';
const Z = 'libs/terminals/zvt/src';
const I = 'libs/terminals/inpas/src';
const S = 'libs/terminals/sberbank/src';
const DB = 'apps/gateway/test';
const MONEY = 'apps/gateway/test/money';

/**
 * The second half of the list: terminals on a line, and who may speak to a device when.
 * @type {readonly import('./mutant-list.mjs').Mutant[]}
 */
export const MORE_MUTANTS = [
  {
    title: 'a refusal without an id is believed',
    file: `${S}/answer.ts`,
    from: "return run.requestId === null ? null : 'no_id';",
    to: 'return null;',
    guards: [`${S}/answer.test.ts`, SIMULATION],
  },
  {
    title: 'a refusal without an id counts although the device could not be asked',
    file: `${S}/refusal-check.ts`,
    from: 'return { ...bare.otherwise, evidence: { ...bare.otherwise.evidence, check: checked.unproven } };',
    to: 'return bare.outcome;',
    guards: [`${S}/refusal-check.test.ts`],
  },
  {
    title: 'what another INPAS terminal does not know proves that an order is absent',
    file: `${I}/recovery.ts`,
    from: 'if (isOfAnotherTerminal(message, device.settings.terminalId)) {',
    to: 'if (false) {',
    guards: [`${I}/recovery.test.ts`],
  },
  {
    title: 'a ZVT terminal is told that its approval is taken before it is durable',
    file: `${Z}/order-run.ts`,
    from: "return (await this.#within(this.#keeping.work)) ? 'take' : 'wait';",
    to: "return 'take';",
    guards: [`${Z}/driver-sale.test.ts`],
  },
  {
    title: 'a ZVT approval of another amount is taken',
    file: `${Z}/order-run.ts`,
    from: "if (this.#foreign !== null) return 'refuse';",
    to: "if (this.#foreign === 'terminal') return 'refuse';",
    guards: [`${Z}/driver-sale.test.ts`],
  },
  {
    title: 'a ZVT record is the lost payment although none was told of before it',
    file: `${Z}/recovery.ts`,
    from: 'if (facts.before === NO_RECORD && (',
    to: 'if (false && (',
    guards: [`${Z}/recovery.test.ts`],
  },
  {
    title: 'a ZVT record from before the order is the lost payment',
    file: `${Z}/recovery.ts`,
    from: 'if (mark === facts.before) return',
    to: 'if (false) return',
    guards: [`${Z}/recovery.test.ts`],
  },
  {
    title: 'an INPAS answer with another number is our own',
    file: `${I}/reply.ts`,
    from: "if (message.transactionId !== null) return isSameId(message.transactionId, transactionId) ? 'ours' : 'foreign';",
    to: "if (message.transactionId !== null) return 'ours';",
    guards: [`${I}/driver-sale.test.ts`],
  },
  {
    title: 'an INPAS order is sent again after a NAK',
    file: `${I}/exchange.ts`,
    from: 'if (this.asked.movesMoney) {',
    to: 'if (false) {',
    guards: [`${I}/driver-line.test.ts`],
  },
  {
    title: 'an INPAS order is over because the terminal tells of another one',
    file: `${I}/recovery.ts`,
    from: 'if (within) return inProgress(',
    to: 'if (false) return inProgress(',
    guards: [`${I}/recovery.test.ts`],
  },
  {
    title: 'what a dead program of the INPAS bank left is believed without our number',
    file: `${I}/console/judge-answer.ts`,
    from: "if (end !== 'watched' && !echoed) return no(",
    to: 'if (false) return no(',
    guards: [`${I}/console/judge-answer.test.ts`],
  },
  {
    title: 'an approval of the INPAS bank’s program that was cut before its amount is believed',
    file: `${I}/console/judge-answer.ts`,
    from: "if (approved && isBare(message)) return no('bare');",
    to: '',
    guards: [`${I}/console/judge-answer.test.ts`],
  },
  {
    title: 'an INPAS payment is reduced a second time from the same amount',
    file: `${I}/partial-reversal.ts`,
    from: 'givenBackMinor !== 0n ||',
    to: '',
    guards: [`${I}/partial-reversal.test.ts`],
  },
  {
    title: 'nobody suspended it, says a gateway whose payment others have asked about',
    file: `${M}/payments/outcome-moves.ts`,
    from: "payment.status === 'unknown' && suspended === false ? null : suspended",
    to: 'suspended',
    guards: [`${M}/payments/outcome-moves.test.ts`],
  },
  {
    title: 'a close takes the device from an undo that is being said to it',
    file: `${M}/engine/engine.ts`,
    from: 'isAsking: (id) => this.recovery.isAsking(id) || this.twoPhase.isWorking(id),',
    to: 'isAsking: (id) => this.recovery.isAsking(id),',
    guards: [`${DB}/settlements.db.test.ts`],
  },
  {
    title: 'a roll-back by a void stands nowhere in the totals of the day',
    file: 'libs/persistence/src/command-store/batch-sql.ts',
    from: "p.status = 'reversed' and p.id >= $4",
    to: 'false',
    guards: [`${DB}/settlements.db.test.ts`],
  },
  {
    title: 'a close that told no time is held against the clocks of terminals',
    file: `${M}/service-commands/command-conclusion.ts`,
    from: 'byOurClock: closedAtMs === dispatchedAtMs,',
    to: 'byOurClock: false,',
    guards: [`${DB}/settlements.db.test.ts`],
  },
  {
    title: 'a close takes the device from who began to speak while it was written',
    file: `${M}/service-commands/commands.service.ts`,
    from: 'if (undecided.some(({ id }) => this.ports.recovery.isAsking(id))) throw',
    to: 'if (false) throw',
    guards: [`${MONEY}/close-rules.test.ts`],
  },
  {
    title: 'a wall clock that was set back keeps an unknown close on its terminal',
    file: `${M}/service-commands/close-recovery.ts`,
    from: "this.ladder.isOver(command.id, sinceMs, found.finding === 'in_progress')",
    to: 'this.ports.clock.now() - sinceMs >= this.ports.ladderMs',
    guards: [`${M}/service-commands/close-recovery.test.ts`],
  },
  {
    title: 'what came of a close waits for the database in memory alone',
    file: `${M}/service-commands/close-writer.ts`,
    from: 'if (settles) keeping =',
    to: 'if (false) keeping =',
    guards: [`${M}/service-commands/close-writer.test.ts`],
  },
  {
    title: 'a kept close is forgotten before the database has it',
    file: `${M}/service-commands/close-writer.ts`,
    from: 'if (isNews) await conclusion',
    to: 'if (isNews) void conclusion',
    guards: [`${M}/service-commands/close-writer.test.ts`],
  },
  {
    title: 'a kept close that knows nothing takes its terminal from others again',
    file: `${M}/service-commands/close-writer.ts`,
    from: "const isNews = outcome.status !== 'unknown' || ",
    to: 'const isNews = true || ',
    guards: [`${M}/service-commands/close-writer.test.ts`],
  },
  {
    title: 'a bare "done" of any run ends a suspended payment',
    file: 'libs/terminals/sberbank/src/service-answer.ts',
    from: "if (requestId !== null && file.requestId === null && file.code === 0) return distrusted('no_id');",
    to: "if (requestId === null && file.requestId !== null && file.code === 0) return distrusted('no_id');",
    guards: ['libs/terminals/sberbank/src/driver-settlement.test.ts'],
  },
  {
    title: 'a close under the refusal of another run has failed, whatever its slip says',
    file: 'libs/terminals/sberbank/src/settlement-run.ts',
    from: '  return disputed(left, report, evidence);',
    to: "  return { outcome: 'failed', decline: verdict.decline, slip: answer.slip?.text ?? null, evidence };",
    guards: ['libs/terminals/sberbank/src/driver-settlement.test.ts'],
  },
  {
    title: 'an empty tape proves a close by operations that an earlier one took along',
    file: `${M}/service-commands/close-recovery.ts`,
    from: 'await tx.movedBetween(command.terminalId, openedAtMs, untilMs)',
    to: 'await tx.movedBetween(command.terminalId, null, untilMs)',
    guards: [`${DB}/settlements.db.test.ts`],
  },
];
