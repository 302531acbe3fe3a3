import type { Decline } from '@payport/domain';
import type { DriverSession, LastFinding, LastOperation, LastOutcome, TerminalDriver } from '@payport/terminals-core';
import type { Life } from '../life.ts';
import type { LastStep } from './last-operation.ts';
import type { SimulatedDevice } from './simulated-device.ts';

const WIRE_MS = 80;
const NOTHING_PENDING = 4141;
const TEXT = { ru: 'Текст', en: 'Text' } as const;

const decline = (code: Decline['code']): Decline => ({ code, terminalCode: null, message: TEXT, advice: TEXT, retry: 'do_not_retry_check_first' });

type Steps = Required<Pick<TerminalDriver, 'suspendLast' | 'commitLast' | 'rollbackLast' | 'findLast'>>;

/** What is said about the device's last operation, without a protocol. */
export function scriptedSteps(life: Life, device: SimulatedDevice): Steps {
  const step =
    (kind: LastStep) =>
    (operation: LastOperation, session: DriverSession): Promise<LastOutcome> =>
      play(life, device, kind, operation, session);
  const findLast = async ({ amountMinor, authCode }: LastOperation): Promise<LastFinding> => {
    await life.pause(WIRE_MS);
    if (device.isOff() || device.world.faults.strikes('device_link_broken')) return { finding: 'cannot_tell', evidence: {} };
    const listed = device.batch().some(({ entry }) => entry.amountMinor === amountMinor && entry.authCode === authCode);
    return { finding: listed ? 'stands' : 'gone', evidence: {} };
  };
  return { suspendLast: step('suspend'), commitLast: step('commit'), rollbackLast: step('rollback'), findLast };
}

async function play(life: Life, device: SimulatedDevice, kind: LastStep, operation: LastOperation, session: DriverSession): Promise<LastOutcome> {
  const { faults } = device.world;
  const lost: LastOutcome = { outcome: 'unknown', decline: decline('outcome_unknown'), evidence: {} };
  await life.pause(WIRE_MS);
  await session.beforeFirstByte();
  await life.pause(WIRE_MS);
  if (device.isOff() || faults.strikes('step_link_broken')) return lost;
  const code = device.changeLast(kind, operation.amountMinor, operation.authCode);
  await life.pause(WIRE_MS);
  if (faults.strikes('step_reply_lost')) return lost;
  if (code === 0) return { outcome: 'done', evidence: {} };
  return { outcome: 'refused', already: code === NOTHING_PENDING, decline: decline('terminal_setup'), evidence: { code } };
}
