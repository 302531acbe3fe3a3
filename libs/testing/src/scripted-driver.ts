import type { CardResult, Decline, DeviceAddress, DeviceReference, Random } from '@payport/domain';
import type {
  DriverDefinition,
  DriverSession,
  LastFinding,
  LastOperation,
  LastOutcome,
  LinkReport,
  LostOperation,
  OrderOutcome,
  PaymentOrder,
  RecoveryFinding,
  RecoveryQuery,
  RefundOrder,
  ReportAnswer,
  ServiceReport,
  SettlementFinding,
  SettlementOrder,
  SettlementOutcome,
  SettlementQuery,
  SettlementResult,
  TerminalDriver,
  TerminalOperation,
  UndoOutcome,
} from '@payport/terminals-core';
import { z } from 'zod';

export type OrderScript = (order: PaymentOrder | RefundOrder, session: DriverSession) => Promise<OrderOutcome>;
export type RecoveryScript = (query: RecoveryQuery, session: DriverSession) => Promise<RecoveryFinding>;

type ScriptedOperation = 'sale' | 'refund' | 'void' | 'preauthorization' | 'capture' | 'release';
export type LastStep = 'suspend' | 'commit' | 'rollback';
export type LastScript = (step: LastStep, operation: LastOperation, session: DriverSession) => Promise<LastOutcome>;

/** What a scripted terminal was asked, in order: prompts are orders whose first byte left. */
export interface DriverJournal {
  readonly prompts: { readonly operation: ScriptedOperation; readonly order: PaymentOrder | RefundOrder }[];
  readonly questions: RecoveryQuery[];
  readonly closes: SettlementOrder[];
  readonly closeQuestions: SettlementQuery[];
  /** What was said about the last operation. */
  readonly steps: { readonly step: LastStep; readonly operation: LastOperation }[];
}

const total = (count: number, amountMinor: bigint): { count: number; amountMinor: bigint } => ({ count, amountMinor });

/** A close that the bank agrees with; nothing in the batch where no totals are given. */
export const closed = (changes: Partial<SettlementResult> = {}): SettlementOutcome => ({
  outcome: 'done',
  result: {
    totals: { sales: total(0, 0n), refunds: total(0, 0n), voids: total(0, 0n) },
    hostAgrees: true,
    slip: 'СВЕРКА ИТОГОВ\nИтоги совпали',
    hostTime: null,
    ...changes,
  },
  evidence: {},
});

export const approvedResult = (order: PaymentOrder, changes: Partial<CardResult> = {}): CardResult => ({
  approvedAmountMinor: order.amountMinor,
  currency: order.currency,
  rrn: `9${order.reference.replace(/\D/g, '').padEnd(11, '0').slice(0, 11)}`,
  authCode: order.reference.slice(0, 6),
  responseCode: '0',
  responseText: 'ОДОБРЕНО',
  cardMask: '220220******4617',
  cardBrand: 'MIR',
  cardExpiry: '12/29',
  cardholder: null,
  terminalTid: order.tid,
  merchantMid: '684444445555',
  stan: '0030',
  hostTime: '2026-11-24T11:05:05',
  executedAs: 'sale',
  slip: 'ОПЛАТА\nОДОБРЕНО',
  ...changes,
});

const TEXT = { ru: 'Текст', en: 'Text' } as const;
export const scriptedDecline = (changes: Partial<Decline> = {}): Decline => ({
  code: 'insufficient_funds',
  terminalCode: '4451',
  message: TEXT,
  advice: TEXT,
  retry: 'other_card',
  ...changes,
});

/** Approves at once. */
export const approveAtOnce: OrderScript = (order) => Promise.resolve({ outcome: 'approved', result: approvedResult(order), evidence: {} });

const NOT_UNDONE = (): Promise<UndoOutcome> => Promise.resolve({ outcome: 'unknown', evidence: {} });

