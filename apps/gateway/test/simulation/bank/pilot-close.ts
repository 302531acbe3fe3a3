import { renderSettlementSlip, type ResultFields, type SlipHead, type SlipOperation } from '@payport/terminals-sberbank';
import type { ProgramExit } from '@payport/terminals-core';
import type { ScriptedRun } from '@payport/testing';
import type { SimulatedDevice } from './simulated-device.ts';

const NO_LINK = 99;
const REFUSED = 4401;
const NOTHING_TO_PRINT = 4309;
const CRASHED: Partial<ProgramExit> = { exitCode: null, signal: 'SIGSEGV' };
const MERCHANT = '684444445555';
const SECTIONS = [
  ['sale', 'Оплата'],
  ['refund', 'Возврат'],
  ['void', 'Отмена'],
] as const satisfies readonly (readonly [string, SlipOperation])[];

export interface ClosePorts {
  readonly device: SimulatedDevice;
  readonly leave: (fields: ResultFields, slip: string | null) => Partial<ProgramExit>;
  readonly stamp: (wallMs: number) => string;
}

/** The close of the day as the bank's program does it, and how its answer gets lost before and after. */
export async function playClose(run: ScriptedRun, { device, leave, stamp }: ClosePorts): Promise<Partial<ProgramExit>> {
  const { faults, chance } = device.world;
  if (faults.strikes('program_died_at_start')) return CRASHED;
  await run.clock.sleep(chance.between(500, 8_000), run.killed);
  if (run.killed.aborted) return {};
  if (device.isOff()) return leave({ code: NO_LINK }, null);
  if (faults.strikes('close_refused')) return leave({ code: REFUSED }, null);
  const head: SlipHead = { header: ['ГРАНД ОТЕЛЬ', 'Москва'], terminalId: device.tid, merchant: MERCHANT, printedAt: stamp(device.wallMs) };
  const closed = device.closeDay();
  if (closed === null) return leave({ code: NO_LINK }, null);
  const entryMode = { entryMode: 'E1', cardType: 'MIR', cardMask: '************4611' } as const;
  const sections = SECTIONS.map(([kind, operation]) => ({
    operation,
    entries: closed
      .filter(({ order }) => device.sectionOf(order) === kind)
      .map(({ order, number, wallMs, entry }) => ({
        at: stamp(wallMs),
        number,
        authCode: entry.authCode,
        amountMinor: order.amountMinor,
        ...entryMode,
      })),
  })).filter(({ entries }) => entries.length > 0);
  const slip = renderSettlementSlip({ ...head, sections }, true);
  device.lastCloseSlip = faults.strikes('close_slip_unreadable') ? null : slip;
  if (faults.strikes('close_reply_lost')) return CRASHED;
  return leave({ code: 0 }, slip);
}

/** The last slip once more; only closes are remembered here. */
export const playReprint = ({ device, leave }: Omit<ClosePorts, 'stamp'>): Partial<ProgramExit> =>
  device.lastCloseSlip === null ? leave({ code: NOTHING_TO_PRINT }, null) : leave({ code: 0 }, device.lastCloseSlip);
