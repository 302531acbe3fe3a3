import { causeText, COMMON_CAUSES, NOT_READY, NOT_THE_CARD, setupCause, type CauseText, type CommonCause } from '@payport/terminals-core';

/** Causes that only a terminal on a wire has. */
type OwnCause = 'no_connection' | 'setup_protocol' | 'printer' | 'amount_refused';
export type Cause = CommonCause | OwnCause;

const OWN: Readonly<Record<OwnCause, CauseText>> = {
  no_connection: setupCause(
    ['Терминал не отвечает: нет связи с ним', 'The terminal does not answer: there is no connection to it'],
    [
      'Проверьте, включён ли терминал, подключён ли кабель и не занят ли порт другой программой.',
      'Check that the terminal is on, its cable plugged in, and its port not held by another program.',
    ],
  ),
  setup_protocol: causeText('terminal_setup', 'later', NOT_READY, [
    `Администратору: проверьте настройки протокола ZVT и версию терминала. ${NOT_THE_CARD.ru}`,
    `For the administrator: check the ZVT settings and the terminal's version. ${NOT_THE_CARD.en}`,
  ]),
  printer: causeText('terminal_setup', 'later', NOT_READY, [
    `Проверьте бумагу в терминале. ${NOT_THE_CARD.ru}`,
    `Check the terminal's paper. ${NOT_THE_CARD.en}`,
  ]),
  amount_refused: causeText(
    'limit_exceeded',
    'never',
    ['Терминал не принял сумму: {text}', 'The terminal did not take the amount: {text}'],
    ['Проверьте сумму; при необходимости разделите оплату.', 'Check the amount; split the payment where needed.'],
  ),
};

export const CAUSE_TEXTS: Readonly<Record<Cause, CauseText>> = { ...COMMON_CAUSES, ...OWN };
