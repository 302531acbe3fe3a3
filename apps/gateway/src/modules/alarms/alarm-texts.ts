import type { AlarmKind, Bilingual } from '@payport/domain';

interface AlarmText {
  readonly severity: 'warning' | 'critical';
  /** What is wrong and what to do; `{terminal}` is its name. */
  readonly text: Bilingual;
}

export const ALARM_TEXTS: Readonly<Record<AlarmKind, AlarmText>> = {
  settlement_missed: {
    severity: 'warning',
    text: {
      ru: 'Терминал «{terminal}»: день не закрыт вовремя. Проверьте, что терминал включён и свободен, и закройте день вручную',
      en: 'Terminal “{terminal}”: the day was not closed in time. See that the terminal is on and free, and close the day by hand',
    },
  },
  settlement_mismatch: {
    severity: 'critical',
    text: {
      ru: 'Терминал «{terminal}»: итоги дня не сходятся. Сравните чек сверки с операциями шлюза',
      en: 'Terminal “{terminal}”: the day’s totals do not agree. Compare the settlement slip with the operations of the gateway',
    },
  },
  settlement_failed: {
    severity: 'warning',
    text: {
      ru: 'Терминал «{terminal}» отказался закрыть день. Операции остались в открытой смене; причина указана в сверке',
      en: 'Terminal “{terminal}” refused to close the day. Its operations are still in the open batch; the settlement names the reason',
    },
  },
  settlement_unknown: {
    severity: 'critical',
    text: {
      ru: 'Терминал «{terminal}»: неизвестно, закрыт ли день. Не закрывайте его ещё раз, пока это не выяснится',
      en: 'Terminal “{terminal}”: it is not known whether the day is closed. Do not close it again before that is found out',
    },
  },
};
