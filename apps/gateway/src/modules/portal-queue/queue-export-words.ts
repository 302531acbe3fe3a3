import type { QueueColumn } from '@payport/contracts';
import type { Language } from '../../http/language.ts';
import { HEADS, WIDTHS } from '../portal-payments/index.ts';

/** The words of the queue on screen; a test holds both together. */
export const FINDING_WORDS: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  ru: {
    approved: 'одобрено',
    declined: 'отказ',
    cancelled: 'отменено',
    not_found_proven: 'операции не было',
    in_progress: 'операция ещё идёт',
    cannot_tell: 'сказать не может',
  },
  en: {
    approved: 'approved',
    declined: 'declined',
    cancelled: 'cancelled',
    not_found_proven: 'the operation never ran',
    in_progress: 'the operation is still running',
    cannot_tell: 'it cannot tell',
  },
};

/** Heads of what each column of the queue becomes in a table program. */
export const QUEUE_HEADS: Readonly<Record<Language, Readonly<Record<QueueColumn, readonly string[]>>>> = {
  ru: {
    ...HEADS.ru,
    story: ['Что произошло', 'Когда', 'Ответов терминала', 'Последний ответ', 'Решение предлагает'],
    owner: ['Кто разбирает', 'С какого времени'],
  },
  en: {
    ...HEADS.en,
    story: ['What happened', 'When', 'Answers of the terminal', 'The last answer', 'Decision proposed by'],
    owner: ['Looked after by', 'Since'],
  },
};

export const QUEUE_SHEET: Readonly<Record<Language, string>> = { ru: 'На разбор', en: 'To clear up' };

/** Widths of the same columns, characters. */
export const QUEUE_WIDTHS: Readonly<Record<QueueColumn, readonly number[]>> = { ...WIDTHS, story: [60, 20, 12, 24, 24], owner: [24, 20] };
