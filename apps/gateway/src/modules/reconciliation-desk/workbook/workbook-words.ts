import type { ReconSeverity } from '@payport/domain';
import type { Language } from '../../../http/language.ts';

export const HEADS = [
  'key',
  'mark',
  'day',
  'relation',
  'result',
  'severity',
  'amount',
  'stake',
  'currency',
  'differences',
  'terminal',
  'rrn',
  'about',
  'state',
  'owner',
  'due',
  'comment',
  'resolution',
] as const;
export type Head = (typeof HEADS)[number];

interface WorkbookWords {
  readonly sheet: string;
  readonly heads: Readonly<Record<Head, string>>;
  readonly severity: Readonly<Record<ReconSeverity, string>>;
  readonly states: Readonly<Record<'open' | 'assigned' | 'resolved' | 'signed_off', string>>;
  readonly fields: Readonly<Record<'amount' | 'fee' | 'status' | 'day' | 'currency', string>>;
  readonly signOff: string;
  readonly reopen: string;
  readonly how: { readonly sheet: string; readonly head: string; readonly lines: readonly string[] };
}

/** The last four columns are for people; all words of both languages are known when a workbook comes back. */
export const WORKBOOK_WORDS: Readonly<Record<Language, WorkbookWords>> = {
  ru: {
    sheet: 'Расхождения',
    heads: {
      key: 'Ключ строки',
      mark: 'Отметка',
      day: 'День сверки',
      relation: 'Кого сверяем',
      result: 'Что не сошлось',
      severity: 'Важность',
      amount: 'Сумма строки',
      stake: 'Не объяснено',
      currency: 'Валюта строки',
      differences: 'У нас / у них',
      terminal: 'Терминал строки',
      rrn: 'RRN строки',
      about: 'О чём',
      state: 'Состояние',
      owner: 'Ответственный',
      due: 'Срок',
      comment: 'Новый комментарий',
      resolution: 'Решение',
    },
    severity: { high: 'Высокая', medium: 'Средняя', low: 'Низкая' },
    states: { open: 'Открыто', assigned: 'В работе', resolved: 'Сошлось', signed_off: 'Подписано' },
    fields: { amount: 'сумма', fee: 'комиссия', status: 'исход', day: 'день', currency: 'валюта' },
    signOff: 'подписать',
    reopen: 'открыть снова',
    how: {
      sheet: 'Как заполнять',
      head: 'Как заполнять',
      lines: [
        'Меняйте только четыре последних столбца: ответственный, срок, новый комментарий, решение. Остальные при загрузке не читаются.',
        'Ответственный — имя, как в портале; пустая ячейка снимает ответственного.',
        'Срок — дата; пустая ячейка убирает срок.',
        'Новый комментарий добавляется в историю; от 3 до 1000 знаков, без полных номеров карт.',
        'Решение — «подписать» (расхождение остаётся и объяснено) или «открыть снова»; к решению нужен комментарий. Выше предела гостиницы подписание ждёт второго человека.',
        'Строки можно удалять и переставлять. Столбцы «Ключ строки» и «Отметка» оставьте как есть: по ним строка узнаётся.',
        'Если расхождение с тех пор изменилось, его строка не принимается: выгрузите таблицу заново.',
      ],
    },
  },
  en: {
    sheet: 'Exceptions',
    heads: {
      key: 'Row key',
      mark: 'Mark',
      day: 'Business day',
      relation: 'Between',
      result: 'What is wrong',
      severity: 'Severity',
      amount: 'Amount of the line',
      stake: 'Unexplained',
      currency: 'Currency of the line',
      differences: 'Ours / theirs',
      terminal: 'Terminal of the line',
      rrn: 'RRN of the line',
      about: 'About',
      state: 'State',
      owner: 'Owner',
      due: 'Due',
      comment: 'New comment',
      resolution: 'Resolution',
    },
    severity: { high: 'High', medium: 'Medium', low: 'Low' },
    states: { open: 'Open', assigned: 'Assigned', resolved: 'Agrees now', signed_off: 'Signed off' },
    fields: { amount: 'amount', fee: 'fee', status: 'outcome', day: 'day', currency: 'currency' },
    signOff: 'sign off',
    reopen: 'reopen',
    how: {
      sheet: 'How to fill in',
      head: 'How to fill in',
      lines: [
        'Change the last four columns only: owner, due, new comment, resolution. The others are not read when it is brought back.',
        'Owner is a name as the portal has it; an empty cell releases the exception.',
        'Due is a date; an empty cell takes the date away.',
        'A new comment is added to the history; 3 to 1000 characters, no full card numbers.',
        'Resolution is “sign off” (the difference stays, and is explained) or “reopen”; it needs a comment. Above the hotel’s limit a sign-off waits for a second person.',
        'Rows may be deleted and moved. Leave “Row key” and “Mark” as they are: by these a row is known.',
        'Where an exception has changed since, its row is not taken: export again.',
      ],
    },
  },
};
