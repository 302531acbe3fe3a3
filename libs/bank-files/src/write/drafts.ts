import type { OperationKind, OperationState, PostingLine, RegistryLine, StatementEntry } from '../file-lines.ts';

/** Lines before they stand in a file: which row they come to stand in is the file's business. */
export type RegistryDraft = Omit<RegistryLine, 'row'>;
export type StatementDraft = Omit<StatementEntry, 'row'>;
export type PostingDraft = Omit<PostingLine, 'row'>;

/** Words of Russian registries, as public importers show them. */
export const KIND_WORDS: Readonly<Record<OperationKind, string>> = {
  purchase: 'Покупка',
  refund: 'Возврат покупки',
  void: 'Отмена покупки',
  reversal: 'Реверс',
  preauth: 'Преавторизация',
  completion: 'Завершение расчёта',
  chargeback: 'Чарджбэк',
  representment: 'Повторное представление',
  fee: 'Комиссия',
  sbp_purchase: 'Покупка СБП - стороннее',
  sbp_refund: 'Возврат СБП',
};
export const STATE_WORDS: Readonly<Record<OperationState, string>> = { completed: 'Завершена', declined: 'Отклонена' };

/** `31.12.2026`, as Russian files write a day. */
export const russianDay = (day: string): string => `${day.slice(8)}.${day.slice(5, 7)}.${day.slice(0, 4)}`;