/** A terminal without a device: answers by script, with no delay of its own. One script for all its terminals. */
export class ScriptedTerminal {
  readonly journal: DriverJournal = { prompts: [], questions: [], closes: [], closeQuestions: [], steps: [] };
  onOrder: OrderScript = approveAtOnce;
  onRecover: RecoveryScript = () => Promise.resolve({ finding: 'cannot_tell', conclusive: false, evidence: {} });
  onSettle: (order: SettlementOrder, session: DriverSession) => Promise<SettlementOutcome> = () => Promise.resolve(closed());
  onRecoverSettlement: (query: SettlementQuery, session: DriverSession) => Promise<SettlementFinding> = () =>
    Promise.resolve({ finding: 'cannot_tell', conclusive: false, evidence: {} });
  onReport: () => Promise<ReportAnswer> = () => Promise.resolve({ text: 'КОНТРОЛЬНАЯ ЛЕНТА', totals: null, evidence: {} });
  onService: (kind: 'diagnosis' | 'initialisation') => Promise<ServiceReport> = () =>
    Promise.resolve({ outcome: 'done', text: 'СЕРВИС', note: null, evidence: {} });
  onTestLink: () => Promise<LinkReport> = () => Promise.resolve({ reachable: true, evidence: {} });
  /** Null: this terminal lists nothing. Set before its first conversation. */
  onFindLast: (() => Promise<LastFinding>) | null = null;
  onLast: LastScript = () => Promise.resolve({ outcome: 'done', evidence: {} });
  /** Null: this terminal undoes nothing that is lost. Set before its first conversation. */
  onUndoLost: ((lost: LostOperation, sending: DriverSession) => Promise<UndoOutcome>) | null = null;
  /** How long reserved money stays reserved, ms; null: not known. */
  authorizationLifeMs: number | null = null;
  /** Longest time of one order, ms. */
  stepLimitMs = 1_000;
  operations: readonly TerminalOperation[] = ['sale', 'refund', 'void', 'settlement', 'cancel', 'status_query'];

  definition(): DriverDefinition<{ without?: string[] | undefined }> {
    const operations = (): readonly TerminalOperation[] => this.operations;
    return {
      id: 'sberbank',
      title: { ru: 'По сценарию', en: 'Scripted' },
      settings: z.looseObject({ without: z.array(z.string()).optional() }),
      get operations() {
        return operations();
      },
      operationsOf: ({ without = [] }) => operations().filter((operation) => !without.includes(operation)),
      authorizationLifeMs: () => this.authorizationLifeMs,
      reportsStages: true,
      deviceStepLimitMs: () => this.stepLimitMs,
      deviceAddress: (settings) => `scripted:${JSON.stringify(settings)}` as DeviceAddress,
      newReference: (random: Random) => Buffer.from(random.bytes(4)).toString('hex').toUpperCase() as DeviceReference,
      create: () => this.driver(),
    };
  }

  private driver(): TerminalDriver {
    const perform = async (operation: ScriptedOperation, order: PaymentOrder | RefundOrder, session: DriverSession): Promise<OrderOutcome> => {
      await session.beforeFirstByte();
      this.journal.prompts.push({ operation, order });
      session.dispatched();
      return this.onOrder(order, session);
    };
    const report = async (session: DriverSession): Promise<ReportAnswer> => {
      await session.beforeFirstByte();
      return this.onReport();
    };
    const service =
      (kind: 'diagnosis' | 'initialisation') =>
      async (session: DriverSession): Promise<ServiceReport> => {
        await session.beforeFirstByte();
        session.dispatched();
        return this.onService(kind);
      };
    const change =
      (step: LastStep) =>
      async (operation: LastOperation, session: DriverSession): Promise<LastOutcome> => {
        await session.beforeFirstByte();
        this.journal.steps.push({ step, operation });
        return this.onLast(step, operation, session);
      };
    const findLast = this.onFindLast;
    const undoLost: NonNullable<TerminalDriver['undoLost']> = async (lost, asking, sending) => {
      await asking.beforeFirstByte();
      return (this.onUndoLost ?? NOT_UNDONE)(lost, sending);
    };
    return {
      ...(findLast ? { findLast } : {}),
      ...(this.onUndoLost ? { undoLost } : {}),
      suspendLast: change('suspend'),
      commitLast: change('commit'),
      rollbackLast: change('rollback'),
      sale: (order, session) => perform('sale', order, session),
      refund: (order, session) => perform('refund', order, session),
      void: (order, session) => perform('void', order, session),
      preauthorize: (order, session) => perform('preauthorization', order, session),
      capture: (order, session) => perform('capture', order, session),
      release: (order, session) => perform('release', order, session),
      recover: (query, session) => {
        this.journal.questions.push(query);
        return this.onRecover(query, session);
      },
      testLink: async (session) => {
        await session.beforeFirstByte();
        return this.onTestLink();
      },
      totalsReport: report,
      controlTape: report,
      diagnose: service('diagnosis'),
      initialise: service('initialisation'),
      settle: async (order, session) => {
        await session.beforeFirstByte();
        this.journal.closes.push(order);
        session.dispatched();
        return this.onSettle(order, session);
      },
      recoverSettlement: (query, session) => {
        this.journal.closeQuestions.push(query);
        return this.onRecoverSettlement(query, session);
      },
    };
  }
}
