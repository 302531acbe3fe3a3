import type { AlarmKind, Bilingual } from '@payport/domain';

/** What a text leaves open. */
type Word = 'terminal' | 'host' | 'amount' | 'code' | 'key' | 'new' | 'when' | 'day';

/** How much it weighs, and the text with its words put in: as they are, whatever signs people gave their names. */
export function alarmText(kind: AlarmKind, words: Partial<Readonly<Record<Word, string | Bilingual>>>): AlarmText {
  const { severity, text } = ALARM_TEXTS[kind];
  const filled = (language: keyof Bilingual): string =>
    text[language].replaceAll(/\{(\w+)\}/g, (open: string, name: string) => {
      const word = words[name as Word] ?? open;
      return typeof word === 'string' ? word : word[language];
    });
  return { severity, text: { ru: filled('ru'), en: filled('en') } };
}

interface AlarmText {
  readonly severity: 'warning' | 'critical';
  /**
   * What is wrong and what to do; `{terminal}` is its name, `{host}` the receiver's, `{amount}` the payment's with its
   * currency, `{code}` what the terminal answered, `{key}` and `{new}` those of a key and of what replaces it, `{when}` its end, `{day}` a business day.
   */
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
  webhook_given_up: {
    severity: 'critical',
    text: {
      ru: 'Система {host} три дня не принимает вебхуки, часть сообщений не доставлена. Проверьте её и отправьте сообщения заново',
      en: '{host} has not taken webhooks for three days, and messages were not delivered. Look into it and send them again',
    },
  },
  webhook_gone: {
    severity: 'critical',
    text: {
      ru: 'Система {host} ответила, что адреса вебхуков больше нет (410). Отправка на него выключена',
      en: '{host} answered that the address of webhooks is gone (410). Sending to it was switched off',
    },
  },
  payment_in_review: {
    severity: 'critical',
    text: {
      ru: 'Терминал «{terminal}»: неизвестно, прошла ли операция на {amount}, и терминал больше ничего сообщить не может. Узнайте в банке и запишите решение',
      en: 'Terminal “{terminal}”: it is not known whether the operation over {amount} went through, and the terminal can tell no more. Ask the bank and record the decision',
    },
  },
  undo_failed: {
    severity: 'critical',
    text: {
      ru: 'Терминал «{terminal}»: операция на {amount} не подтверждена гостиницей, а отменить её не удалось. Деньги гостя могли остаться списанными: узнайте в банке и верните их',
      en: 'Terminal “{terminal}”: the operation over {amount} was not confirmed by the hotel, and undoing it did not succeed. The guest may still be charged: ask the bank and give the money back',
    },
  },
  payment_contradicted: {
    severity: 'critical',
    text: {
      ru: 'Терминал «{terminal}»: банк или терминал говорит об операции на {amount} иное, чем её итог. Сравните доказательства; если деньги списаны, верните их',
      en: 'Terminal “{terminal}”: what the bank or the terminal says about the operation over {amount} contradicts its outcome. Compare the evidence; where the guest was charged, give the money back',
    },
  },
  key_ending: {
    severity: 'critical',
    text: {
      ru: 'Ключ {key} перестанет действовать {when}, а им ещё пользуются. Впишите новый ключ {new} в систему гостиницы, иначе она не сможет проводить оплаты',
      en: 'The key {key} ends on {when}, and it is still in use. Put the new key {new} into the hotel’s system, or it will not be able to take payments',
    },
  },
  reconciliation_failed: {
    severity: 'critical',
    text: {
      ru: 'Сверка с банком прерывается и повторяется сама. Файлы и операции на месте, но результаты сверки устарели: не закрывайте дни. Если предупреждение не исчезнет за час, передайте администратору журнал шлюза',
      en: 'Reconciliation breaks off and is tried again by itself. Files and operations are safe, but its results are out of date: do not close days. If this warning is still here in an hour, give the gateway’s log to your administrator',
    },
  },
  bank_file_unread: {
    severity: 'warning',
    text: {
      ru: 'Файл из папки банка не прочитан. Он в подпапке failed, рядом с ним причина; уберите его оттуда, когда разберётесь',
      en: 'A file of the bank’s folder could not be read. It is in the subfolder failed with the reason beside it; take it away from there once you have seen to it',
    },
  },
  exceptions_overdue: {
    severity: 'warning',
    text: {
      ru: 'Расхождения за {day} не объяснены в срок. Откройте «Сверка → Расхождения», условие «Просрочены»: объясните их или перенесите срок',
      en: 'Exceptions of {day} were not explained in time. Open “Reconciliation → Exceptions”, condition “Overdue”: explain them, or set a later date',
    },
  },
  unmapped_code: {
    severity: 'warning',
    text: {
      ru: 'Терминал «{terminal}» ответил кодом {code}, которого нет ни в одной таблице шлюза. Без доказательства операция не считается ни оплатой, ни отказом. Узнайте в поддержке банка, что значит этот код, и передайте ответ тем, кто сопровождает ПэйПорт',
      en: 'Terminal “{terminal}” answered with the code {code}, which is in none of the gateway’s tables. Without proof the operation counts neither as paid nor as refused. Ask the bank’s support what the code means, and pass the answer on to whoever maintains PayPort',
    },
  },
  terminal_quarantined: {
    severity: 'critical',
    text: {
      ru: 'Терминал «{terminal}» остановлен: он ответил не так, как должен зарегистрированный терминал. Новые операции на него не идут, пока его не проверят',
      en: 'Terminal “{terminal}” was put out of use: it did not answer as the registered one should. It takes no new operations until somebody has checked it',
    },
  },
};
