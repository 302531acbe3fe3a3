import { invariant, isTimeZone, type Bilingual, type DeviceAddress } from '@payport/domain';
import { programAddress, serialAddress, setting, tcpAddress, type SerialPlace, type TcpPlace } from '@payport/terminals-core';
import { z } from 'zod';
import { ANSWER_GRACE_MS, KILL_GRACE_MS } from './console/console-constants.ts';
import { ANSWER_TIMEOUT_MS, CONNECT_TIMEOUT_MS, DEFAULT_TIME_LIMIT_MS, OPERATION, STOP_GRACE_MS, TERMINAL_ID_PATTERN } from './constants.ts';

const CONNECTION: Bilingual = { ru: 'Подключение', en: 'Connection' };
const PROGRAM_GROUP: Bilingual = { ru: 'Программа банка', en: 'The bank’s program' };
const BANK: Bilingual = { ru: 'Связь с банком через шлюз', en: 'The terminal’s way to its bank' };
const DETAILS: Bilingual = { ru: 'Тонкая настройка', en: 'Fine tuning' };
const UNCERTAIN: Bilingual = { ru: 'Не проверенное на терминалах', en: 'Not tried on terminals' };
const SECONDS: Bilingual = { ru: 'с', en: 's' };

/** `COM3`, `/dev/ttyUSB0`, `/dev/serial/by-id/…`; a full path elsewhere is a pseudo-terminal. */
const SERIAL_PORT = /^(COM[0-9]{1,3}|\/[^\p{Cc}]{1,250})$/iu;
/** Host name or IPv4 address; nothing that could mean something else in a URL or a shell. */
const HOST = /^[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?$/;
const HOST_AND_PORT = /^[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?:([1-9][0-9]{0,4})$/;
/** The bank's program and nothing else of this machine. */
const PROGRAM = /^(.*[\\/])?DC ?Console(\.[A-Za-z]{1,4})?$/i;
/** `/opt/dc`, `C:\DC`, `\\server\share`. */
const ABSOLUTE = /^(\/|[A-Za-z]:[\\/]|\\\\)/;
/** A field of the protocol and the program's switch for it; the four switches that are known are taken. */
const FIELD_SWITCH = /^(1|13|14|26|65)=-(?![ozacOZAC])[A-Za-z]{1,8}$/;
const noNul = (text: string): boolean => !text.includes('\u0000');
const isPort = (text: string): boolean => Number(text) <= 65_535;

const ON_NETWORK = { field: 'connection', is: 'tcp' };
const ON_PORT = { field: 'connection', is: 'serial' };
const BY_PROGRAM = { field: 'connection', is: 'process' };

const fields = z.object({
  connection: z
    .enum(['tcp', 'serial', 'process'])
    .default('tcp')
    .meta(
      setting({
        label: { ru: 'Подключение', en: 'Connection' },
        hint: { ru: 'Как терминал соединён со шлюзом', en: 'How the terminal is connected to the gateway' },
        group: CONNECTION,
        options: {
          tcp: { ru: 'Сеть (TCP), в том числе через сервер COM-портов', en: 'Network (TCP), also by a serial device server' },
          serial: { ru: 'COM-порт или USB', en: 'Serial port or USB' },
          process: { ru: 'Программа банка DC Console', en: 'The bank’s program DC Console' },
        },
      }),
    ),
  host: z
    .string()
    .regex(HOST)
    .nullable()
    .default(null)
    .meta(
      setting({
        label: { ru: 'Адрес терминала', en: 'Address of the terminal' },
        hint: {
          ru: 'Для сети: имя или IP-адрес терминала либо сервера COM-портов',
          en: 'For the network: name or IP address of the terminal or of its serial device server',
        },
        rule: { ru: 'Для сети нужно имя узла или IP-адрес без порта', en: 'The network needs a host name or an IP address, without the port' },
        group: CONNECTION,
        placeholder: '192.168.1.20',
        when: ON_NETWORK,
        needed: true,
      }),
    ),
  port: z
    .int()
    .min(1)
    .max(65_535)
    .nullable()
    .default(null)
    .meta(
      setting({
        label: { ru: 'Порт', en: 'Port' },
        hint: { ru: 'Для сети: порт, на котором терминал ждёт кассу', en: 'For the network: where the terminal waits for the cash desk' },
        rule: { ru: 'Для сети нужен порт от 1 до 65535', en: 'The network needs a port from 1 to 65535' },
        group: CONNECTION,
        placeholder: '8888',
        when: ON_NETWORK,
        needed: true,
      }),
    ),
  serialPort: z
    .string()
    .max(255)
    .regex(SERIAL_PORT)
    .nullable()
    .default(null)
    .meta(
      setting({
        label: { ru: 'Последовательный порт', en: 'Serial port' },
        hint: { ru: 'Для COM-порта: его имя на компьютере шлюза', en: 'For a serial port: its name on the gateway’s computer' },
        rule: { ru: 'Нужно имя порта, например COM3 или /dev/ttyUSB0', en: 'A port is needed, such as COM3 or /dev/ttyUSB0' },
        group: CONNECTION,
        path: true,
        placeholder: '/dev/ttyUSB0',
        when: ON_PORT,
        needed: true,
      }),
    ),
  baudRate: z
    .enum(['115200', '57600', '38400', '19200', '9600'])
    .default('115200')
    .meta(
      setting({
        label: { ru: 'Скорость порта', en: 'Speed of the port' },
        hint: { ru: 'Как в настройках терминала', en: 'As the terminal is set up' },
        group: CONNECTION,
        advanced: true,
        unit: { ru: 'бит/с', en: 'bit/s' },
        when: ON_PORT,
      }),
    ),
  terminalId: z
    .string()
    .regex(TERMINAL_ID_PATTERN)
    .meta(
      setting({
        label: { ru: 'Номер терминала в банке (TID)', en: 'The bank’s number of the terminal (TID)' },
        hint: {
          ru: 'Передаётся в каждом запросе; ответ другого терминала не принимается',
          en: 'Sent with every request; an answer of another terminal is not believed',
        },
        rule: { ru: 'До 16 букв и цифр', en: 'Up to 16 letters and digits' },
        group: CONNECTION,
        placeholder: '00123456',
      }),
    ),
  program: z
    .string()
    .max(1024)
    .regex(PROGRAM)
    .refine(noNul)
    .nullable()
    .default(null)
    .meta(
      setting({
        label: { ru: 'Файл программы', en: 'Program file' },
        hint: {
          ru: 'Для программы банка: DC Console, имя внутри папки или полный путь',
          en: 'For the bank’s program: DC Console, its name inside the folder or the full path',
        },
        rule: { ru: 'Нужна программа банка: DC Console.exe или DCConsole', en: 'It must be the bank’s program: DC Console.exe or DCConsole' },
        group: PROGRAM_GROUP,
        path: true,
        placeholder: 'DC Console.exe',
        when: BY_PROGRAM,
        needed: true,
      }),
    ),
  folder: z
    .string()
    .max(1024)
    .regex(ABSOLUTE)
    .refine(noNul)
    .nullable()
    .default(null)
    .meta(
      setting({
        label: { ru: 'Папка программы', en: 'Program folder' },
        hint: {
          ru: 'Для программы банка: папка на компьютере шлюза, куда она пишет result.txt; у каждого терминала своя',
          en: 'For the bank’s program: the folder on the gateway’s computer where it writes result.txt; each terminal has one of its own',
        },
        rule: { ru: 'Нужен полный путь, например C:\\DC или /opt/dc', en: 'A full path is needed, such as C:\\DC or /opt/dc' },
        group: PROGRAM_GROUP,
        path: true,
        placeholder: 'C:\\DC',
        when: BY_PROGRAM,
        needed: true,
      }),
    ),
  fieldSwitches: z
    .array(z.string().regex(FIELD_SWITCH))
    .max(5)
    .refine((list) => new Set(list.map((each) => each.split('=')[0])).size === list.length)
    .refine((list) => new Set(list.map((each) => each.split('=')[1])).size === list.length)
    .default([])
    .meta(
      setting({
        label: { ru: 'Ключи программы для полей', en: 'The program’s switches for fields' },
        hint: {
          ru: 'Поле=ключ, по одному в строке; узнайте у банка. 14 — номер ссылки (без него нет отмен и возвратов), 65 — команда (без неё нет отчётов и копии), 26 — номер запроса, 13 — код авторизации, 1 — исходная сумма',
          en: 'Field=switch, one a line; ask the bank. 14: reference number (no voids and refunds without it), 65: command (no reports and no copy without it), 26: number of the request, 13: authorization code, 1: original amount',
        },
        rule: {
          ru: 'Например 14=-r; поле 1, 13, 14, 26 или 65, каждое один раз и каждое со своим ключом; -o, -z, -a и -c заняты',
          en: 'Such as 14=-r; field 1, 13, 14, 26 or 65, each once and each with a switch of its own; -o, -z, -a and -c are taken',
        },
        group: PROGRAM_GROUP,
        when: BY_PROGRAM,
      }),
    ),
  exitCodeTells: z
    .boolean()
    .default(true)
    .meta(
      setting({
        label: { ru: 'Код завершения 0 — одобрено', en: 'Exit code 0 means approved' },
        hint: {
          ru: 'Ответ, которому код завершения программы противоречит, не принимается. Выключайте, только если программа всегда завершается с одним кодом',
          en: 'An answer that the program’s exit code contradicts is not believed. Switch off only where the program always ends with the same code',
        },
        group: PROGRAM_GROUP,
        advanced: true,
        when: BY_PROGRAM,
      }),
    ),
  bankHosts: z
    .array(
      z
        .string()
        .regex(HOST_AND_PORT)
        .refine((text) => isPort(text.slice(text.lastIndexOf(':') + 1))),
    )
    .max(16)
    .default([])
    .meta(
      setting({
        label: { ru: 'Разрешённые узлы банка', en: 'Hosts of the bank that are allowed' },
        hint: {
          ru: 'Узел:порт, по одному в строке. Если терминал выходит в банк через кассу, шлюз соединит его только с ними. Пусто — терминал выходит в банк сам',
          en: 'Host:port, one a line. Where the terminal reaches its bank through the cash desk, the gateway connects it to no others. Empty: the terminal has a way of its own',
        },
        rule: { ru: 'Узел и порт через двоеточие, например 10.0.0.5:443', en: 'Host and port with a colon, such as 10.0.0.5:443' },
        group: BANK,
        advanced: true,
      }),
    ),
  hostMessages: z
    .enum(['length_first', 'stream'])
    .default('length_first')
    .meta(
      setting({
        label: { ru: 'Сообщения банка', en: 'Messages of the bank' },
        hint: { ru: 'Как шлюз отделяет одно сообщение банка от другого', en: 'How the gateway tells one message of the bank from the next' },
        group: BANK,
        advanced: true,
        options: {
          length_first: { ru: 'Впереди два байта длины — обычно', en: 'Two bytes of length come first — usual' },
          stream: { ru: 'Без границ: что пришло, то и передать', en: 'No borders: hand on whatever has come' },
        },
      }),
    ),
  timeZone: z
    .string()
    .max(64)
    .refine(isTimeZone)
    .default('Europe/Moscow')
    .meta(
      setting({
        label: { ru: 'Часовой пояс кассы', en: 'Time zone of the cash desk' },
        hint: { ru: 'Время кассы передаётся в каждом запросе', en: 'The time of the cash desk is sent with every request' },
        rule: { ru: 'Название из базы IANA, например Europe/Moscow', en: 'A name of the IANA database, such as Europe/Moscow' },
        group: DETAILS,
        advanced: true,
      }),
    ),
  transactionIds: z
    .boolean()
    .default(true)
    .meta(
      setting({
        label: { ru: 'Терминал повторяет номер запроса', en: 'The terminal repeats the number of a request' },
        hint: {
          ru: 'Ответ без нашего номера (поле 26) не принимается. Выключайте, только если проверка связи сообщает, что терминал его не повторяет',
          en: 'An answer without our number (field 26) is not believed. Switch off only where the link test says that the terminal does not repeat it',
        },
        group: DETAILS,
        advanced: true,
      }),
    ),
  refundOperation: z
    .enum([String(OPERATION.refund), '3', String(OPERATION.void)])
    .default(String(OPERATION.refund))
    .meta(
      setting({
        label: { ru: 'Код операции «возврат»', en: 'Code of a refund' },
        hint: { ru: 'Зависит от профиля терминала; спросите у банка', en: 'Depends on the terminal’s profile; ask the bank' },
        group: DETAILS,
        advanced: true,
        options: {
          [String(OPERATION.refund)]: { ru: '29 — обычно', en: '29 — usual' },
          '3': { ru: '3 — в некоторых профилях', en: '3 — in some profiles' },
          [String(OPERATION.void)]: { ru: '4 — один код для отмены и возврата', en: '4 — one code for void and refund' },
        },
      }),
    ),
  answerTimeoutMs: z
    .int()
    .min(1_000)
    .max(600_000)
    .default(ANSWER_TIMEOUT_MS)
    .meta(
      setting({
        label: { ru: 'Ожидание ответа', en: 'Wait for an answer' },
        hint: { ru: 'Отсчёт начинается заново, когда терминал просит подождать', en: 'Begins anew whenever the terminal asks to wait' },
        rule: { ru: 'От 1 до 600 секунд', en: 'From 1 to 600 seconds' },
        group: DETAILS,
        advanced: true,
        unit: SECONDS,
        scale: 1000,
      }),
    ),
  timeLimitMs: z
    .int()
    .min(1_000)
    .max(900_000)
    .default(DEFAULT_TIME_LIMIT_MS)
    .meta(
      setting({
        label: { ru: 'Предел операции', en: 'Time limit of an operation' },
        hint: {
          ru: 'Дольше терминал не работает над одной операцией; не меньше его собственного предела',
          en: 'The terminal works on one operation no longer; not below its own limit',
        },
        rule: { ru: 'От 1 до 900 секунд', en: 'From 1 to 900 seconds' },
        group: DETAILS,
        advanced: true,
        unit: SECONDS,
        scale: 1000,
      }),
    ),
  noConnection: z
    .enum(['unknown', 'declined'])
    .default('unknown')
    .meta(
      setting({
        label: { ru: 'Статус 34 «нет соединения»', en: 'Status 34, “no connection”' },
        hint: {
          ru: 'Значит ли он, что банк ничего не получил, нигде не сказано; узнайте у банка',
          en: 'Whether it means that the bank got nothing is said nowhere; ask the bank',
        },
        group: UNCERTAIN,
        advanced: true,
        options: {
          unknown: { ru: 'Исход неизвестен — выяснять', en: 'The outcome is not known — find out' },
          declined: { ru: 'Отказ: деньги не списаны', en: 'A refusal: nothing was charged' },
        },
      }),
    ),
  stopByEot: z
    .boolean()
    .default(false)
    .meta(
      setting({
        label: { ru: 'Прерывать операцию с кассы', en: 'Stop an operation from the cash desk' },
        hint: {
          ru: 'Байтом EOT. Не проверено на настоящем терминале; включайте после пробы',
          en: 'By the byte EOT. Not tried on a real terminal; switch on after a trial',
        },
        group: UNCERTAIN,
        advanced: true,
      }),
    ),
  copyProvesAbsence: z
    .boolean()
    .default(false)
    .meta(
      setting({
        label: { ru: 'Копия доказывает, что операции не было', en: 'A copy proves that an operation did not happen' },
        hint: {
          ru: 'Если терминал хранит последнюю операцию с деньгами, а в копии — другая, значит нашей не было. Включайте после пробы с банком',
          en: 'Where the terminal keeps the last operation that moved money and its copy is of another one, ours did not happen. Switch on after a trial with the bank',
        },
        group: UNCERTAIN,
        advanced: true,
      }),
    ),
  partialReversal: z
    .boolean()
    .default(false)
    .meta(
      setting({
        label: { ru: 'Возврат части — изменением суммы', en: 'A part goes back by a change of the amount' },
        hint: {
          ru: 'Возврат части оплаты открытой смены идёт операцией 4 с новой и исходной суммой, а не возвратом. Не проверено на настоящем терминале; включайте после пробы',
          en: 'A refund of a part of a payment of the open batch goes as operation 4 with the new and the original amount, not as a refund. Not tried on a real terminal; switch on after a trial',
        },
        group: UNCERTAIN,
        advanced: true,
      }),
    ),
  emergencyReversal: z
    .boolean()
    .default(false)
    .meta(
      setting({
        label: { ru: 'Аварийная отмена (операция 53)', en: 'Emergency reversal (operation 53)' },
        hint: {
          ru: 'Оплату с неизвестным итогом можно отменить со страницы платежа, если у терминала она последняя. Не проверено на настоящем терминале; включайте после пробы',
          en: 'A payment of unknown outcome can be undone from its page, where it is the terminal’s last one. Not tried on a real terminal; switch on after a trial',
        },
        group: UNCERTAIN,
        advanced: true,
      }),
    ),
});

/** Each way of connecting needs its own place. */
export const inpasSettings = fields
  .refine(({ connection, host }) => connection !== 'tcp' || host !== null, { path: ['host'] })
  .refine(({ connection, port }) => connection !== 'tcp' || port !== null, { path: ['port'] })
  .refine(({ connection, serialPort }) => connection !== 'serial' || serialPort !== null, { path: ['serialPort'] })
  .refine(({ connection, program }) => connection !== 'process' || program !== null, { path: ['program'] })
  .refine(({ connection, folder }) => connection !== 'process' || folder !== null, { path: ['folder'] });

export type InpasSettings = z.infer<typeof inpasSettings>;

/** Longest time of one order: the way to the terminal, its limit, then what a stop or a kill may take. */
export function deviceStepLimitMs({ connection, timeLimitMs, stopByEot }: Pick<InpasSettings, 'connection' | 'timeLimitMs' | 'stopByEot'>): number {
  if (connection === 'process') return timeLimitMs + KILL_GRACE_MS + ANSWER_GRACE_MS;
  return CONNECT_TIMEOUT_MS + timeLimitMs + (stopByEot ? STOP_GRACE_MS : 0);
}

/** Where the terminal is: on the network, on a port of this computer, or behind a program on it. */
export type DevicePlace =
  | { readonly channel: 'tcp'; readonly place: TcpPlace }
  | { readonly channel: 'serial'; readonly place: SerialPlace }
  | { readonly channel: 'process'; readonly program: string; readonly folder: string };

/** @throws InvariantError for settings that did not pass their schema */
export function devicePlace({ connection, host, port, serialPort, program, folder }: InpasSettings): DevicePlace {
  if (connection === 'tcp') {
    invariant(host !== null && port !== null, 'a terminal on the network has a host and a port');
    return { channel: 'tcp', place: { host, port } };
  }
  if (connection === 'process') {
    invariant(program !== null && folder !== null, 'a program of the bank has a file and a folder');
    return { channel: 'process', program, folder };
  }
  invariant(serialPort !== null, 'a terminal on a serial port has a port');
  return { channel: 'serial', place: { path: serialPort } };
}

export function deviceAddress(settings: InpasSettings): DeviceAddress {
  const where = devicePlace(settings);
  if (where.channel === 'process') return programAddress(where.folder);
  return where.channel === 'tcp' ? tcpAddress(where.place) : serialAddress(where.place.path);
}
