import type { ProgramExit } from '@payport/terminals-core';
import type { PilotCommand, ResultFields } from '@payport/terminals-sberbank';
import type { ScriptedRun } from '@payport/testing';
import type { LastStep } from './last-operation.ts';
import type { SimulatedDevice } from './simulated-device.ts';

type StepCommand = PilotCommand & { readonly kind: LastStep };

const NO_LINK = 99;
const BANK_AWAY = 4142;
const CRASHED: Partial<ProgramExit> = { exitCode: null, signal: 'SIGSEGV' };

export interface StepPorts {
  readonly device: SimulatedDevice;
  readonly leave: (fields: ResultFields) => Partial<ProgramExit>;
}

/** Suspend, commit and roll-back as the bank's program does them, and how their answers get lost before and after they ran. */
export async function playStep(run: ScriptedRun, command: StepCommand, { device, leave }: StepPorts): Promise<Partial<ProgramExit>> {
  const { faults, chance } = device.world;
  if (faults.strikes('program_died_at_start')) return CRASHED;
  await run.clock.sleep(chance.between(50, 1_500), run.killed);
  if (run.killed.aborted) return {};
  if (device.isOff() || faults.strikes('step_link_broken')) return leave({ code: NO_LINK });
  if (command.kind === 'rollback' && faults.strikes('rollback_not_at_bank')) return leave({ code: BANK_AWAY });
  const code = device.changeLast(command.kind, command.amountMinor, command.authCode);
  if (faults.strikes('step_reply_lost')) return CRASHED;
  return leave({ code, terminalId: device.tid, ...(command.requestId === null ? {} : { requestId: command.requestId }) });
}
