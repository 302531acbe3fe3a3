import type { ReconRelation, ReconResult, ReconSide } from '@payport/domain';
import type { Language } from '../../../http/language.ts';
import type { PictureException } from './day-picture.ts';

interface PackWords {
  readonly act: string;
  readonly draft: string;
  readonly draftMeans: (at: string) => string;
  readonly closedBy: (name: string, at: string) => string;
  readonly undone: string;
  readonly undoneBy: (name: string, at: string, reason: string) => string;
  readonly foot: (hotel: string, day: string) => string;
  readonly hotel: string;
  readonly legalEntity: string;
  readonly inn: string;
  readonly day: string;
  readonly zone: string;
  readonly madeAt: string;
  readonly comparedAt: string;
  readonly hash: string;
  readonly sides: string;
  readonly accountMeans: string;
  readonly results: string;
  readonly byTerminal: string;
  readonly byBrand: string;
  readonly batches: string;
  readonly noBatches: string;
  readonly agrees: string;
  readonly disagrees: string;
  readonly closedOver: (reason: string) => string;
  readonly exceptions: string;
  readonly noExceptions: string;
  readonly adjustments: string;
  readonly noAdjustments: string;
  readonly leftOut: (count: number) => string;
  readonly history: string;
  readonly total: string;
  readonly notSaid: string;
  readonly heads: {
    readonly relation: string;
    readonly side: string;
    readonly result: string;
    readonly count: string;
    readonly amount: string;
    readonly currency: string;
    readonly difference: string;
    readonly terminal: string;
    readonly brand: string;
    readonly sales: string;
    readonly salesAmount: string;
    readonly refunds: string;
    readonly refundsAmount: string;
    readonly fee: string;
    readonly expectedFee: string;
    readonly overcharge: string;
    readonly net: string;
    readonly reference: string;
    readonly what: string;
    readonly event: string;
    readonly came: string;
    readonly ours: string;
    readonly batchClosed: string;
    readonly byTerminalItself: string;
    readonly byGateway: string;
    readonly verdict: string;
    readonly theirs: string;
    readonly state: string;
    readonly owner: string;
    readonly signed: string;
    readonly comment: string;
    readonly at: string;
    readonly who: string;
    readonly reason: string;
  };
  readonly signatures: readonly [string, string];
  readonly closedEvent: string;
  readonly reopenedEvent: string;
  readonly sheets: {
    readonly totals: string;
    readonly terminals: string;
    readonly brands: string;
    readonly batches: string;
    readonly exceptions: string;
    readonly adjustments: string;
  };
}

export const SIDE_WORDS: Readonly<Record<Language, Readonly<Record<ReconSide, string>>>> = {
  ru: { gateway: 'Шлюз', bank: 'Реестр банка', pms: 'Sonata', statement: 'Выписка' },
  en: { gateway: 'Gateway', bank: 'Bank registry', pms: 'Sonata', statement: 'Statement' },
};

export const RELATION_WORDS: Readonly<Record<Language, Readonly<Record<ReconRelation, string>>>> = {
  ru: { gateway_bank: 'Шлюз и банк', gateway_pms: 'Шлюз и Sonata', bank_statement: 'Реестр и выписка' },
  en: { gateway_bank: 'Gateway and bank', gateway_pms: 'Gateway and Sonata', bank_statement: 'Registry and statement' },
};

export const RESULT_WORDS: Readonly<Record<Language, Readonly<Record<ReconResult, string>>>> = {
  ru: {
    matched: 'Сошлось',
    amount_mismatch: 'Суммы разные',
    fee_mismatch: 'Комиссия не по договору',
    date_late: 'Позже срока',
    missing_at_bank: 'Нет в реестре банка',
    missing_at_gateway: 'Нет в шлюзе',
    missing_in_pms: 'Нет в Sonata',
    missing_in_statement: 'Деньги не пришли',
    missing_in_registry: 'Зачисление без реестра',
    duplicate: 'Повтор',
    status_conflict: 'Исход разный',
    expected: 'Ещё не пора',
    ambiguous: 'Подходит не одна',
    chargeback: 'Опротестование',
  },
  en: {
    matched: 'Agrees',
    amount_mismatch: 'Amounts differ',
    fee_mismatch: 'Fee not by contract',
    date_late: 'Later than due',
    missing_at_bank: 'Missing at the bank',
    missing_at_gateway: 'Missing in the gateway',
    missing_in_pms: 'Missing in Sonata',
    missing_in_statement: 'Money has not come',
    missing_in_registry: 'Credit without a registry',
    duplicate: 'Duplicate',
    status_conflict: 'Outcomes differ',
    expected: 'Not due yet',
    ambiguous: 'More than one fits',
    chargeback: 'Chargeback',
  },
};

