import type { Bilingual } from '@payport/domain';
import { setting } from '@payport/terminals-core';
import { z } from 'zod';
import {
  ABORT_GRACE_MS,
  ANSWER_GRACE_MS,
  CAPTURE,
  CARD_BY_RRN,
  DEFAULT_SLIP_FILE,
  DEFAULT_TIME_LIMIT_MS,
  KILL_GRACE_MS,
  OPERATION,
  POLLING_FILES,
  PREAUTHORIZATION,
  RELEASE,
  RESULT_FILE,
} from './constants.ts';
import { ENCODING_SETTINGS } from './encodings.ts';

const CONNECTION: Bilingual = { ru: 'Программа банка', en: 'Bank program' };
const DETAILS: Bilingual = { ru: 'Тонкая настройка', en: 'Fine tuning' };
const UNCERTAIN: Bilingual = { ru: 'Не проверенное на терминалах', en: 'Not tried on terminals' };

/** `/opt/sb`, `C:\sc552`, `\\server\share`. */
const ABSOLUTE = /^(\/|[A-Za-z]:[\\/]|\\\\)/;
/** A switch of our own or one that would carry card data never comes from the settings. */
const RESERVED_SWITCH = /^\/[qQtTdD]/;
const PLAIN_NAME = /^[A-Za-z0-9_-][A-Za-z0-9_.-]{0,63}$/;
const noNul = (text: string): boolean => !text.includes('\u0000');

/** The bank's program and nothing else of this machine; wrappers keep its name. */
const PROGRAM = /^(.*[\\/])?(sb_pilot|loadparm)(\.[A-Za-z]{1,4})?$/i;

/** What the driver itself says for something else; 15 and 16 are free to be named. */
const TAKEN: ReadonlySet<string> = new Set(
  Object.entries(OPERATION).flatMap(([name, number]) => (name === 'suspend' || name === 'commit' ? [] : [number])),
);
/** `byDefault` may be a number that means something else too: a cancel of an original that was only reserved releases it. */
const operationNumber = (byDefault: string, label: Bilingual) =>
  z
    .string()
    .regex(/^[1-9][0-9]{0,2}$/)
    .refine((number) => number === byDefault || !TAKEN.has(number))
    .default(byDefault)
    .meta(
      setting({
        label,
        hint: {
          ru: 'Номер операции в командной строке sb_pilot; спросите у банка',
          en: 'Number of the operation on the command line of sb_pilot; ask the bank',
        },
        rule: { ru: 'Число до трёх цифр, не занятое другой операцией', en: 'Up to three digits, not the number of another operation' },
        group: UNCERTAIN,
        advanced: true,
      }),
    );

