import type { FileProblemCode } from '@payport/bank-files';
import type { Bilingual } from '@payport/domain';

/** Why a file was not read, for the paper beside it in the folder. A test holds the words equal to those of the portal. */
export const FILE_PROBLEM_TEXTS: Readonly<Record<FileProblemCode, Bilingual>> = {
  empty: { ru: 'Файл пуст', en: 'The file is empty' },
  not_text: { ru: 'Это не таблица и не выписка', en: 'This is neither a table nor a statement' },
  unknown_layout: { ru: 'Такой таблицы мы не знаем', en: 'We do not know this table' },
  truncated: { ru: 'Файл обрывается: скачайте его у банка ещё раз', en: 'The file is cut off: download it from the bank once more' },
  statement_cut: {
    ru: 'Выписка 1С обрывается: в ней нет последней строки «КонецФайла». Выгрузите её из банка ещё раз и загрузите файл целиком',
    en: 'The 1C statement is cut off: the line that ends it is missing. Export it from the bank once more and upload the whole file',
  },
  damaged: { ru: 'Файл повреждён: скачайте его у банка ещё раз', en: 'The file is damaged: download it from the bank once more' },
  encrypted: { ru: 'Файл закрыт паролем: сохраните его без пароля', en: 'The file has a password: save it without one' },
  too_large: { ru: 'Файл слишком большой', en: 'The file is too large' },
  unpacks_too_large: {
    ru: 'Распаковывается в слишком большой объём: такие файлы не открываем',
    en: 'Unpacks to too much data: such files are not opened',
  },
  too_many_members: { ru: 'В архиве слишком много файлов', en: 'Too many files in the archive' },
  too_many_cells: { ru: 'В таблице слишком много ячеек', en: 'Too many cells in the table' },
  unsafe_name: {
    ru: 'Имя ведёт за пределы архива или папки: такое не открываем',
    en: 'A name that leads out of the archive or folder: this is not opened',
  },
  document_type: {
    ru: 'В файле есть описание типа документа (DOCTYPE), которое может подменить содержимое: такие не читаем',
    en: 'The file brings a document type (DOCTYPE), which can put other content into it: such files are not read',
  },
  old_excel: { ru: 'Старый формат Excel: сохраните как XLSX', en: 'An old Excel format: save it as XLSX' },
  unsupported: { ru: 'Такое не читаем', en: 'This is not read' },
  no_account: {
    ru: 'В выписке не назван счёт, то есть нет строки «РасчСчет»: выгрузите её из банка по выбранному счёту',
    en: 'The statement names no account: export it from the bank for one account',
  },
  unknown_statement: {
    ru: 'Этот файл — не выписка по счёту: выгрузите её из банка для 1С или в формате camt.053',
    en: 'This file is no statement of an account: export one from the bank for 1C or as camt.053',
  },
  totals_differ: { ru: 'Итоги не сходятся со строками', en: 'The totals are not those of the rows' },
  took_too_long: { ru: 'Файл читался слишком долго', en: 'Reading took too long' },
  no_permission: {
    ru: 'Шлюзу не разрешено читать этот файл: дайте права его учётной записи и положите файл заново',
    en: 'The gateway is not allowed to read this file: give its account the right, and put the file here again',
  },
};

/** What is told where the folder itself cannot be gone through. */
export const BANK_FOLDER_CLOSED: Bilingual = {
  ru: 'Папка банка закрыта для шлюза, и файлы из неё не читаются. Разрешите его учётной записи читать папку и писать в неё и в подпапки done и failed; предупреждение уйдёт само',
  en: 'The bank’s folder is closed to the gateway, and no file of it is read. Let its account read the folder and write to it and to the subfolders done and failed; this warning goes by itself',
};
