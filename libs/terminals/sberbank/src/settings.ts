import type { Bilingual } from '@payport/domain';
import { z } from 'zod';
import {
  ABORT_GRACE_MS,
  ANSWER_GRACE_MS,
  CARD_BY_RRN,
  DEFAULT_SLIP_FILE,
  DEFAULT_TIME_LIMIT_MS,
  KILL_GRACE_MS,
  POLLING_FILES,
  RESULT_FILE,
} from './constants.ts';
import { ENCODING_SETTINGS } from './encodings.ts';

/** What a form shows beside a field. */
const field = (label: Bilingual, hint: Bilingual): { label: Bilingual; hint: Bilingual } => ({ label, hint });

/** `/opt/sb`, `C:\sc552`, `\\server\share`. */
const ABSOLUTE = /^(\/|[A-Za-z]:[\\/]|\\\\)/;
/** A switch of our own or one that would carry card data never comes from the settings. */
const RESERVED_SWITCH = /^\/[qQtTdD]/;
const PLAIN_NAME = /^[A-Za-z0-9_-][A-Za-z0-9_.-]{0,63}$/;
const noNul = (text: string): boolean => !text.includes('\u0000');

export const sberbankSettings = z.object({
  program: z
    .string()
    .min(1)
    .max(1024)
    .refine(noNul)
    .meta(
      field(
        { ru: 'Программа банка', en: 'Bank program' },
        { ru: 'Файл sb_pilot: полный путь или имя внутри папки', en: 'The file sb_pilot: full path, or its name inside the folder' },
      ),
    ),
  folder: z
    .string()
    .min(1)
    .max(1024)
    .regex(ABSOLUTE)
    .refine(noNul)
    .meta(
      field(
        { ru: 'Папка программы', en: 'Program folder' },
        {
          ru: 'Полный путь, например C:\\sc552; своя папка для каждого терминала',
          en: 'Full path, such as C:\\sc552; each terminal has a folder of its own',
        },
      ),
    ),
  encoding: z
    .enum(ENCODING_SETTINGS)
    .default('auto')
    .meta(
      field(
        { ru: 'Кодировка файлов', en: 'Encoding of the files' },
        { ru: 'auto: определять по словам слипа', en: 'auto: told from the words of the slip' },
      ),
    ),
  requestIds: z
    .boolean()
    .default(true)
    .meta(
      field(
        { ru: 'Номера запросов (/q=)', en: 'Request ids (/q=)' },
        {
          ru: 'Выключайте только для старой программы: без них исход потерянной операции нельзя спросить по номеру',
          en: 'Switch off only for old software: without them a lost operation cannot be asked about',
        },
      ),
    ),
  refundArgument: z
    .enum([CARD_BY_RRN, '0'])
    .default(CARD_BY_RRN)
    .meta(
      field(
        { ru: 'Возврат без карты', en: 'Refund without the card' },
        { ru: 'Слово, которым программа ищет карту по RRN', en: 'The word by which the program finds the card by RRN' },
      ),
    ),
  timeLimitMs: z
    .int()
    .min(1_000)
    .max(600_000)
    .default(DEFAULT_TIME_LIMIT_MS)
    .meta(
      field(
        { ru: 'Предел операции, мс', en: 'Time limit of an operation, ms' },
        { ru: 'Дольше терминал не ждёт; не меньше его собственного предела', en: 'The terminal is given no longer; not below its own limit' },
      ),
    ),
  extraArguments: z
    .array(
      z
        .string()
        .regex(/^\/\S{1,63}$/)
        .refine((text) => noNul(text) && !RESERVED_SWITCH.test(text)),
    )
    .max(16)
    .default([])
    .meta(
      field(
        { ru: 'Дополнительные ключи', en: 'Extra switches' },
        {
          ru: 'Добавляются к каждой операции с суммой; /q, /d и /t задавать нельзя',
          en: 'Added to every operation with an amount; /q, /d and /t are not allowed',
        },
      ),
    ),
  slipFile: z
    .string()
    .regex(PLAIN_NAME)
    .refine((name) => name !== RESULT_FILE && !POLLING_FILES.test(name) && !name.startsWith('payport'))
    .default(DEFAULT_SLIP_FILE)
    .meta(field({ ru: 'Файл слипа', en: 'Slip file' }, { ru: 'Как PrinterFile в pinpad.ini', en: 'As PrinterFile in pinpad.ini' })),
  department: z
    .string()
    .regex(/^[0-9]{1,4}$/)
    .nullable()
    .default(null)
    .meta(
      field(
        { ru: 'Отдел', en: 'Department' },
        { ru: 'Номер отдела (ключ /d=), если банк его завёл', en: 'Department number (switch /d=), if the bank set one up' },
      ),
    ),
});

export type SberbankSettings = z.infer<typeof sberbankSettings>;

/** Longest time of one order: its limit, then the request to stop, then the kill, then the files. */
export const deviceStepLimitMs = (settings: Pick<SberbankSettings, 'timeLimitMs'>): number =>
  settings.timeLimitMs + ABORT_GRACE_MS + KILL_GRACE_MS + ANSWER_GRACE_MS;

/** One spelling per folder, so that two terminals cannot share it unseen: slashes, dots, and case on Windows. */
export function normaliseFolder(folder: string): string {
  const windows = /^([A-Za-z]:|\\\\)/.test(folder);
  const slashed = (windows ? folder.replaceAll('\\', '/') : folder).replace(/^\/\/+(?=[^/])/, (lead) => (windows ? '//' : lead.slice(-1)));
  const share = windows && slashed.startsWith('//');
  const parts: string[] = [];
  for (const part of slashed.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..') parts.pop();
    else parts.push(part);
  }
  const joined = (share ? '//' : windows ? '' : '/') + parts.join('/');
  return windows ? joined.toLowerCase() : joined;
}
