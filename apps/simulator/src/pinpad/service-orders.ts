import { renderTape, type ReportContent } from '../slip/report-slip.ts';
import type { DeviceAnswer } from './answer.ts';
import type { PhaseCommand, ServiceCommand } from './command.ts';
import type { Pinpad } from './pinpad.ts';
import { CODE } from './result-codes.ts';

/** The answer of a command that takes no card, and the id that line 19 shows. */
export interface ServiceAnswer {
  readonly answer: DeviceAnswer;
  readonly echo: string | null;
}

export async function answerService(pad: Pinpad, command: ServiceCommand): Promise<ServiceAnswer> {
  if (command.kind === 'status') return answerStatus(pad, command.askedId, command.requestId);
  return { answer: await answerOf(pad, command), echo: command.requestId };
}

/** 52: what became of an earlier request. A record that cannot be read is never reported as "not found". */
function answerStatus(pad: Pinpad, askedId: string, queryId: string | null): ServiceAnswer {
  const recollection = pad.memory.recall(askedId);
  const echoes = { query: queryId, original: askedId, none: null };
  switch (recollection.found) {
    case 'answer':
      return { answer: recollection.answer, echo: echoes[pad.profile.statusEcho] };
    case 'unreadable':
      return { answer: pad.answer(CODE.noLog), echo: queryId };
    case 'nothing':
      return { answer: pad.answer(CODE.neverExecuted), echo: queryId };
  }
}

async function answerOf(pad: Pinpad, command: Exclude<ServiceCommand, { kind: 'status' }>): Promise<DeviceAnswer> {
  switch (command.kind) {
    case 'rollback':
    case 'suspend':
    case 'commit':
      return pad.answer(await changePhase(pad, command));
    case 'control_tape':
      return pad.memory.tapeReadable ? pad.answer(CODE.approved, { slip: renderTape(report(pad), command.full) }) : pad.answer(CODE.tapeUnreadable);
    case 'reprint':
      return pad.memory.lastSlip === null ? pad.answer(CODE.nothingToPrint) : pad.answer(CODE.approved, { slip: pad.memory.lastSlip });
    case 'service_menu':
    case 'link_test':
      return pad.answer(CODE.approved);
  }
}

export const report = (pad: Pinpad): ReportContent => ({
  profile: pad.profile,
  entries: pad.ports.bank.openBatch(pad.profile.tid).entries,
  nowMs: pad.ports.clock.now(),
});

/** 13, 15, 16 act on the last successful operation, and only when amount and authorisation code are its own. */
async function changePhase(pad: Pinpad, command: PhaseCommand): Promise<number> {
  const last = pad.memory.lastOperation;
  if (!last) return CODE.nothingSuspended;
  if (last.amountMinor !== command.amountMinor || last.authCode !== command.authCode) return CODE.phaseMismatch;
  if (last.phase === 'committed' || last.phase === 'rolled_back') return CODE.nothingSuspended;
  switch (command.kind) {
    case 'suspend':
      await pad.commit(null, [{ type: 'phase', phase: 'suspended' }]);
      return CODE.approved;
    case 'commit':
      if (last.phase !== 'suspended') return CODE.nothingSuspended;
      await pad.commit(null, [{ type: 'phase', phase: 'committed' }]);
      return CODE.approved;
    case 'rollback':
      await pad.commit(pad.ports.bank.reverse(last.rrn), [{ type: 'phase', phase: 'rolled_back' }]);
      return CODE.approved;
  }
}
