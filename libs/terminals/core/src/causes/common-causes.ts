import { causeText, NOT_READY, NOT_THE_CARD, setupCause, type CauseText } from './cause-text.ts';

/** Causes that terminals of every protocol know. What only one of them knows stands in its own room. */
export type CommonCause =
  | 'insufficient_funds'
  | 'wrong_pin'
  | 'pin_blocked'
  | 'card_expired'
  | 'card_blocked'
  | 'card_restricted'
  | 'limit_exceeded'
  | 'issuer_unavailable'
  | 'call_issuer'
  | 'host_duplicate'
  | 'use_chip'
  | 'wrong_card'
  | 'entered_wrong'
  | 'card_refused'
  | 'issuer_refused'
  | 'card_read_failed'
  | 'original_not_found'
  | 'batch_closed'
  | 'refund_exceeds_original'
  | 'staff_card'
  | 'settle_first'
  | 'setup_keys'
  | 'setup_parameters'
  | 'setup_once_more'
  | 'setup_other'
  | 'pin_refused'
  | 'device_timeout'
  | 'cancelled_on_device'
  | 'cancelled_by_cashier'
  | 'device_busy'
  | 'amount_too_large'
  | 'port_held'
  | 'port_missing'
  | 'port_forbidden'
  | 'address_refused'
  | 'address_silent'
  | 'address_unknown'
  | 'line_silent'
  | 'line_dropped'
  | 'currency'
  | 'not_allowed'
  | 'outcome_unknown'
  | 'unmapped';