export const STATE_WORDS: Readonly<Record<Language, Readonly<Record<PictureException['state'], string>>>> = {
  ru: { open: 'Открыто', assigned: 'В работе', resolved: 'Решено', signed_off: 'Подписано' },
  en: { open: 'Open', assigned: 'In work', resolved: 'Resolved', signed_off: 'Signed off' },
};

export const WORDS: Readonly<Record<Language, PackWords>> = {
  ru: {
    act: 'Акт сверки операций по картам',
    draft: 'ЧЕРНОВИК',
    draftMeans: (at) => `День не закрыт: суммы приведены на ${at} и ещё могут измениться, подписывать рано.`,
    closedBy: (name, at) => `День закрыт: ${name}, ${at}`,
    undone: 'НЕ ДЕЙСТВУЕТ',
    undoneBy: (name, at, reason) => `Акт больше не действует. День открыт снова: ${name}, ${at}. Причина: ${reason}`,
    foot: (hotel, day) => `Акт сверки · ${hotel} · ${day}`,
    hotel: 'Гостиница',
    legalEntity: 'Юридическое лицо',
    inn: 'ИНН',
    day: 'Операционный день',
    zone: 'Часы гостиницы',
    madeAt: 'Составлен',
    comparedAt: 'Сопоставлено',
    hash: 'Отпечаток итогов (SHA-256)',
    sides: 'Стороны',
    accountMeans:
      'Выписка — деньги, которые пришли на счёт в этот день: без комиссии банка и обычно за другие дни, поэтому со шлюзом они не сравниваются.',
    results: 'Что сошлось и что нет',
    byTerminal: 'По терминалам (реестр банка)',
    byBrand: 'По платёжным системам (реестр банка)',
    batches: 'Итоги терминалов (за вычетом возвратов и отмен)',
    noBatches: 'В этот день терминалы итогов не закрывали.',
    agrees: 'сошлось',
    disagrees: 'не сошлось',
    closedOver: (reason) => `Закрыто, хотя смены не сошлись: ${reason}`,
    exceptions: 'Расхождения',
    noExceptions: 'Расхождений нет.',
    adjustments: 'После закрытия',
    noAdjustments: 'После закрытия ничего не приходило.',
    leftOut: (count) => `Здесь не все строки: ещё ${count} — в портале.`,
    history: 'Закрытие и открытие дня',
    total: 'Итого',
    notSaid: 'не указано',
    heads: {
      relation: 'Что с чем',
      side: 'Сторона',
      result: 'Итог',
      count: 'Операций',
      amount: 'Сумма',
      currency: 'Валюта',
      difference: 'Разница со шлюзом',
      terminal: 'Терминал',
      brand: 'Система',
      sales: 'Оплат',
      salesAmount: 'Оплаты',
      refunds: 'Возвр.',
      refundsAmount: 'Возвраты',
      fee: 'Комиссия',
      expectedFee: 'По договору',
      overcharge: 'Переплата',
      net: 'К зачислению',
      reference: 'Операция',
      what: 'Что не сошлось',
      event: 'Событие',
      came: 'Что пришло',
      ours: 'У нас',
      batchClosed: 'Закрыто',
      byTerminalItself: 'Терминал',
      byGateway: 'Шлюз',
      verdict: 'Итог',
      theirs: 'У них',
      state: 'Состояние',
      owner: 'Ответственный',
      signed: 'Кто подписал',
      comment: 'Объяснение',
      at: 'Когда',
      who: 'Кто',
      reason: 'Причина',
    },
    signatures: ['Бухгалтер: подпись, фамилия, дата', 'Руководитель: подпись, фамилия, дата'],
    closedEvent: 'Закрыт',
    reopenedEvent: 'Открыт заново',
    sheets: {
      totals: 'Итоги',
      terminals: 'Терминалы',
      brands: 'Платёжные системы',
      batches: 'Итоги терминалов',
      exceptions: 'Расхождения',
      adjustments: 'После закрытия',
    },
  },
  en: {
    act: 'Act of reconciliation of card operations',
    draft: 'DRAFT',
    draftMeans: (at) => `The day is open: these are the sums at ${at}, they may still change, and it is too early to sign.`,
    closedBy: (name, at) => `Day closed: ${name}, ${at}`,
    undone: 'NO LONGER VALID',
    undoneBy: (name, at, reason) => `This act counts no more. Day opened again: ${name}, ${at}. Reason: ${reason}`,
    foot: (hotel, day) => `Act of reconciliation · ${hotel} · ${day}`,
    hotel: 'Hotel',
    legalEntity: 'Legal entity',
    inn: 'Tax number (INN)',
    day: 'Business day',
    zone: 'The hotel’s clock',
    madeAt: 'Made',
    comparedAt: 'Matched',
    hash: 'Fingerprint of the totals (SHA-256)',
    sides: 'Sides',
    accountMeans:
      'The statement is the money that came to the account on this day: less the bank’s fee and mostly for other days, so that it is not held against the gateway.',
    results: 'What agrees and what does not',
    byTerminal: 'By terminal (bank registry)',
    byBrand: 'By card brand (bank registry)',
    batches: 'Terminal batches (less refunds and voids)',
    noBatches: 'No terminal closed a batch on this day.',
    agrees: 'agrees',
    disagrees: 'disagrees',
    closedOver: (reason) => `Closed though batches disagree: ${reason}`,
    exceptions: 'Exceptions',
    noExceptions: 'There are no exceptions.',
    adjustments: 'After the close',
    noAdjustments: 'Nothing came after the close.',
    leftOut: (count) => `Not all lines are here: ${count} more are in the portal.`,
    history: 'Closes and reopenings',
    total: 'Total',
    notSaid: 'not said',
    heads: {
      relation: 'Between',
      side: 'Side',
      result: 'Result',
      count: 'Operations',
      amount: 'Amount',
      currency: 'Currency',
      difference: 'Difference from the gateway',
      terminal: 'Terminal',
      brand: 'Brand',
      sales: 'Sales',
      salesAmount: 'Sold',
      refunds: 'Refunds',
      refundsAmount: 'Refunded',
      fee: 'Fee',
      expectedFee: 'By contract',
      overcharge: 'Overcharge',
      net: 'Net',
      reference: 'Operation',
      what: 'What differs',
      event: 'Event',
      came: 'What came',
      ours: 'Ours',
      batchClosed: 'Closed',
      byTerminalItself: 'Terminal says',
      byGateway: 'Gateway says',
      verdict: 'Verdict',
      theirs: 'Theirs',
      state: 'State',
      owner: 'Owner',
      signed: 'Signed off by',
      comment: 'Explanation',
      at: 'When',
      who: 'Who',
      reason: 'Reason',
    },
    signatures: ['Accountant: signature, name, date', 'Manager: signature, name, date'],
    closedEvent: 'Closed',
    reopenedEvent: 'Reopened',
    sheets: {
      totals: 'Totals',
      terminals: 'Terminals',
      brands: 'Card brands',
      batches: 'Terminal batches',
      exceptions: 'Exceptions',
      adjustments: 'After the close',
    },
  },
};

