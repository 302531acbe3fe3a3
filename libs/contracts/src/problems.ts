import type { Bilingual } from '@payport/domain';
import { z } from 'zod';

interface ProblemKind {
  readonly status: number;
  readonly title: Bilingual;
}

/** The one catalogue of problems (RFC 9457). `code` is stable; the texts are for people. */
export const PROBLEMS = {
  'malformed-json': { status: 400, title: { ru: 'Тело запроса — не JSON', en: 'The request body is not JSON' } },
  'idempotency-key-missing': { status: 400, title: { ru: 'Нет заголовка Idempotency-Key', en: 'The Idempotency-Key header is missing' } },
  unauthorized: { status: 401, title: { ru: 'Ключ доступа не принят', en: 'The access key was not accepted' } },
  'second-factor-required': { status: 401, title: { ru: 'Нужен код из приложения', en: 'A code of the authenticator app is needed' } },
  'second-factor-wrong': { status: 401, title: { ru: 'Код или пароль не подошёл', en: 'The code or the password did not fit' } },
  'second-factor-needed': {
    status: 403,
    title: {
      ru: 'Гостиница требует второй фактор: подключите его в своей учётной записи',
      en: 'The hotel asks for a second factor: set it up in your account',
    },
  },
  'step-up-required': { status: 403, title: { ru: 'Подтвердите, что это вы', en: 'Show again that it is you' } },
  'second-factor-on': { status: 409, title: { ru: 'Второй фактор уже подключён', en: 'The second factor is on already' } },
  'second-factor-off': { status: 409, title: { ru: 'Второй фактор не подключён', en: 'The second factor is off' } },
  'second-factor-kept': { status: 409, title: { ru: 'Гостиница требует второй фактор', en: 'A hotel asks for the second factor' } },
  forbidden: { status: 403, title: { ru: 'Действие не разрешено', en: 'This is not allowed' } },
  'not-found': { status: 404, title: { ru: 'Не найдено', en: 'Not found' } },
  'terminal-not-found': { status: 404, title: { ru: 'Терминал не найден', en: 'The terminal was not found' } },
  'no-slip': { status: 404, title: { ru: 'Слипа нет', en: 'There is no slip' } },
  'link-not-valid': { status: 410, title: { ru: 'Ссылка больше не действует', en: 'The link no longer works' } },
  'payload-too-large': { status: 413, title: { ru: 'Запрос слишком большой', en: 'The request is too large' } },
  'unsupported-media-type': { status: 415, title: { ru: 'Нужен application/json', en: 'application/json is required' } },
  'terminal-busy': { status: 409, title: { ru: 'Терминал занят', en: 'The terminal is busy' } },
  'terminal-disabled': { status: 409, title: { ru: 'Терминал выключен', en: 'The terminal is disabled' } },
  'terminal-offline': { status: 409, title: { ru: 'Терминал не отвечает', en: 'The terminal is offline' } },
  'not-quarantined': { status: 409, title: { ru: 'Терминал не остановлен', en: 'The terminal is not in quarantine' } },
  'device-taken': { status: 409, title: { ru: 'Устройство уже занято другим терминалом', en: 'The device belongs to another terminal' } },
  'link-not-tested': { status: 409, title: { ru: 'Связь не проверена', en: 'The link has not been tested' } },
  'open-payment': { status: 409, title: { ru: 'Прежняя операция ещё не завершена', en: 'An earlier operation is not finished' } },
  'possible-duplicate': { status: 409, title: { ru: 'Похоже на повторную оплату', en: 'This looks like a repeated payment' } },
  'original-ambiguous': { status: 409, title: { ru: 'Неясно, какую оплату возвращать', en: 'It is unclear which payment to refund' } },
  'original-not-refundable': { status: 409, title: { ru: 'Эту операцию вернуть нельзя', en: 'This operation cannot be refunded' } },
  'batch-closed': { status: 409, title: { ru: 'Отменить эту оплату уже нельзя', en: 'This payment can no longer be voided' } },
  'not-cancellable': { status: 409, title: { ru: 'Операцию уже нельзя остановить', en: 'The operation can no longer be stopped' } },
  'not-held': { status: 409, title: { ru: 'Операция уже не ждёт подтверждения', en: 'The payment does not wait for a confirmation (any more)' } },
  'not-unknown': { status: 409, title: { ru: 'Исход операции уже известен', en: 'The outcome is already known' } },
  'not-in-review': { status: 409, title: { ru: 'Операция не ждёт решения', en: 'The payment does not wait for a decision' } },
  'not-contradicted': { status: 409, title: { ru: 'Банк этой операции не противоречит', en: 'The bank does not contradict this payment' } },
  'resolution-proposed': { status: 409, title: { ru: 'Решение уже предложено', en: 'A decision has been proposed already' } },
  'resolution-gone': { status: 409, title: { ru: 'Этого предложения больше нет', en: 'This proposal is no longer there' } },
  'second-person-needed': { status: 409, title: { ru: 'Нужен второй сотрудник', en: 'A second person is needed' } },
  'refund-stale': { status: 409, title: { ru: 'Остаток уже другой', en: 'What is left has changed' } },
  'not-ended': { status: 409, title: { ru: 'Операция ещё не завершена', en: 'The operation has not ended yet' } },
  'last-owner': { status: 409, title: { ru: 'Гостиница осталась бы без владельца', en: 'The hotel would be left without an owner' } },
  'already-member': { status: 409, title: { ru: 'Доступ уже есть', en: 'Access exists already' } },
  'already-invited': { status: 409, title: { ru: 'Приглашение уже есть', en: 'An invitation exists already' } },
  'mail-not-configured': { status: 409, title: { ru: 'Почта не настроена', en: 'Mail is not configured' } },
  'webhook-disabled': { status: 409, title: { ru: 'Отправка на этот адрес выключена', en: 'Sending to this address is switched off' } },
  'bank-file-decided': { status: 409, title: { ru: 'По этому файлу уже решено иначе', en: 'This file has been decided about already' } },
  'bank-file-known': { status: 409, title: { ru: 'Такой файл уже загружен', en: 'The same file has been taken already' } },
  'bank-file-not-kept': {
    status: 409,
    title: { ru: 'Строки этого файла не сохранены: загрузите его ещё раз', en: 'The rows of this file were not kept: upload it again' },
  },
  'bank-mapping-changed': { status: 409, title: { ru: 'Описание успели изменить', en: 'The description has been changed meanwhile' } },
  'bank-mapping-name-taken': { status: 409, title: { ru: 'Описание с таким названием уже есть', en: 'There is a description of this name already' } },
  'bank-mapping-unfit': { status: 409, title: { ru: 'Описание не подходит к этому файлу', en: 'The description does not fit this file' } },
  'recon-day-not-ready': { status: 409, title: { ru: 'День ещё нельзя закрыть', en: 'The day cannot be closed yet' } },
  'recon-day-closed': { status: 409, title: { ru: 'День сверки закрыт', en: 'The day is closed' } },
  'recon-day-open': { status: 409, title: { ru: 'День сверки не закрыт', en: 'The day is open' } },
  'recon-lines-taken': { status: 409, title: { ru: 'Одна из строк уже в другой паре', en: 'One of the lines belongs to another match' } },
  'recon-match-undone': { status: 409, title: { ru: 'Это решение уже отменено', en: 'This decision has been undone already' } },
  'recon-workbook-refused': { status: 422, title: { ru: 'Эту таблицу принять нельзя', en: 'This workbook cannot be taken' } },
  'recon-attachment-refused': { status: 422, title: { ru: 'Такой файл приложить нельзя', en: 'This file cannot be attached' } },
  'validation-failed': { status: 422, title: { ru: 'Поля запроса заполнены неверно', en: 'Some fields are not valid' } },
  'invalid-amount': { status: 422, title: { ru: 'Сумма указана неверно', en: 'The amount is not valid' } },
  'currency-not-accepted': { status: 422, title: { ru: 'Валюта не принимается', en: 'The currency is not accepted' } },
  'operation-not-supported': { status: 422, title: { ru: 'Терминал этого не умеет', en: 'The terminal cannot do this' } },
  'two-phase-not-supported': { status: 422, title: { ru: 'Двухшаговая оплата недоступна', en: 'Two-phase payment is not available' } },
  'idempotency-key-reused': {
    status: 422,
    title: { ru: 'Ключ идемпотентности уже занят другим запросом', en: 'The idempotency key belongs to another request' },
  },
  'refund-exceeds-original': { status: 422, title: { ru: 'Возврат больше остатка оплаты', en: 'The refund exceeds what is left of the payment' } },
  'capture-exceeds-authorization': { status: 422, title: { ru: 'Списание больше, чем зарезервировано', en: 'The capture exceeds what is reserved' } },
  'rate-limited': { status: 429, title: { ru: 'Слишком много запросов', en: 'Too many requests' } },
  'internal-error': { status: 500, title: { ru: 'Внутренняя ошибка', en: 'Internal error' } },
  unavailable: { status: 503, title: { ru: 'Шлюз сейчас не принимает операции', en: 'The gateway cannot take operations now' } },
} as const satisfies Record<string, ProblemKind>;

export type ProblemCode = keyof typeof PROBLEMS;
export const PROBLEM_CODES = Object.keys(PROBLEMS) as [ProblemCode, ...ProblemCode[]];

export const FieldError = z
  .object({
    pointer: z.string().describe('JSON pointer of the field, or the name of a header'),
    code: z.string(),
    message: z.string(),
  })
  .meta({ id: 'FieldError' });
export type FieldError = z.infer<typeof FieldError>;

/** An error answer, `application/problem+json`. Extra members depend on the code. */
export const Problem = z
  .looseObject({
    type: z.string().describe('urn:payport:problem:<code>'),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    instance: z.string().describe('The request id'),
    code: z.enum(PROBLEM_CODES),
    errors: z.array(FieldError).optional(),
  })
  .meta({ id: 'Problem' });
export type Problem = z.infer<typeof Problem>;
