import type { ProblemCode } from '@payport/contracts';
import type { Bilingual } from '@payport/domain';

/** What to do about a refusal, where the title alone does not say it. */
export const DETAILS: Partial<Record<ProblemCode, Bilingual>> = {
  'malformed-json': { ru: 'Тело запроса не читается как JSON в UTF-8', en: 'The body cannot be read as JSON in UTF-8' },
  'idempotency-key-missing': {
    ru: 'Передайте заголовок Idempotency-Key: 1–255 видимых символов ASCII, новый для каждой новой операции',
    en: 'Send the Idempotency-Key header: 1–255 visible ASCII characters, new for each new operation',
  },
  unauthorized: { ru: 'Передайте действующий ключ: Authorization: Bearer ppk_…', en: 'Send a valid key: Authorization: Bearer ppk_…' },
  forbidden: { ru: 'У ключа нет права на это действие', en: 'The key does not have the scope for this' },
  'payload-too-large': { ru: 'Тело запроса больше 256 КиБ', en: 'The body is larger than 256 KiB' },
  'terminal-busy': {
    ru: 'Дождитесь конца операции на терминале или выберите другой',
    en: 'Wait for the terminal’s operation to end, or choose another terminal',
  },
  'terminal-disabled': { ru: 'Управляющий выключил терминал, выберите другой', en: 'A manager has disabled the terminal, choose another' },
  'terminal-offline': {
    ru: 'Нет связи с терминалом: проверьте питание и кабель или выберите другой',
    en: 'The terminal does not answer: check power and cable, or choose another',
  },
  'device-taken': {
    ru: 'У каждого терминала своё устройство: укажите другое или выключите терминал, за которым оно записано',
    en: 'Each terminal has a device of its own: choose another, or disable the terminal that has this one',
  },
  'link-not-tested': {
    ru: 'Терминал включается только после удачной проверки связи с этими же настройками',
    en: 'A terminal is enabled only after a passed link test with these very settings',
  },
  'open-payment': {
    ru: 'Сначала узнайте, чем кончилась прежняя операция; провести новую можно, подтвердив, что прежнюю видели',
    en: 'First find out how the earlier operation ended; go on only by acknowledging that it was seen',
  },
  'possible-duplicate': {
    ru: 'Такая же оплата уже одобрена; если она не повторная, подтвердите это и отправьте снова',
    en: 'The same payment was already approved; if this is not a repeat, acknowledge it and send again',
  },
  'not-held': {
    ru: 'Посмотрите состояние платежа: его уже подтвердили, отменили, или время подтверждения вышло',
    en: 'Look at the payment: it was confirmed or rolled back already, or the time to confirm it is over',
  },
  'not-in-review': {
    ru: 'Решают только о тех операциях, о которых терминал больше ничего сообщить не может',
    en: 'Only payments about which the terminal can tell no more are decided by people',
  },
  'not-ended': {
    ru: 'Отложить можно только завершённую операцию: эту ещё нужно выяснить',
    en: 'Only an operation that has ended can be put aside: this one has to be cleared up first',
  },
  'not-quarantined': {
    ru: 'Остановку уже сняли, или её не было: откройте терминал заново',
    en: 'It was lifted already, or there was none: open the terminal again',
  },
  'not-contradicted': {
    ru: 'Возврат сверх учёта возможен, только когда банк показал деньги, которых у нас нет',
    en: 'Money beyond our books goes back only where the bank has shown it to be taken',
  },
  'resolution-proposed': {
    ru: 'Сначала второй сотрудник подтверждает или отклоняет прежнее предложение',
    en: 'A second person confirms or rejects the earlier proposal first',
  },
  'resolution-gone': {
    ru: 'Его уже подтвердили, отклонили, или исход стал известен иначе: откройте операцию заново',
    en: 'It was confirmed or rejected, or the outcome became known otherwise: open the payment again',
  },
  'second-person-needed': {
    ru: 'Сумма выше вашего предела, или предложение ваше собственное: нужен другой сотрудник с правом решать',
    en: 'It is above your limit, or the proposal is your own: another person who may decide is needed',
  },
  'refund-stale': {
    ru: 'По этой оплате уже возвращали или возвращают: посмотрите остаток и решите заново',
    en: 'Money of this payment went back or is going back meanwhile: look at what is left and decide anew',
  },
  'original-ambiguous': { ru: 'Подходят несколько оплат: укажите нужную в original', en: 'Several payments fit: name one in original' },
  'original-not-refundable': {
    ru: 'Вернуть можно только одобренную оплату этого же эквайера в той же валюте',
    en: 'Only an approved payment of the same acquirer and currency can be refunded',
  },
  'batch-closed': {
    ru: 'Отмена возможна только на том же терминале, в его открытой смене и на всю сумму. Оформите возврат',
    en: 'A void is possible only on the same terminal, in its open batch, and of the whole amount. Make a refund',
  },
  'capture-exceeds-authorization': {
    ru: 'Списать можно один раз и не больше зарезервированного; незавершённое списание считается',
    en: 'There is one capture, of no more than was reserved; one that is not finished counts',
  },
  'idempotency-key-reused': { ru: 'С этим ключом уже отправлен запрос с другими параметрами', en: 'This key was already used with other parameters' },
  'refund-exceeds-original': {
    ru: 'Сумма возврата больше остатка, включая незавершённые возвраты',
    en: 'The refund is more than what is left, counting unfinished refunds',
  },
  'invalid-amount': {
    ru: 'Сумма — строка вида "1500.00": не больше знаков, чем у валюты, не ноль, не больше 9999999999.99',
    en: 'An amount is a string such as "1500.00": no more decimals than the currency has, not zero, at most 9999999999.99',
  },
  unavailable: {
    ru: 'Ничего не отправлено. Повторите с тем же ключом через несколько секунд',
    en: 'Nothing was sent. Repeat with the same key in a few seconds',
  },
  'link-not-valid': {
    ru: 'Ссылкой уже воспользовались, её отменили или её время вышло. Попросите новую',
    en: 'The link was used, revoked, or its time is over. Ask for a new one',
  },
  'last-owner': { ru: 'Сначала назначьте другого владельца', en: 'Make somebody else an owner first' },
  'already-member': { ru: 'Этот человек уже работает в одной из этих гостиниц', en: 'This person already belongs to one of these hotels' },
  'already-invited': {
    ru: 'Прежнее приглашение ещё действует: отмените его, чтобы послать новое',
    en: 'An earlier invitation still works: revoke it to send another one',
  },
  'mail-not-configured': { ru: 'Попросите новую ссылку у управляющего', en: 'Ask the manager for a link' },
  'internal-error': { ru: 'Сообщите поддержке номер запроса', en: 'Tell support the request id' },
};