/** Names of the fields that are compared; another name is shown as it is. */
const FIELD_WORDS: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  ru: { amount: 'сумма', fee: 'комиссия', day: 'день', status: 'исход', currency: 'валюта', terminal: 'терминал' },
  en: { amount: 'amount', fee: 'fee', day: 'day', status: 'outcome', currency: 'currency', terminal: 'terminal' },
};

/** What is wrong, in words: the result, and the field that shows it. */
export function exceptionReason({ result, field }: Pick<PictureException, 'result' | 'field'>, language: Language): string {
  const word = RESULT_WORDS[language][result];
  return field === null ? word : `${word}: ${FIELD_WORDS[language][field] ?? field}`;
}

/** What changed after a close: which line, and what it was and is. */
export function adjustmentWords(
  {
    relation,
    side,
    from,
    to,
  }: { readonly relation: ReconRelation; readonly side: ReconSide; readonly from: ReconResult | null; readonly to: ReconResult | null },
  look: string | null,
  language: Language,
): string {
  const nothing = language === 'ru' ? 'строки не было' : 'there was no line';
  const gone = language === 'ru' ? 'строки больше нет' : 'the line is gone';
  const fee = language === 'ru' ? 'другая комиссия' : 'another fee';
  const line = [`${RELATION_WORDS[language][relation]}, ${SIDE_WORDS[language][side].toLocaleLowerCase(language)}`, look]
    .filter((part) => part !== null)
    .join(' · ');
  if (from === to) return `${line}: ${fee}`;
  return `${line}: ${from === null ? nothing : RESULT_WORDS[language][from]} → ${to === null ? gone : RESULT_WORDS[language][to]}`;
}
