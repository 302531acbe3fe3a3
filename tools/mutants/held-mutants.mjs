// @ts-check
import { SIMULATION } from './guards.mjs';

const M = 'apps/gateway/src/modules';
const S = 'libs/terminals/sberbank/src';
const DB = 'apps/gateway/test';
const MONEY = 'apps/gateway/test/money';

/**
 * Faults with sales that the hotel's system has to confirm: what is committed, what is undone, and who may have the device meanwhile.
 * @type {readonly import('./mutant-list.mjs').Mutant[]}
 */
export const HELD_MUTANTS = [
  {
    title: 'a confirmation that lost the race is taken',
    file: `${M}/two-phase/hold-decision.ts`,
    from: 'if (!hold || !isUndecided(payment)) return refuse(notHeld(payment));',
    to: 'if (!hold) return refuse(notHeld(payment));',
    guards: [`${DB}/two-phase.db.test.ts`],
  },
  {
    title: 'a list without the undo’s line proves that it never ran',
    file: `${M}/bank-evidence/evidence-moves.ts`,
    from: '      if (isToBeUndone(payment) || undoMayHaveRun(events)) return null;\n',
    to: '',
    guards: [`${M}/bank-evidence/evidence-moves.test.ts`],
  },
  {
    title: 'a confirmed payment is undone when its time is over',
    file: `${M}/two-phase/hold-decision.ts`,
    from: "payment.status === 'held' && (payment.hold?.confirmedAs ?? null) === null",
    to: "payment.status === 'held'",
    guards: [`${DB}/two-phase.db.test.ts`],
  },
  {
    title: 'a lost void is sent a second time',
    file: `${M}/two-phase/undo-step.ts`,
    from: '    if (lost) return this.ask(lost);\n',
    to: '',
    guards: [`${DB}/two-phase.db.test.ts`],
  },
  {
    title: 'a commit is sent before the confirmation',
    file: `${M}/two-phase/two-phase.service.ts`,
    from: 'if (!isUndecided(payment)) return this.speak(payment);',
    to: 'return this.speak(payment);',
    guards: [SIMULATION],
  },
  {
    title: 'nothing pending is always our own commit',
    file: `${M}/two-phase/commit-step.ts`,
    from: "if (found?.finding === 'stands' || (found === null && lost))",
    to: 'if (lost || found === null)',
    guards: ['apps/gateway/src/modules/two-phase/commit-step.test.ts'],
  },
  {
    title: 'a mark that a driver writes again begins the step anew',
    file: `${M}/two-phase/step-log.ts`,
    from: 'cause === SENT && !sent &&',
    to: 'cause === SENT &&',
    guards: ['apps/gateway/src/modules/two-phase/step-log.test.ts'],
  },
  {
    title: 'a late answer to another request counts for a commit',
    file: `${S}/service-answer.ts`,
    from: "if (file.requestId !== null && file.requestId !== requestId) return distrusted('foreign_id');",
    to: '',
    guards: [`${S}/last-operation.test.ts`],
  },
  {
    title: 'a suspension said again in vain counts as none',
    file: `${M}/recovery/recovery.service.ts`,
    from: '{ early, suspended: done ? true : null }',
    to: '{ early, suspended: done }',
    guards: [`${DB}/two-phase-list.db.test.ts`],
  },
  {
    title: 'a close takes the device from a void that is on it',
    file: `${M}/service-commands/commands.service.ts`,
    from: 'return isUndoOnDevice(events) && recovery.undoSeenForMs(payment.id) < stepLimitMs;',
    to: 'return false;',
    guards: [`${MONEY}/close-rules.test.ts`],
  },
  {
    title: 'a void is absent although a day was closed over it',
    file: `${M}/two-phase/undo-step.ts`,
    from: 'const memoryIntact = !early && (await isMemoryIntact(ports, payment, lost.atMs));',
    to: 'const memoryIntact = !early;',
    guards: [`${M}/two-phase/undo-step.test.ts`],
  },
  {
    title: 'a void is given up while its sender may be asleep with it',
    file: `${M}/two-phase/undo-step.ts`,
    from: "finding.finding === 'cannot_tell' && finding.conclusive && !early",
    to: "finding.finding === 'cannot_tell' && finding.conclusive",
    guards: [`${M}/two-phase/undo-step.test.ts`],
  },
  {
    title: 'a void that just left is given up with the ladder of the roll-back before it',
    file: `${M}/two-phase/undo-step.ts`,
    from: ' && (runEnded || undos.isTriedEnough(id));',
    to: ' && (runEnded || true);',
    guards: [`${M}/two-phase/undo-step.test.ts`],
  },
  {
    title: 'a gateway that may not send takes a payment',
    file: `${M}/payments/payments.service.ts`,
    from: "if (!mayBegin) return refuse({ code: 'unavailable' });",
    to: '',
    guards: [`${MONEY}/start-rules.test.ts`],
  },
  {
    title: 'a gateway that may not send takes a command',
    file: `${M}/service-commands/commands.service.ts`,
    from: "if (!mayBegin) return refuse({ code: 'unavailable' });",
    to: '',
    guards: [`${DB}/two-gateways.db.test.ts`],
  },
  {
    title: 'nothing is pending after a close, says our own roll-back',
    file: `${M}/two-phase/step-log.ts`,
    from: ' && !events.some(({ cause }) => OVER_IT.includes(cause));',
    to: ';',
    guards: [`${M}/two-phase/step-log.test.ts`],
  },
  {
    title: 'our own undo on the tape counts as the refund of another guest',
    file: `${M}/recovery/alike-operations.ts`,
    from: 'undone.push(null);',
    to: 'continue;',
    guards: [`${MONEY}/recovery-rules.test.ts`],
  },
  {
    title: 'another void on the tape counts as a lost undo',
    file: `${M}/two-phase/undo-step.ts`,
    from: 'alike: await alikeOperations(ports.store, { ...payment, amountMinor }) };',
    to: 'alike: [] };',
    guards: [`${M}/two-phase/undo-step.test.ts`],
  },
  {
    title: 'two refunds of a foreign sale at the same moment both go out',
    file: `${M}/payments/payments.service.ts`,
    from: '[`rrn:${command.propertyId}:${command.original.rrn}`] : []),',
    to: '[] : []),',
    guards: [`${MONEY}/refund-rules.test.ts`],
  },
  {
    title: 'a foreign sale is given back again unseen',
    file: `${M}/payments/start-guards.ts`,
    from: 'done: found.filter(({ status }) => isFinal(status)) };',
    to: 'done: [] };',
    guards: [`${MONEY}/refund-rules.test.ts`],
  },
  {
    title: 'an answer that proves nothing takes back what others have found',
    file: `${M}/payments/outcome-moves.ts`,
    from: "return to === 'unknown' ? WITH_ITS_SENDER.includes(current.status) : mayMove(current.status, to);",
    to: 'return mayMove(current.status, to);',
    guards: [`${M}/payments/outcome-moves.test.ts`],
  },
];