export const UNKNOWN_FIELD_TEXT: Bilingual = { ru: 'Недопустимое значение', en: 'Not a valid value' };

/** Texts of field errors by their stable code. */
export const FIELD_TEXTS: Readonly<Partial<Record<string, Bilingual>>> = {
  required: { ru: 'Обязательное поле', en: 'Required' },
  type: { ru: 'Не тот тип значения', en: 'Wrong type of value' },
  format: { ru: 'Неверный формат', en: 'Wrong format' },
  'too-long': { ru: 'Слишком длинное значение', en: 'Too long' },
  'too-short': { ru: 'Слишком короткое значение', en: 'Too short' },
  'reason-missing': {
    ru: 'Напишите причину хотя бы одним словом: её прочитают все, кто откроет историю',
    en: 'Write the reason, a word at least: everybody who opens the history reads it',
  },
  'evidence-missing': {
    ru: 'Напишите, откуда это известно: кто в банке что сказал или какая строка какой выписки',
    en: 'Write how that is known: who at the bank said what, or which line of which statement',
  },
  'control-character': { ru: 'Управляющие символы не допускаются', en: 'Control characters are not allowed' },
  'card-number': {
    ru: 'Похоже на номер карты: номера карт здесь не принимаются, достаточно последних четырёх цифр',
    en: 'This looks like a card number: card numbers are not accepted here, the last four digits are enough',
  },
  unclear: {
    ru: 'Одно из слов поиска не прочитать: такого условия нет, или его значение неверно',
    en: 'A word of the search cannot be read: there is no such operator, or its value is not valid',
  },
  'invalid-amount': { ru: 'Сумма — строка вида "1500.00"', en: 'An amount is a string such as "1500.00"' },
  differs: { ru: 'Отличается от первого запроса с этим ключом', en: 'Differs from the first request with this key' },
  'negative-amount': { ru: 'Отрицательная сумма — это возврат', en: 'A negative amount is a refund' },
  'positive-amount': { ru: 'Возврат задаётся отрицательной суммой', en: 'A refund has a negative amount' },
  'not-positive': { ru: 'Здесь сумма положительная', en: 'The amount must be positive here' },
  'above-sale-limit': { ru: 'Сумма больше предела одной оплаты, который задала гостиница', en: 'More than the hotel allows in one sale' },
  'of-another-payment': {
    ru: 'Этот номер уже стоит у другой оплаты: одна операция банка не может быть двумя',
    en: 'Another payment has this number: one operation of the bank cannot be two',
  },
  'not-possible': { ru: 'Так эта операция кончиться не может', en: 'This payment cannot end so' },
  rrn: { ru: 'Номер ссылки (RRN) — 12 цифр', en: 'A reference number (RRN) has 12 digits' },
  'auth-code': { ru: 'Код авторизации — 6 букв и цифр', en: 'An authorization code has 6 letters and digits' },
  'above-refund-limit': { ru: 'Сумма больше предела одного возврата, который задала гостиница', en: 'More than the hotel allows in one refund' },
  'only-for-refunds': { ru: 'Поле только для возвратов', en: 'Only refunds have this field' },
  'not-found': { ru: 'Не найдено', en: 'Not found' },
  currency: { ru: 'Нужен код валюты ISO 4217', en: 'An ISO 4217 currency code is required' },
  email: { ru: 'Нужен адрес электронной почты', en: 'An e-mail address is required' },
  'time-zone': { ru: 'Нужен часовой пояс из списка, например Europe/Moscow', en: 'A time zone such as Europe/Moscow is required' },
  inn: { ru: 'Это не ИНН: 10 или 12 цифр с верными контрольными', en: 'This is no INN: 10 or 12 digits with the right control digits' },
  kpp: { ru: 'Это не КПП: 9 знаков', en: 'This is no KPP: 9 characters' },
  'main-currency': { ru: 'Основная валюта должна быть среди принимаемых', en: 'The main currency must be among the accepted ones' },
  'not-accepted': { ru: 'Эта валюта не принимается', en: 'This currency is not accepted' },
  network: { ru: 'Сеть или адрес, например 10.20.0.0/16 или 192.0.2.5', en: 'A network or an address, such as 10.20.0.0/16 or 192.0.2.5' },
  'above-own-limit': { ru: 'Больше, чем вы возвращаете без второго сотрудника сами', en: 'More than you give back alone yourself' },
  'above-role-limit': { ru: 'Больше, чем без второго сотрудника возвращает эта роль', en: 'More than the role gives back alone' },
  'role-limit-amount': { ru: 'Предел — сумма, например 5000.00, или ноль', en: 'A limit is an amount, e.g. 5000.00, or zero' },
  'limit-amount': { ru: 'Предел — сумма больше нуля, например 100000.00', en: 'A limit is an amount above zero, e.g. 100000.00' },
  'webhook-url': {
    ru: 'Нужен адрес https:// без имени, пароля, пробелов и «#»',
    en: 'An https:// address without a name, a password, spaces and “#” is required',
  },
  'webhook-scheme': { ru: 'Здесь нужен https', en: 'https is required here' },
  'webhook-host': { ru: 'Имя не найдено в DNS', en: 'The name was not found in DNS' },
  'webhook-address': {
    ru: 'Адрес не в открытом интернете. Закрытую сеть разрешает тот, кто обслуживает шлюз',
    en: 'Not an address of the open internet. Whoever runs the gateway can allow a closed network',
  },
  'webhook-limit': { ru: 'У гостиницы не больше десяти включённых получателей', en: 'A hotel has at most ten receivers that are on' },
  'signature-missing': { ru: 'Подписи нет', en: 'There is no signature' },
  'signature-format': {
    ru: 'Подпись, её время или одноразовое число записаны неверно',
    en: 'The signature, its time or its nonce is not well-formed',
  },
  'signature-wrong': { ru: 'Подпись не подходит к запросу', en: 'The signature does not fit the request' },
  'signature-expired': { ru: 'Время подписи дальше пяти минут от времени шлюза', en: 'The time is more than five minutes from the gateway’s' },
  'signature-replayed': { ru: 'Это одноразовое число уже было', en: 'This nonce was used before' },
  period: { ru: 'Конец периода должен быть позже начала', en: 'The end must be later than the beginning' },
  uuid: { ru: 'Нужен UUID', en: 'A UUID is required' },
  choice: { ru: 'Недопустимое значение из списка', en: 'Not one of the allowed values' },
  'unknown-setting': { ru: 'У этого драйвера нет такой настройки', en: 'This driver has no such setting' },
  'network-path': {
    ru: 'Сетевая папка из портала не принимается: программа банка должна стоять на компьютере шлюза',
    en: 'A network folder is not accepted from the portal: the bank’s program must be on the gateway’s computer',
  },
  tid: { ru: 'До 16 латинских букв и цифр, как на слипе', en: 'Up to 16 letters and digits, as on the slips' },
  'local-time': { ru: 'Время суток в виде 23:30', en: 'A time of day such as 23:30' },
  'tid-differs': { ru: 'Устройство называет себя иначе', en: 'The device gives another number' },
  taken: { ru: 'Уже есть у другого терминала этой гостиницы', en: 'Another terminal of this hotel has it' },
  repeated: { ru: 'Указано дважды', en: 'Given twice' },
  cursor: { ru: 'Курсор не от этого списка', en: 'The cursor is not of this list' },
};
