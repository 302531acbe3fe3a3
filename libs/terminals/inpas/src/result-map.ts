import type { Bilingual, Decline } from '@payport/domain';
import {
  causeOfHostResponse,
  causeText,
  COMMON_CAUSES,
  declineOf,
  PROGRAM_CAUSES,
  setupCause,
  unreachableFor,
  type CauseText,
  type CommonCause,
  type ProgramCause,
} from '@payport/terminals-core';
import { STATUS } from './constants.ts';
import type { SaMessage } from './messages.ts';
import type { InpasSettings } from './settings.ts';
import { STATUS_ROWS } from './tables/statuses.ts';

/** Causes that only a terminal on a line of its own has. */
type OwnCause = 'no_device' | 'bank_link' | 'wrong_terminal';
export type Cause = CommonCause | ProgramCause | OwnCause;

const OWN: Readonly<Record<OwnCause, CauseText>> = {
  no_device: setupCause(
    ['Терминал не отвечает', 'The terminal does not answer'],
    [
      'Проверьте, включён ли терминал, на месте ли его кабель или сеть и не занят ли его порт другой программой.',
      'Check that the terminal is switched on, that its cable or network is in place and that no other program holds its port.',
    ],
  ),
  bank_link: causeText(
    'link_failed',
    'later',
    ['Терминал не связался с банком', 'The terminal did not reach its bank'],
    [
      'Деньги не списаны. Повторите через минуту; если не помогает, возьмите другой терминал и сообщите администратору.',
      'Nothing was charged. Try again in a minute; if it does not help, use another terminal and tell the administrator.',
    ],
  ),
  wrong_terminal: causeText(
    'terminal_setup',
    'never',
    ['В настройках указан номер другого терминала', 'The settings name another terminal'],
    [
      'Ничего не отправлено. Администратору: сверьте TID терминала и его настройки.',
      'Nothing was sent. For the administrator: compare the TID of the terminal with its settings.',
    ],
  ),
};

export const CAUSE_TEXTS: Readonly<Record<Cause, CauseText>> = { ...COMMON_CAUSES, ...PROGRAM_CAUSES, ...OWN };

/** Why the terminal cannot be worked with, for whoever looks at it. */
export const unreachableBy = (cause: Cause) => unreachableFor(CAUSE_TEXTS[cause]);

const STATUS_TEXTS: ReadonlyMap<number, Bilingual> = new Map(STATUS_ROWS.map(([status, en, ru]) => [status, { ru, en }]));

/** What the terminal said of its answer: the host's code where there is one, else its own status. */
export interface Told {
  readonly status: number | null;
  readonly hostCode: string | null;
  /** The terminal's or the bank's own words. */
  readonly text: string | null;
}

export const toldBy = ({ status, hostCode, text }: SaMessage): Told => ({ status, hostCode, text });

const NOTHING: Told = { status: null, hostCode: null, text: null };

/** What happened, what to do, and whether to try again. */
export function declineFor(cause: Cause, { status, hostCode, text }: Told = NOTHING): Decline {
  const code = hostCode ?? (status === null ? null : String(status));
  const own = text === null ? (status === null ? null : (STATUS_TEXTS.get(status) ?? null)) : { ru: text, en: text };
  return declineOf(CAUSE_TEXTS[cause], { code, text: own });
}

export type OrderVerdict =
  | { readonly verdict: 'approved' }
  | { readonly verdict: 'declined' | 'cancelled'; readonly decline: Decline }
  | { readonly verdict: 'unknown'; readonly decline: Decline; readonly unmapped: boolean };

const unknown = (told: Told, unmapped = false): OrderVerdict => ({
  verdict: 'unknown',
  decline: declineFor(unmapped ? 'unmapped' : 'outcome_unknown', told),
  unmapped,
});

const ZEROS = /^0+$/;

/** The bank's code says the opposite of the terminal's status: then neither is believed. */
function contradicts(approved: boolean, hostCode: string | null): boolean {
  if (hostCode === null) return false;
  return approved ? causeOfHostResponse(hostCode) !== null : ZEROS.test(hostCode);
}

/** The outcome of an order by the answer to it. A status that no table explains is never a refusal. */
export function classifyOrder(told: Told, settings: Pick<InpasSettings, 'noConnection'>, stopped = false): OrderVerdict {
  const { status, hostCode } = told;
  switch (status) {
    case STATUS.approved:
    case STATUS.approvedOffline:
      return contradicts(true, hostCode) ? unknown(told) : { verdict: 'approved' };
    case STATUS.declined: {
      if (contradicts(false, hostCode)) return unknown(told);
      const cause = hostCode === null ? 'card_refused' : (causeOfHostResponse(hostCode) ?? 'issuer_refused');
      return { verdict: 'declined', decline: declineFor(cause, told) };
    }
    case STATUS.aborted:
    case STATUS.abortedToo:
      if (contradicts(false, hostCode)) return unknown(told);
      return { verdict: 'cancelled', decline: declineFor(stopped ? 'cancelled_by_cashier' : 'cancelled_on_device', told) };
    case STATUS.noConnection:
      if (settings.noConnection === 'declined' && !contradicts(false, hostCode))
        return { verdict: 'declined', decline: declineFor('bank_link', told) };
      return unknown(told);
    case STATUS.undefined:
    case null:
      return unknown(told);
    default:
      return unknown(told, true);
  }
}
