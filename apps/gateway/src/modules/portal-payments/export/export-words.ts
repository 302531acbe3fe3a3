import type { ExportColumn } from '@payport/contracts';
import type { PaymentKind, PaymentStatus, RefundReason } from '@payport/domain';
import type { Language } from '../../../http/language.ts';

/** The words of the portal's own list; a test holds both together. */
export const STATUS_WORDS: Readonly<Record<Language, Readonly<Record<PaymentStatus, string>>>> = {
  ru: {
    accepted: 'Принят',
    dispatched: 'Отправляется',
    in_progress: 'На терминале',
    cancelling: 'Остановка',
    held: 'Ждёт Sonata',
    approved: 'Одобрен',
    declined: 'Отклонён',
    cancelled: 'Отменён',
    failed: 'Не состоялся',
    unknown: 'Неизвестно',
    reversing: 'Аннулируется',
    reversed: 'Аннулирован',
    reversal_unknown: 'Аннулирован?',
    manual_review: 'На проверке',
  },
  en: {
    accepted: 'Accepted',
    dispatched: 'Sending',
    in_progress: 'On the terminal',
    cancelling: 'Stopping',
    held: 'Awaits Sonata',
    approved: 'Approved',
    declined: 'Declined',
    cancelled: 'Cancelled',
    failed: 'Did not happen',
    unknown: 'Unknown',
    reversing: 'Reversing',
    reversed: 'Reversed',
    reversal_unknown: 'Reversed?',
    manual_review: 'Under review',
  },
};

export const KIND_WORDS: Readonly<Record<Language, Readonly<Record<PaymentKind, string>>>> = {
  ru: { sale: 'Оплата', refund: 'Возврат', void: 'Отмена', preauthorization: 'Предавторизация', capture: 'Списание' },
  en: {
    sale: 'Payment',
    refund: 'Refund',
    void: 'Void',
    preauthorization: 'Preauthorization',
    capture: 'Capture',
  },
};

export const REASON_WORDS: Readonly<Record<Language, Readonly<Record<RefundReason, string>>>> = {
  ru: {
    guest_request: 'Просьба гостя',
    booking_cancelled: 'Бронь отменена',
    service_not_provided: 'Услуга не оказана',
    wrong_amount: 'Неверная сумма',
    duplicate: 'Оплачено дважды',
    fraud: 'Мошенничество',
    other: 'Другое',
  },
  en: {
    guest_request: 'The guest asked',
    booking_cancelled: 'Booking cancelled',
    service_not_provided: 'Service not provided',
    wrong_amount: 'Wrong amount',
    duplicate: 'Paid twice',
    fraud: 'Fraud',
    other: 'Other',
  },
};

/** Heads of what each column of the list becomes in a table program: one thing to a column. */
export const HEADS: Readonly<Record<Language, Readonly<Record<ExportColumn, readonly string[]>>>> = {
  ru: {
    time: ['Время (часы гостиницы)', 'Пояс'],
    status: ['Состояние'],
    amount: ['Операция', 'Сумма', 'Валюта', 'Запрошено, если другая'],
    guest: ['Гость', 'Комната', 'Бронь'],
    card: ['Карта', 'Платёжная система'],
    reference: ['RRN', 'Код авторизации'],
    terminal: ['Терминал', 'Гостиница'],
    original: ['Исходная оплата', 'Дата исходной', 'RRN исходной'],
    why: ['Причина возврата', 'Пояснение', 'Кто вернул', 'Кто подтвердил'],
  },
  en: {
    time: ['Time (hotel’s clock)', 'Zone'],
    status: ['State'],
    amount: ['Operation', 'Amount', 'Currency', 'Asked, where other'],
    guest: ['Guest', 'Room', 'Booking'],
    card: ['Card', 'Scheme'],
    reference: ['RRN', 'Authorization code'],
    terminal: ['Terminal', 'Hotel'],
    original: ['Original payment', 'Its time', 'Its RRN'],
    why: ['Reason of the refund', 'In words', 'Given back by', 'Confirmed by'],
  },
};

/** Of a list of payments, or of money back alone. */
export const SHEET_NAMES = {
  payments: { ru: 'Платежи', en: 'Payments' },
  refunds: { ru: 'Возвраты', en: 'Refunds' },
} as const satisfies Record<string, Readonly<Record<Language, string>>>;

/** Widths of the same columns, characters. */
export const WIDTHS: Readonly<Record<ExportColumn, readonly number[]>> = {
  time: [20, 8],
  status: [15],
  amount: [16, 14, 8, 14],
  guest: [30, 9, 18],
  card: [19, 12],
  reference: [15, 12],
  terminal: [28, 24],
  original: [16, 20, 15],
  why: [20, 40, 24, 24],
};
