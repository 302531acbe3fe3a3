import {
  causeText,
  COMMON_CAUSES,
  NOT_READY,
  NOT_THE_CARD,
  PROGRAM_CAUSES,
  type CauseText,
  type CommonCause,
  type ProgramCause,
} from '@payport/terminals-core';

/** Causes that only this bank's program has. */
type OwnCause = 'setup_program';
export type Cause = CommonCause | ProgramCause | OwnCause;

const OWN: Readonly<Record<OwnCause, CauseText>> = {
  setup_program: causeText('terminal_setup', 'later', NOT_READY, [
    `Администратору: проверьте программу банка и её настройки на компьютере терминала. ${NOT_THE_CARD.ru}`,
    `For the administrator: check the bank's program and its settings on the terminal's computer. ${NOT_THE_CARD.en}`,
  ]),
};

export const CAUSE_TEXTS: Readonly<Record<Cause, CauseText>> = { ...COMMON_CAUSES, ...PROGRAM_CAUSES, ...OWN };
