import { causeText, COMMON_CAUSES, NOT_READY, NOT_THE_CARD, setupCause, type CauseText, type CommonCause } from '@payport/terminals-core';

/** Causes that only a program of the bank on our own machine has. */
type OwnCause = 'setup_program' | 'program_start' | 'folder_trouble';
export type Cause = CommonCause | OwnCause;

const OWN: Readonly<Record<OwnCause, CauseText>> = {
  setup_program: causeText('terminal_setup', 'later', NOT_READY, [
    `Администратору: проверьте программу банка и её настройки на компьютере терминала. ${NOT_THE_CARD.ru}`,
    `For the administrator: check the bank's program and its settings on the terminal's computer. ${NOT_THE_CARD.en}`,
  ]),
  program_start: setupCause(
    ['Программа банка не запустилась', "The bank's program did not start"],
    [
      'Администратору: проверьте путь к программе, права и папку в настройках терминала.',
      "For the administrator: check the program's path, rights and folder in the terminal's settings.",
    ],
  ),
  folder_trouble: setupCause(
    ['Папка программы банка недоступна', "The bank program's folder is not accessible"],
    [
      'Администратору: дайте шлюзу право читать, писать и удалять файлы в папке программы.',
      "For the administrator: let the gateway read, write and delete files in the program's folder.",
    ],
  ),
};

export const CAUSE_TEXTS: Readonly<Record<Cause, CauseText>> = { ...COMMON_CAUSES, ...OWN };
