import type { CardResult, Decline, DeviceAddress, DeviceReference } from '@payport/domain';
import type {
  DriverDefinition,
  DriverSession,
  OrderOutcome,
  PaymentOrder,
  RecoveryFinding,
  RecoveryQuery,
  RefundOrder,
} from '@payport/terminals-core';
import { z } from 'zod';
import type { Life } from '../life.ts';
import type { BankEntry } from './simulated-bank.ts';
import { scriptedClose } from './scripted-close.ts';
import { scriptedSteps } from './scripted-steps.ts';
import type { DeviceRecord, SimulatedDevice } from './simulated-device.ts';

const WIRE_MS = 80;
const TEXT = { ru: 'Текст', en: 'Text' } as const;
const CANCELLED = 2000;
/** One for all lives: a schema is compiled when it is first used. */
const SETTINGS = z.looseObject({});

const decline = (code: Decline['code'], terminalCode: number | null): Decline => ({
  code,
  terminalCode: terminalCode === null ? null : String(terminalCode),
  message: TEXT,
  advice: TEXT,
  retry: code === 'outcome_unknown' ? 'do_not_retry_check_first' : 'now',
});

const resultOf = (entry: BankEntry): CardResult => ({
  approvedAmountMinor: entry.amountMinor,
  currency: 'RUB',
  rrn: entry.rrn,
  authCode: entry.authCode,
  responseCode: '0',
  responseText: null,
  cardMask: null,
  cardBrand: null,
  cardExpiry: null,
  cardholder: null,
  terminalTid: entry.tid,
  merchantMid: null,
  stan: null,
  hostTime: null,
  executedAs: entry.kind === 'preauthorization' || entry.kind === 'capture' ? null : entry.kind,
  slip: null,
});

/**
 * A driver without a protocol in front of a simulated device: it tells at once what a good protocol could tell. What it
 * tests is the engine; the real driver has a front of its own.
 */
export function scriptedFront(life: Life, deviceOf: (settings: unknown) => SimulatedDevice): DriverDefinition {
  return {
    id: 'ucs',
    title: TEXT,
    settings: SETTINGS,
    operations: ['sale', 'refund', 'void', 'preauthorization', 'capture', 'two_phase', 'settlement', 'cancel', 'status_query'],
    reportsStages: true,
    deviceStepLimitMs: () => 200_000,
    deviceAddress: (settings) => `scripted:${JSON.stringify(settings)}` as DeviceAddress,
    newReference: (random) => Buffer.from(random.bytes(4)).toString('hex').toUpperCase() as DeviceReference,
    create: (settings) => {
      const device = deviceOf(settings);
      return {
        sale: (order, session) => perform(life, device, 'sale', order, session),
        refund: (order, session) => perform(life, device, 'refund', order, session),
        void: (order, session) => perform(life, device, 'void', order, session),
        preauthorize: (order, session) => perform(life, device, 'preauthorization', order, session),
        release: (order, session) => perform(life, device, 'void', order, session),
        capture: (order, session) => perform(life, device, 'capture', order, session),
        ...scriptedSteps(life, device),
        ...scriptedClose(life, device),
        recover: (query) => recover(life, device, query),
        testLink: async (session) => {
          await session.beforeFirstByte();
          await life.pause(WIRE_MS);
          return { reachable: true, evidence: {} };
        },
      };
    },
  };
}

async function perform(
  life: Life,
  device: SimulatedDevice,
  kind: BankEntry['kind'],
  order: PaymentOrder | RefundOrder,
  session: DriverSession,
): Promise<OrderOutcome> {
  const { faults, time, chance } = device.world;
  await life.pause(WIRE_MS);
  await session.beforeFirstByte();
  life.sends(order.reference);
  const originalRrn = 'original' in order ? order.original.rrn : null;
  const operation = device.start({ reference: order.reference, kind, amountMinor: order.amountMinor, originalRrn });
  if (faults.strikes('device_rebooted')) time.after(chance.between(100, 20_000), () => operation.reboot());
  session.dispatched();
  session.stage('present_card');
  session.abort.addEventListener('abort', () => time.after(chance.between(0, 300), () => operation.stop()), { once: true });
  const end = await operation.ended;
  await life.pause(WIRE_MS);
  if (faults.strikes('order_reply_duplicated')) {
    life.clock.after(chance.between(0, 5_000), () => {
      session.dispatched();
      session.stage('authorizing');
    });
  }
  if (end === null || end.code === 4119 || faults.strikes('order_reply_lost')) {
    return { outcome: 'unknown', decline: decline('outcome_unknown', null), runEnded: true, evidence: {} };
  }
  return outcomeOf(end);
}

function outcomeOf({ code, entry }: DeviceRecord): OrderOutcome {
  const evidence = { code };
  if (entry) return { outcome: 'approved', result: resultOf(entry), evidence };
  if (code === CANCELLED) return { outcome: 'cancelled', decline: decline('cancelled_on_device', code), evidence };
  return { outcome: 'declined', decline: decline('issuer_refused', code), result: null, evidence };
}

async function recover(life: Life, device: SimulatedDevice, query: RecoveryQuery): Promise<RecoveryFinding> {
  const { faults } = device.world;
  await life.pause(WIRE_MS, 90);
  if (faults.strikes('device_link_broken')) return { finding: 'cannot_tell', conclusive: false, evidence: {} };
  const { reference } = query.order;
  if (device.operation) return { finding: 'in_progress', evidence: {} };
  const record = device.records.get(reference);
  if (!record) {
    return query.memoryIntact ? { finding: 'not_found_proven', rung: 1, evidence: {} } : { finding: 'cannot_tell', conclusive: true, evidence: {} };
  }
  const outcome = outcomeOf(record);
  switch (outcome.outcome) {
    case 'approved':
      return { finding: 'approved', rung: 1, result: outcome.result, evidence: {} };
    case 'cancelled':
    case 'declined':
      return { finding: outcome.outcome, rung: 1, decline: outcome.decline, evidence: {} };
    default:
      return { finding: 'cannot_tell', conclusive: false, evidence: {} };
  }
}
