import type { Decline } from '@payport/domain';
import type { SettlementResult, TerminalDriver } from '@payport/terminals-core';
import type { Life } from '../life.ts';
import type { SimulatedDevice } from './simulated-device.ts';

const WIRE_MS = 80;
const CLOSE_MS = 6_000;
const TEXT = { ru: 'Текст', en: 'Text' } as const;
const DECLINE: Decline = { code: 'outcome_unknown', terminalCode: null, message: TEXT, advice: TEXT, retry: 'do_not_retry_check_first' };
const RESULT: SettlementResult = { totals: null, hostAgrees: true, slip: null, hostTime: null };

/** The close of the day and the question about it, without a protocol: the device knows which close was its last. */
export function scriptedClose(life: Life, device: SimulatedDevice): Required<Pick<TerminalDriver, 'settle' | 'recoverSettlement'>> {
  const { faults } = device.world;
  return {
    settle: async ({ reference }, session) => {
      await life.pause(WIRE_MS);
      await session.beforeFirstByte();
      await life.pause(CLOSE_MS, 90);
      if (faults.strikes('close_refused')) return { outcome: 'failed', decline: DECLINE, slip: null, evidence: {} };
      if (device.isOff() || device.closeDay(reference) === null) return { outcome: 'unknown', decline: DECLINE, evidence: {} };
      await life.pause(WIRE_MS);
      return faults.strikes('close_reply_lost')
        ? { outcome: 'unknown', decline: DECLINE, evidence: {} }
        : { outcome: 'done', result: RESULT, evidence: {} };
    },
    recoverSettlement: async ({ reference }, session) => {
      await life.pause(WIRE_MS, 90);
      await session.beforeFirstByte();
      if (device.isOff() || faults.strikes('device_link_broken')) return { finding: 'cannot_tell', conclusive: false, evidence: {} };
      if (device.lastCloseReference === reference) return { finding: 'done', result: RESULT, evidence: {} };
      return { finding: 'not_closed_proven', evidence: {} };
    },
  };
}