export const sberbankSettings = z.object({
  program: z
    .string()
    .min(1)
    .max(1024)
    .regex(PROGRAM)
    .refine(noNul)
    .meta(
      setting({
        label: { ru: 'Файл программы', en: 'Program file' },
        hint: { ru: 'sb_pilot: имя внутри папки или полный путь', en: 'sb_pilot: its name inside the folder, or the full path' },
        rule: {
          ru: 'Нужна программа банка: sb_pilot, sb_pilot.exe или loadparm.exe',
          en: 'It must be the bank’s program: sb_pilot, sb_pilot.exe or loadparm.exe',
        },
        group: CONNECTION,
        path: true,
        placeholder: 'sb_pilot',
      }),
    ),
  folder: z
    .string()
    .min(1)
    .max(1024)
    .regex(ABSOLUTE)
    .refine(noNul)
    .meta(
      setting({
        label: { ru: 'Папка программы', en: 'Program folder' },
        hint: {
          ru: 'На компьютере шлюза, у каждого терминала своя',
          en: 'On the gateway’s computer; each terminal has a folder of its own',
        },
        rule: {
          ru: 'Нужен полный путь, например C:\\sc552 или /opt/sberbank/00459991',
          en: 'A full path is needed, such as C:\\sc552 or /opt/sberbank/00459991',
        },
        group: CONNECTION,
        path: true,
        placeholder: '/opt/sberbank/00459991',
      }),
    ),
  encoding: z
    .enum(ENCODING_SETTINGS)
    .default('auto')
    .meta(
      setting({
        label: { ru: 'Кодировка файлов', en: 'Encoding of the files' },
        hint: { ru: 'От неё зависят только тексты; суммы и коды читаются всегда', en: 'Only texts depend on it; amounts and codes are always read' },
        group: DETAILS,
        advanced: true,
        options: {
          auto: { ru: 'Определять по словам слипа', en: 'Told from the words of the slip' },
          cp866: { ru: 'cp866 — обычно в Windows', en: 'cp866 — usual on Windows' },
          cp1251: { ru: 'cp1251 — Windows', en: 'cp1251 — Windows' },
          'koi8-r': { ru: 'KOI8-R — обычно в Linux', en: 'KOI8-R — usual on Linux' },
          'utf-8': { ru: 'UTF-8', en: 'UTF-8' },
        },
      }),
    ),
  requestIds: z
    .boolean()
    .default(true)
    .meta(
      setting({
        label: { ru: 'Номера запросов (/q=)', en: 'Request ids (/q=)' },
        hint: {
          ru: 'Выключайте только для старой программы: без них исход потерянной операции нельзя спросить по номеру',
          en: 'Switch off only for old software: without them a lost operation cannot be asked about',
        },
        group: DETAILS,
        advanced: true,
      }),
    ),
  refundArgument: z
    .enum([CARD_BY_RRN, '0'])
    .default(CARD_BY_RRN)
    .meta(
      setting({
        label: { ru: 'Возврат без карты', en: 'Refund without the card' },
        hint: { ru: 'Слово, которым программа ищет карту по RRN', en: 'The word by which the program finds the card by RRN' },
        group: DETAILS,
        advanced: true,
        options: {
          [CARD_BY_RRN]: { ru: 'QSELECT — обычно', en: 'QSELECT — usual' },
          '0': { ru: '0 — в некоторых установках', en: '0 — in some installations' },
        },
      }),
    ),
  timeLimitMs: z
    .int()
    .min(1_000)
    .max(600_000)
    .default(DEFAULT_TIME_LIMIT_MS)
    .meta(
      setting({
        label: { ru: 'Предел операции', en: 'Time limit of an operation' },
        hint: { ru: 'Дольше терминал не ждёт; не меньше его собственного предела', en: 'The terminal is given no longer; not below its own limit' },
        rule: { ru: 'От 1 до 600 секунд', en: 'From 1 to 600 seconds' },
        group: DETAILS,
        advanced: true,
        unit: { ru: 'с', en: 's' },
        scale: 1000,
      }),
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
      setting({
        label: { ru: 'Дополнительные ключи', en: 'Extra switches' },
        hint: { ru: 'По одному в строке; добавляются к каждой операции с суммой', en: 'One a line; added to every operation with an amount' },
        rule: {
          ru: 'Ключ начинается с косой черты и пишется без пробелов; /q, /d и /t задавать нельзя',
          en: 'A switch begins with a slash and has no spaces; /q, /d and /t are not allowed',
        },
        group: DETAILS,
        advanced: true,
      }),
    ),
  slipFile: z
    .string()
    .regex(PLAIN_NAME)
    .refine((name) => name !== RESULT_FILE && !POLLING_FILES.test(name) && !name.startsWith('payport'))
    .default(DEFAULT_SLIP_FILE)
    .meta(
      setting({
        label: { ru: 'Файл слипа', en: 'Slip file' },
        hint: { ru: 'Как PrinterFile в pinpad.ini', en: 'As PrinterFile in pinpad.ini' },
        rule: { ru: 'Простое имя файла; e и POLLING.* заняты программой', en: 'A plain file name; e and POLLING.* are the program’s own' },
        group: DETAILS,
        advanced: true,
      }),
    ),
  department: z
    .string()
    .regex(/^[0-9]{1,4}$/)
    .nullable()
    .default(null)
    .meta(
      setting({
        label: { ru: 'Отдел', en: 'Department' },
        hint: { ru: 'Номер отдела (ключ /d=), если банк его завёл', en: 'Department number (switch /d=), if the bank set one up' },
        rule: { ru: 'До четырёх цифр', en: 'Up to four digits' },
        group: DETAILS,
        advanced: true,
      }),
    ),
  suspendCommit: z
    .boolean()
    .default(false)
    .meta(
      setting({
        label: { ru: 'Откладывать и подтверждать операции', en: 'Suspend and commit operations' },
        hint: {
          ru: 'Не проверено на настоящем терминале. Включайте только после пробы с банком',
          en: 'Not tried on a real terminal. Switch on only after a trial with the bank',
        },
        group: UNCERTAIN,
        advanced: true,
      }),
    ),
  suspendOperation: operationNumber(OPERATION.suspend, { ru: 'Номер операции «отложить»', en: 'Number of “suspend”' }),
  commitOperation: operationNumber(OPERATION.commit, { ru: 'Номер операции «подтвердить»', en: 'Number of “commit”' }),
  preauthorization: z
    .boolean()
    .default(false)
    .meta(
      setting({
        label: { ru: 'Предавторизация', en: 'Pre-authorization' },
        hint: {
          ru: 'Не проверено на настоящем терминале; банк должен разрешить её договором. Включайте только после пробы',
          en: 'Not tried on a real terminal; the bank must allow it by contract. Switch on only after a trial',
        },
        group: UNCERTAIN,
        advanced: true,
      }),
    ),
  preauthorizationOperation: operationNumber(PREAUTHORIZATION, { ru: 'Номер операции «предавторизация»', en: 'Number of “pre-authorization”' }),
  captureOperation: operationNumber(CAPTURE, { ru: 'Номер операции «списание»', en: 'Number of “capture”' }),
  releaseOperation: operationNumber(RELEASE, { ru: 'Номер операции «снять предавторизацию»', en: 'Number of “release”' }),
  preauthorizationDays: z
    .number()
    .int()
    .min(0)
    .max(365)
    .default(0)
    .meta(
      setting({
        label: { ru: 'Срок предавторизации', en: 'Life of a pre-authorization' },
        hint: {
          ru: 'Сколько дней банк держит деньги, по договору. 0 — неизвестно, срок не показывается',
          en: 'For how many days the bank keeps the money reserved, by contract. 0: not known, no end is shown',
        },
        rule: { ru: 'Целое число дней от 0 до 365', en: 'A whole number of days from 0 to 365' },
        group: UNCERTAIN,
        advanced: true,
        unit: { ru: 'дн.', en: 'days' },
      }),
    ),
});

export type SberbankSettings = z.infer<typeof sberbankSettings>;

/** Longest time of one order: its limit, then the request to stop, then the kill, then the files. */
export const deviceStepLimitMs = (settings: Pick<SberbankSettings, 'timeLimitMs'>): number =>
  settings.timeLimitMs + ABORT_GRACE_MS + KILL_GRACE_MS + ANSWER_GRACE_MS;
