import { setupCause, type CauseText } from './cause-text.ts';

/** Causes that only a program of the bank on our own machine has, whichever bank's it is. */
export type ProgramCause = 'program_start' | 'folder_trouble';

export const PROGRAM_CAUSES: Readonly<Record<ProgramCause, CauseText>> = {
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
