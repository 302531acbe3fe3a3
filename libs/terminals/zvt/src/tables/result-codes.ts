/** Made from zvt-result-codes.tsv in this folder, with our Russian words; a test compares codes, classes and English texts. */
export type ResultClass =
  | 'card'
  | 'not-allowed'
  | 'eod'
  | 'setup'
  | 'cancel'
  | 'decline'
  | 'device'
  | 'comms'
  | 'protocol'
  | 'busy'
  | 'reversal'
  | 'amount'
  | 'preauth'
  | 'printer'
  | 'goods'
  | 'system';

export type ResultRow = readonly [code: number, resultClass: ResultClass, en: string, ru: string];

/** Without 0 (success) and 1 to 99 (the host's own refusals). */
export const RESULT_ROWS: readonly ResultRow[] = [
  [0x64, 'card', 'card unreadable (LRC/parity)', 'карта не читается'],
  [0x65, 'card', 'no track or chip data found', 'на карте нет данных'],
  [0x66, 'card', 'processing / card-reader mechanics fault', 'сбой считывателя карт'],
  [0x67, 'not-allowed', 'function not allowed for ec/Maestro', 'операция запрещена для карт ec/Maestro'],
  [0x68, 'not-allowed', 'function not allowed for credit/fuel cards', 'операция запрещена для кредитных и топливных карт'],
  [0x6a, 'eod', 'turnover file full - end of day needed', 'память операций заполнена, нужно закрыть день'],
  [0x6b, 'setup', 'function off, PT not registered', 'терминал не зарегистрирован в кассе'],
  [0x6c, 'cancel', 'cancelled: timeout or cancel key', 'отменено на терминале или истекло время'],
  [0x6e, 'decline', 'card on blocked list (answer to 06 E4)', 'карта в стоп-листе'],
  [0x6f, 'setup', 'wrong currency', 'неверная валюта'],
  [0x71, 'decline', 'chip-card credit too low', 'на чипе недостаточно средств'],
  [0x72, 'card', 'chip error', 'ошибка чипа'],
  [0x73, 'card', 'card data wrong (country key, checksum)', 'неверные данные карты'],
  [0x74, 'device', 'DUKPT engine exhausted', 'исчерпаны ключи DUKPT'],
  [0x75, 'not-allowed', 'text not authentic', 'текст не подтверждён'],
  [0x76, 'not-allowed', 'PAN not on white list', 'карты нет в белом списке'],
  [0x77, 'eod', 'end-of-day not possible', 'день закрыть нельзя'],
  [0x78, 'decline', 'card expired', 'срок карты истёк'],
  [0x79, 'decline', 'card not valid yet', 'карта ещё не действует'],
  [0x7a, 'decline', 'card unknown', 'карта неизвестна'],
  [0x7b, 'card', 'magstripe fallback impossible (girocard)', 'магнитная полоса не принимается (girocard)'],
  [0x7c, 'card', 'magstripe fallback impossible (other cards)', 'магнитная полоса не принимается'],
  [0x7d, 'comms', 'comms module absent or silent', 'нет связи с модулем'],
  [
    0x7e,
    'card',
    'magstripe fallback impossible, direct debit possible (girocard)',
    'магнитная полоса не принимается, возможно списание по поручению',
  ],
  [0x83, 'not-allowed', 'function not possible', 'операция невозможна'],
  [0x85, 'device', 'key missing', 'нет ключа'],
  [0x89, 'device', 'PIN-pad defective', 'неисправна ПИН-клавиатура'],
  [0x9a, 'protocol', 'ZVT protocol error (parse/mandatory field)', 'ошибка протокола ZVT'],
  [0x9b, 'comms', 'dial-up / communication fault', 'нет связи с банком'],
  [0x9c, 'busy', 'please wait', 'терминал занят, подождите'],
  [0xa0, 'comms', 'receiver not ready', 'приёмник не готов'],
  [0xa1, 'comms', 'remote side does not answer', 'банк не отвечает'],
  [0xa3, 'comms', 'no connection', 'нет соединения'],
  [0xa4, 'eod', 'GeldKarte submission not possible', 'сдать данные GeldKarte нельзя'],
  [0xa5, 'not-allowed', 'blocked by PCI-DSS/P2PE rules', 'запрещено правилами PCI'],
  [0xb1, 'eod', 'memory full', 'память заполнена'],
  [0xb2, 'eod', 'merchant journal full', 'журнал заполнен'],
  [0xb4, 'reversal', 'already reversed', 'операция уже отменена'],
  [0xb5, 'reversal', 'reversal not possible', 'отмена невозможна'],
  [0xb7, 'amount', 'pre-auth wrong (too high) or amount wrong', 'неверная сумма или сумма больше зарезервированной'],
  [0xb8, 'preauth', 'pre-auth error / open pre-auth list answer', 'ошибка предавторизации'],
  [0xbf, 'device', 'supply voltage low', 'низкое напряжение питания'],
  [0xc0, 'device', 'card lock defective', 'замок карты неисправен'],
  [0xc1, 'device', 'merchant card locked', 'карта торговца заблокирована'],
  [0xc2, 'setup', 'diagnosis required', 'нужна диагностика'],
  [0xc3, 'amount', 'maximum amount exceeded', 'превышена наибольшая сумма'],
  [0xc4, 'setup', 'card profile invalid, load new ones', 'профиль карт недействителен'],
  [0xc5, 'not-allowed', 'payment method unsupported', 'способ оплаты не поддерживается'],
  [0xc6, 'setup', 'currency not applicable', 'валюта не принимается'],
  [0xc8, 'amount', 'amount too small', 'сумма слишком мала'],
  [0xc9, 'amount', 'configured max amount too small', 'настроенная наибольшая сумма мала'],
  [0xcb, 'setup', 'EUR only', 'только евро'],
  [0xcc, 'printer', 'printer not ready', 'принтер не готов'],
  [0xcd, 'not-allowed', 'cashback not possible', 'выдача наличных невозможна'],
  [0xd2, 'not-allowed', 'function not allowed for service/bank-customer cards', 'операция запрещена для служебных карт'],
  [0xdc, 'card', 'card inserted', 'карта вставлена'],
  [0xdd, 'device', 'card eject error (motor reader)', 'карта не выдаётся'],
  [0xde, 'device', 'card insertion error (motor reader)', 'карта не вставляется'],
  [0xe0, 'busy', 'remote maintenance active', 'идёт удалённое обслуживание'],
  [0xe2, 'device', 'card reader silent or defective', 'считыватель карт не отвечает'],
  [0xe3, 'device', 'shutter closed', 'шторка закрыта'],
  [0xe4, 'setup', 'terminal activation required', 'терминал нужно активировать'],
  [0xe7, 'goods', 'no matching goods group', 'нет такой группы товаров'],
  [0xe8, 'goods', 'goods-group table not loaded', 'таблица групп товаров не загружена'],
  [0xe9, 'goods', 'restriction code refused', 'код ограничения отклонён'],
  [0xea, 'setup', 'card code refused (not activated by Diagnosis)', 'код карты отклонён'],
  [0xeb, 'device', 'PIN algorithm unknown', 'алгоритм ПИН неизвестен'],
  [0xec, 'device', 'PIN processing impossible', 'обработка ПИН невозможна'],
  [0xed, 'device', 'PIN-pad defective', 'неисправна ПИН-клавиатура'],
  [0xf0, 'eod', 'open end-of-day batch exists', 'есть незакрытый день'],
  [0xf1, 'decline', 'ec-cash/Maestro offline error', 'ошибка офлайн-операции'],
  [0xf5, 'setup', 'OPT error', 'ошибка OPT'],
  [0xf6, 'setup', 'OPT data missing (personalise)', 'нет данных OPT'],
  [0xfa, 'eod', 'sending offline transactions failed (clearing)', 'не отправлены офлайн-операции'],
  [0xfb, 'device', 'turnover record defective', 'запись операции повреждена'],
  [0xfc, 'device', 'required device absent/defective', 'нужное устройство отсутствует или неисправно'],
  [0xfd, 'protocol', 'baud rate unsupported', 'скорость не поддерживается'],
  [0xfe, 'protocol', 'register unknown', 'регистр неизвестен'],
  [0xff, 'system', 'system/unknown error, see TLV 1F16/1F17', 'системная ошибка'],
];