export const COMMON_CAUSES: Readonly<Record<CommonCause, CauseText>> = {
  insufficient_funds: causeText(
    'insufficient_funds',
    'other_card',
    ['Недостаточно средств на карте', 'Not enough money on the card'],
    [
      'Скажите гостю, что банк отказал из-за остатка. Попросите другую карту или меньшую сумму.',
      'Tell the guest that the bank refused because of the balance. Ask for another card or a smaller amount.',
    ],
  ),
  wrong_pin: causeText(
    'wrong_pin',
    'now',
    ['Неверный ПИН-код', 'Wrong PIN'],
    [
      'Гость ввёл неверный ПИН-код. Проведите оплату ещё раз; после третьей ошибки карта блокируется.',
      'The guest entered a wrong PIN. Start the payment again; a third mistake blocks the card.',
    ],
  ),
  pin_blocked: causeText(
    'pin_blocked',
    'other_card',
    ['ПИН-код заблокирован', 'The PIN is blocked'],
    ['Попросите другую карту. ПИН-код разблокирует только банк гостя.', "Ask for another card. Only the guest's bank can unblock the PIN."],
  ),
  card_expired: causeText(
    'card_expired',
    'other_card',
    ['Срок действия карты истёк', 'The card has expired'],
    ['Попросите другую карту.', 'Ask for another card.'],
  ),
  card_blocked: causeText(
    'card_blocked',
    'other_card',
    ['Карта заблокирована банком', 'The card is blocked by its bank'],
    [
      'Попросите другую карту; причину гостю назовёт его банк. Не удерживайте карту без указания банка.',
      "Ask for another card; the guest's bank will tell the reason. Do not keep the card unless the bank asks you to.",
    ],
  ),
  card_restricted: causeText(
    'card_restricted',
    'other_card',
    ['Операция этой картой не разрешена', 'This card may not be used for the operation'],
    ['Попросите другую карту. Ограничение снимает банк гостя.', "Ask for another card. The guest's bank can lift the restriction."],
  ),
  limit_exceeded: causeText(
    'limit_exceeded',
    'other_card',
    ['Превышен лимит операции', 'The limit is exceeded'],
    [
      'Попросите другую карту или меньшую сумму; лимит гость меняет в своём банке.',
      'Ask for another card or a smaller amount; the guest can change the limit at the bank.',
    ],
  ),
  issuer_unavailable: causeText(
    'issuer_unavailable',
    'later',
    ['Банк, выпустивший карту, не отвечает', 'The bank that issued the card does not answer'],
    [
      'Деньги не списаны. Повторите через несколько минут или попросите другую карту.',
      'Nothing was charged. Try again in a few minutes or ask for another card.',
    ],
  ),
  call_issuer: causeText(
    'issuer_refused',
    'other_card',
    ['Банк просит гостя позвонить ему', 'The bank asks the guest to call'],
    [
      'Попросите другую карту либо пусть гость позвонит по номеру на карте и потом повторит.',
      'Ask for another card, or let the guest call the number on the card and try again.',
    ],
  ),
  host_duplicate: causeText(
    'issuer_refused',
    'do_not_retry_check_first',
    ['Банк считает операцию повтором', 'The bank takes the operation for a repeat'],
    [
      'Сначала найдите прежнюю оплату этого счёта: возможно, она прошла. Не повторяйте, пока не проверено.',
      'First look for an earlier payment of this bill: it may have gone through. Do not repeat before it is checked.',
    ],
  ),
  use_chip: causeText(
    'card_read_failed',
    'now',
    ['Карту нужно вставить чипом', 'The card must be inserted with its chip'],
    ['Повторите оплату и попросите гостя вставить карту в терминал.', 'Start again and ask the guest to insert the card.'],
  ),
  wrong_card: causeText(
    'card_refused',
    'now',
    ['Предъявлена не та карта', 'This is not the right card'],
    ['Повторите с той картой, которой проводилась исходная операция.', 'Start again with the card of the original operation.'],
  ),
  entered_wrong: causeText(
    'card_refused',
    'now',
    ['Данные введены неверно: {text}', 'Entered wrongly: {text}'],
    ['Повторите операцию и проверьте введённое.', 'Start again and check what is entered.'],
  ),
  card_refused: causeText(
    'card_refused',
    'other_card',
    ['Карта не принята: {text}', 'The card was not accepted: {text}'],
    ['Деньги не списаны. Попросите другую карту.', 'Nothing was charged. Ask for another card.'],
  ),
  issuer_refused: causeText(
    'issuer_refused',
    'other_card',
    ['Банк отказал: {text}', 'The bank refused: {text}'],
    [
      'Деньги не списаны, причину гостю назовёт его банк. Попросите другую карту.',
      "Nothing was charged; the guest's bank will tell the reason. Ask for another card.",
    ],
  ),
  card_read_failed: causeText(
    'card_read_failed',
    'now',
    ['Карту не удалось прочитать: {text}', 'The card could not be read: {text}'],
    [
      'Деньги не списаны. Повторите, не вынимая карту раньше времени, или попросите другую.',
      'Nothing was charged. Start again and leave the card in place, or ask for another one.',
    ],
  ),
  original_not_found: causeText(
    'original_not_found',
    'never',
    ['Исходная операция на терминале не найдена', 'The terminal does not find the original operation'],
    [
      'Проверьте номер ссылки (RRN) и терминал исходной оплаты; возврат может провести старший смены по карте гостя.',
      "Check the reference number (RRN) and the terminal of the original payment; a supervisor can refund by the guest's card.",
    ],
  ),
  batch_closed: causeText(
    'batch_closed',
    'never',
    ['Смена терминала уже закрыта: отмена невозможна', "The terminal's batch is closed: it cannot be voided"],
    ['Оформите возврат вместо отмены.', 'Make a refund instead of a void.'],
  ),
  refund_exceeds_original: causeText(
    'refund_exceeds_original',
    'never',
    ['Возврат больше исходной суммы', 'The refund is larger than the original amount'],
    ['Проверьте сумму и прежние возвраты по этой оплате.', 'Check the amount and earlier refunds of this payment.'],
  ),
  staff_card: causeText(
    'terminal_setup',
    'later',
    ['Терминал ждёт карту администратора: {text}', "The terminal wants an administrator's card: {text}"],
    [
      `Позовите старшего смены с картой администратора терминала. ${NOT_THE_CARD.ru}`,
      `Call the supervisor with the terminal's administrator card. ${NOT_THE_CARD.en}`,
    ],
  ),
  settle_first: causeText('terminal_setup', 'later', NOT_READY, [
    `Проведите сверку итогов на этом терминале и повторите. ${NOT_THE_CARD.ru}`,
    `Settle this terminal (end of day) and start again. ${NOT_THE_CARD.en}`,
  ]),
  setup_keys: causeText('terminal_setup', 'later', NOT_READY, [
    `Ключи терминала загружает только банк: позвоните в поддержку банка. ${NOT_THE_CARD.ru}`,
    `Only the bank can load the terminal's keys: call the bank's support. ${NOT_THE_CARD.en}`,
  ]),
  setup_parameters: causeText('terminal_setup', 'later', NOT_READY, [
    `Загрузите параметры с сервера банка (удалённая загрузка) или позвоните в поддержку банка. ${NOT_THE_CARD.ru}`,
    `Load the parameters from the bank's server, or call the bank's support. ${NOT_THE_CARD.en}`,
  ]),
  setup_once_more: causeText('terminal_setup', 'now', NOT_READY, [
    `Так бывает один раз после обновления программы банка: повторите. ${NOT_THE_CARD.ru}`,
    `This happens once after an update of the bank's program: start again. ${NOT_THE_CARD.en}`,
  ]),
  setup_other: causeText('terminal_setup', 'later', NOT_READY, [
    `Сообщите администратору и в поддержку банка код ошибки. ${NOT_THE_CARD.ru}`,
    `Tell the administrator and the bank's support the code. ${NOT_THE_CARD.en}`,
  ]),
  pin_refused: causeText(
    'cancelled_on_device',
    'now',
    ['Гость отказался вводить ПИН-код', 'The guest refused to enter the PIN'],
    ['Деньги не списаны. Повторите или попросите другую карту.', 'Nothing was charged. Start again or ask for another card.'],
  ),
  device_timeout: causeText(
    'device_timeout',
    'now',
    ['Время ожидания на терминале вышло', "The terminal's waiting time ran out"],
    ['Деньги не списаны. Убедитесь, что гость готов, и начните снова.', 'Nothing was charged. Make sure the guest is ready and start again.'],
  ),
  cancelled_on_device: causeText(
    'cancelled_on_device',
    'now',
    ['Операция отменена на терминале', 'Cancelled on the terminal'],
    ['Деньги не списаны. Уточните у гостя и при необходимости начните снова.', 'Nothing was charged. Ask the guest and start again if needed.'],
  ),
  cancelled_by_cashier: causeText(
    'cancelled_by_cashier',
    'now',
    ['Операция прервана кассой', 'Stopped from the cash desk'],
    ['Деньги не списаны. При необходимости начните снова.', 'Nothing was charged. Start again if needed.'],
  ),
  device_busy: causeText(
    'not_sent',
    'later',
    ['Терминал занят прежней операцией', 'The terminal is busy with an earlier operation'],
    [
      'Ничего не отправлено. Дождитесь её конца на терминале и повторите.',
      'Nothing was sent. Wait until the terminal has finished it and start again.',
    ],
  ),
  amount_too_large: causeText(
    'limit_exceeded',
    'never',
    ['Сумма больше, чем принимает терминал', 'The amount is larger than the terminal can take'],
    ['Ничего не отправлено. Разделите сумму на несколько оплат.', 'Nothing was sent. Split the amount into several payments.'],
  ),
  port_held: setupCause(
    ['Порт терминала занят другой программой', 'Another program holds the port of the terminal'],
    [
      'На компьютере шлюза закройте кассовую программу или службу, которая держит этот порт; терминал исправен.',
      'On the gateway’s computer close the cash desk program or service that holds this port; the terminal is fine.',
    ],
  ),
  port_missing: setupCause(
    ['Порта терминала нет на компьютере шлюза', 'The gateway’s computer does not have the port of the terminal'],
    [
      'Проверьте кабель и переходник USB со стороны компьютера; если они на месте — имя порта в настройках терминала.',
      'Check the cable and the USB adapter at the computer; where they are in place, the port’s name in the terminal’s settings.',
    ],
  ),
  port_forbidden: setupCause(
    ['Шлюзу не разрешено открыть порт терминала', 'The gateway is not allowed to open the port of the terminal'],
    [
      'Администратору: дайте пользователю шлюза доступ к порту (в Linux — группа dialout) и перезапустите шлюз.',
      'For the administrator: let the gateway’s user open the port (on Linux by the group dialout) and start the gateway again.',
    ],
  ),
  address_refused: setupCause(
    ['По адресу терминала соединение не принимают', 'The terminal’s address takes no connection'],
    [
      'Устройство с этим адресом в сети есть. Проверьте, включён ли на терминале режим работы с кассой, тот ли порт в настройках и не занял ли его единственное соединение другая касса.',
      'A device with this address is in the network. Check that the terminal is in the mode for cash registers, that the settings name its port, and that no other cash register holds its only connection.',
    ],
  ),
  address_silent: setupCause(
    ['Адрес терминала в сети не отвечает', 'The terminal’s address does not answer in the network'],
    [
      'Проверьте, включён ли терминал, на месте ли его сетевой кабель или Wi-Fi и не сменился ли его адрес; если всё верно — сеть и межсетевой экран между ним и шлюзом.',
      'Check that the terminal is on, that its network cable or Wi-Fi is in place and that its address has not changed; where all is well, the network and the firewall between it and the gateway.',
    ],
  ),
  address_unknown: setupCause(
    ['Имя терминала в сети не найдено', 'The terminal’s name is not known in the network'],
    ['Укажите в настройках терминала его IP-адрес или исправьте имя.', 'Put the terminal’s IP address into its settings, or correct the name.'],
  ),
  line_silent: setupCause(
    ['Линия до терминала есть, но он молчит', 'The line to the terminal stands, but the terminal is silent'],
    [
      'Проверьте, включён ли терминал, нет ли на его экране вопроса или ошибки и включён ли режим работы с кассой; на последовательном порту — кабель, скорость и стоповые биты в настройках.',
      'Check that the terminal is on, shows no question or error, and is in the mode for cash registers; on a serial port, the cable, and the speed and the stop bits in the settings.',
    ],
  ),
  line_dropped: setupCause(
    ['Терминал разрывает соединение', 'The terminal hangs up'],
    [
      'Обычно его единственное соединение занимает другая касса: отключите там работу с этим терминалом. Если её нет — перезапустите терминал и проверьте, включён ли режим работы с кассой.',
      'Usually another cash register holds its only connection: switch this terminal off there. Where there is none, restart the terminal and check that it is in the mode for cash registers.',
    ],
  ),
  currency: causeText(
    'terminal_setup',
    'never',
    ['Терминал не принимает эту валюту', 'The terminal does not take this currency'],
    ['Ничего не отправлено. Выберите терминал для этой валюты.', 'Nothing was sent. Choose a terminal for this currency.'],
  ),
  not_allowed: causeText(
    'not_sent',
    'later',
    ['Шлюз не получил права на отправку', 'The gateway was not allowed to send'],
    ['Ничего не отправлено. Повторите операцию.', 'Nothing was sent. Start again.'],
  ),
  outcome_unknown: causeText(
    'outcome_unknown',
    'do_not_retry_check_first',
    ['Результат операции пока неизвестен', 'The outcome is not known yet'],
    [
      'Не проводите оплату повторно: шлюз сам спрашивает терминал. Попросите гостя подождать; если ответа нет, позовите старшего смены.',
      'Do not start the payment again: the gateway asks the terminal by itself. Ask the guest to wait; without an answer, call the supervisor.',
    ],
  ),
  unmapped: causeText(
    'unmapped',
    'do_not_retry_check_first',
    ['Терминал вернул неизвестный код', 'The terminal returned an unknown code'],
    [
      'Не проводите оплату повторно: исход проверяется. Администратору: сообщите код в поддержку банка.',
      "Do not start the payment again: the outcome is being checked. For the administrator: report the code to the bank's support.",
    ],
  ),
};
