import type { BatchTotals, Bilingual, CommandKind, CommandRecord, TerminalRecord } from '@payport/domain';
import type {
  DriverSession,
  Evidence,
  ReportAnswer,
  ServiceReport,
  SettlementOutcome,
  SettlementQuery,
  SettlementResult,
  TerminalDriver,
} from '@payport/terminals-core';

/** What came of a command on the device. `failed` is proof that nothing was changed. */
export interface CommandOutcome {
  readonly status: 'done' | 'failed' | 'unknown';
  readonly text: string | null;
  readonly totals: BatchTotals | null;
  readonly message: Bilingual | null;
  readonly evidence: Evidence;
  /** Whether the device answers at all; null where this says nothing about it. */
  readonly reachable: boolean | null;
  /** Where it does not: what to do about it. */
  readonly step?: Bilingual;
  /** Of a close that is done: the bank's verdict, and the terminal's clock. */
  readonly close: { readonly hostAgrees: boolean | null; readonly hostTime: string | null } | null;
  /** Nothing has left: the device or its folder was in use, or this gateway may not send. */
  readonly sent: boolean;
}

const ANSWERED: Bilingual = { ru: 'Терминал отвечает', en: 'The terminal answers' };
const CLOSED: Bilingual = { ru: 'День закрыт, итоги терминала и банка совпали', en: 'The day is closed; terminal and bank agree' };
const CLOSED_PLAIN: Bilingual = { ru: 'День закрыт', en: 'The day is closed' };
const NOTHING_TO_CLOSE: Bilingual = {
  ru: 'Закрывать нечего: в терминале нет ни одной операции',
  en: 'There is nothing to close: no operation is in the terminal',
};
const CLOSED_APART: Bilingual = {
  ru: 'День закрыт, но терминал сообщил о расхождении с банком',
  en: 'The day is closed, but the terminal says that its totals differ from the bank’s',
};
const PRINTED: Bilingual = { ru: 'Готово', en: 'Done' };

/** What we know of a batch from before its close. */
export type BatchBefore = Pick<SettlementQuery, 'heldOperations' | 'lastOperationAt' | 'earlierCloseAtMs'>;

/** A close without an answer: what the person who asked must not do now. */
export const LOST_CLOSE: Bilingual = {
  ru: 'Ответ терминала потерян. Выясняем, закрыт ли день; закрывать его ещё раз не нужно',
  en: 'The terminal’s answer was lost. It is being found out whether the day is closed; do not close it again',
};

/** The same of anything else: nothing depends on it. */
export const LOST_ANSWER: Bilingual = {
  ru: 'Ответ терминала потерян. Денег и закрытия дня это не касается: проверьте связь и запросите ещё раз',
  en: 'The terminal’s answer was lost. Neither money nor the day’s close is concerned: test the link and ask again',
};

const DIAGNOSED: Bilingual = { ru: 'Диагностика выполнена', en: 'The diagnosis is done' };
const INITIALISED: Bilingual = { ru: 'Инициализация выполнена', en: 'The initialisation is done' };

const NOTHING = { text: null, totals: null, message: null, evidence: {}, reachable: null, close: null, sent: true } as const;

/** Kinds that this driver can do: what it cannot do does not exist on it. */
export const commandsOf = (driver: TerminalDriver): readonly CommandKind[] => [
  'link_test',
  ...(driver.totalsReport ? (['totals_report'] as const) : []),
  ...(driver.controlTape ? (['control_tape'] as const) : []),
  ...(driver.reprint ? (['reprint'] as const) : []),
  ...(driver.diagnose ? (['diagnosis'] as const) : []),
  ...(driver.initialise ? (['initialisation'] as const) : []),
  ...(driver.settle && driver.recoverSettlement ? (['settlement'] as const) : []),
];

export async function converse(
  driver: TerminalDriver,
  command: CommandRecord,
  terminal: TerminalRecord,
  session: DriverSession,
): Promise<CommandOutcome | null> {
  switch (command.kind) {
    case 'link_test': {
      const report = await driver.testLink(session);
      const { reachable, evidence } = report;
      return {
        ...NOTHING,
        status: reachable ? 'done' : 'failed',
        message: report.reachable ? (report.note ?? ANSWERED) : report.reason,
        evidence,
        reachable,
        ...(!report.reachable && report.step && { step: report.step }),
      };
    }
    case 'totals_report':
      return driver.totalsReport ? ofReport(await driver.totalsReport(session)) : null;
    case 'control_tape':
      return driver.controlTape ? ofReport(await driver.controlTape(session)) : null;
    case 'reprint': {
      if (!driver.reprint) return null;
      const report = await driver.reprint(session);
      if (report.slip === null) return { ...NOTHING, status: 'failed', message: report.reason };
      return { ...NOTHING, status: 'done', text: report.slip, message: PRINTED, reachable: true };
    }
    case 'diagnosis':
      return driver.diagnose ? ofService(await driver.diagnose(session), DIAGNOSED) : null;
    case 'initialisation':
      return driver.initialise ? ofService(await driver.initialise(session), INITIALISED) : null;
    case 'settlement':
      return driver.settle ? ofSettlement(await driver.settle({ reference: command.deviceReference, tid: terminal.tid }, session)) : null;
  }
}

function ofReport(report: ReportAnswer): CommandOutcome {
  const { evidence } = report;
  if (report.text === null) return { ...NOTHING, status: 'failed', message: report.reason, evidence };
  return { ...NOTHING, status: 'done', text: report.text, totals: report.totals, message: PRINTED, evidence, reachable: true };
}

function ofService(report: ServiceReport, done: Bilingual): CommandOutcome {
  const { evidence } = report;
  if (report.outcome === 'unknown') return { ...NOTHING, status: 'unknown', message: LOST_ANSWER, evidence };
  if (report.outcome === 'failed') {
    const { sent, text, reason } = report;
    return { ...NOTHING, status: 'failed', text, message: reason, evidence, sent, reachable: sent ? true : null };
  }
  const { text, note } = report;
  const message = note === null ? done : { ru: `${done.ru}. ${note.ru}`, en: `${done.en}. ${note.en}` };
  return { ...NOTHING, status: 'done', text, message, evidence, reachable: true };
}

export const ofClose = (result: SettlementResult, evidence: Evidence): CommandOutcome => ({
  ...NOTHING,
  status: 'done',
  text: result.slip,
  totals: result.totals,
  message: result.nothingToClose ? NOTHING_TO_CLOSE : result.hostAgrees === null ? CLOSED_PLAIN : result.hostAgrees ? CLOSED : CLOSED_APART,
  evidence,
  reachable: true,
  close: { hostAgrees: result.hostAgrees, hostTime: result.hostTime },
});

function ofSettlement(outcome: SettlementOutcome): CommandOutcome {
  const { evidence } = outcome;
  if (outcome.outcome === 'done') return ofClose(outcome.result, evidence);
  const { message } = outcome.decline;
  if (outcome.outcome === 'unknown') return { ...NOTHING, status: 'unknown', message: LOST_CLOSE, evidence };
  const sent = outcome.outcome === 'failed';
  return {
    ...NOTHING,
    status: 'failed',
    text: outcome.outcome === 'failed' ? outcome.slip : null,
    message,
    evidence,
    sent,
    reachable: sent ? true : null,
  };
}
