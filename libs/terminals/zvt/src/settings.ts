import type { Bilingual, DeviceAddress } from '@payport/domain';
import { serialAddress, setting, tcpAddress } from '@payport/terminals-core';
import { z } from 'zod';
import { ABORT_GRACE_MS, CURRENCIES, T3_MS, T4_MS, TCP_PORT } from './constants.ts';
import { CHARSETS } from './texts.ts';

const CONNECTION: Bilingual = { ru: 'Подключение', en: 'Connection' };
const TERMINAL: Bilingual = { ru: 'Терминал', en: 'Terminal' };
const DETAILS: Bilingual = { ru: 'Тонкая настройка', en: 'Fine tuning' };
const ON_NETWORK = { field: 'connection', is: 'tcp' };
const ON_PORT = { field: 'connection', is: 'serial' };
const UNCERTAIN: Bilingual = { ru: 'Не проверенное на терминалах', en: 'Not tried on terminals' };

const currencies = Object.keys(CURRENCIES) as [string, ...string[]];
const SPEEDS = ['1200', '2400', '4800', '9600', '19200', '38400', '57600', '115200'] as const;

const CURRENCY_NAMES: Readonly<Record<string, Bilingual>> = {
  EUR: { ru: 'Евро (EUR)', en: 'Euro (EUR)' },
  CHF: { ru: 'Швейцарский франк (CHF)', en: 'Swiss franc (CHF)' },
  GBP: { ru: 'Фунт стерлингов (GBP)', en: 'Pound sterling (GBP)' },
  PLN: { ru: 'Злотый (PLN)', en: 'Zloty (PLN)' },
  CZK: { ru: 'Чешская крона (CZK)', en: 'Czech koruna (CZK)' },
  USD: { ru: 'Доллар США (USD)', en: 'US dollar (USD)' },
  RUB: { ru: 'Рубль (RUB)', en: 'Rouble (RUB)' },
};

const text = (label: Bilingual, hint: Bilingual, more: Partial<Parameters<typeof setting>[0]> = {}) =>
  setting({ label, hint, group: CONNECTION, ...more });

const seconds = (least: number, most: number, byDefault: number, label: Bilingual, hint: Bilingual) =>
  z
    .int()
    .min(least)
    .max(most)
    .default(byDefault)
    .meta(
      setting({
        label,
        hint,
        rule: { ru: `От ${least / 1000} до ${most / 1000} секунд`, en: `From ${least / 1000} to ${most / 1000} seconds` },
        group: DETAILS,
        advanced: true,
        unit: { ru: 'с', en: 's' },
        scale: 1000,
      }),
    );

export const zvtSettings = z
  .object({
    connection: z
      .enum(['tcp', 'serial'])
      .default('tcp')
      .meta(
        text(
          { ru: 'Как подключён', en: 'How it is connected' },
          { ru: 'По сети или кабелем к компьютеру шлюза', en: 'By network, or by a cable to the gateway’s computer' },
          { options: { tcp: { ru: 'Сеть (TCP)', en: 'Network (TCP)' }, serial: { ru: 'Последовательный порт', en: 'Serial port' } } },
        ),
      ),
    host: z
      .string()
      .regex(/^[A-Za-z0-9_.:-]{0,253}$/)
      .default('')
      .meta(
        text(
          { ru: 'Адрес терминала', en: 'Address of the terminal' },
          { ru: 'Для сети: IP-адрес или имя', en: 'For the network: its IP address or name' },
          {
            rule: { ru: 'Нужен адрес без пробелов', en: 'An address without spaces is needed' },
            placeholder: '192.168.1.50',
            when: ON_NETWORK,
            needed: true,
          },
        ),
      ),
    port: z
      .int()
      .min(1)
      .max(65_535)
      .default(TCP_PORT)
      .meta(
        text(
          { ru: 'Порт TCP', en: 'TCP port' },
          { ru: 'Обычно 20007', en: 'Usually 20007' },
          { rule: { ru: 'От 1 до 65535', en: 'From 1 to 65535' }, when: ON_NETWORK },
        ),
      ),
    serialPath: z
      .string()
      .regex(/^(|\/[^\p{Cc}]{1,250}|COM[0-9]{1,3})$/u)
      .default('')
      .meta(
        text(
          { ru: 'Последовательный порт', en: 'Serial port' },
          { ru: 'Для кабеля: /dev/ttyUSB0 или COM3', en: 'For the cable: /dev/ttyUSB0 or COM3' },
          {
            rule: { ru: 'Например /dev/ttyUSB0 или COM3', en: 'Such as /dev/ttyUSB0 or COM3' },
            path: true,
            placeholder: '/dev/ttyUSB0',
            when: ON_PORT,
            needed: true,
          },
        ),
      ),
    baudRate: z
      .enum(SPEEDS)
      .default('9600')
      .meta(
        text(
          { ru: 'Скорость порта', en: 'Speed of the port' },
          { ru: 'Как в настройках терминала', en: 'As set in the terminal' },
          { advanced: true, when: ON_PORT },
        ),
      ),
    stopBits: z
      .enum(['1', '2'])
      .default('2')
      .meta(text({ ru: 'Стоповые биты', en: 'Stop bits' }, { ru: 'По протоколу 2', en: 'The protocol says 2' }, { advanced: true, when: ON_PORT })),
    currency: z
      .enum(currencies)
      .default('EUR')
      .meta(
        setting({
          label: { ru: 'Валюта', en: 'Currency' },
          hint: { ru: 'Валюта терминала', en: 'The terminal’s currency' },
          group: TERMINAL,
          options: CURRENCY_NAMES,
        }),
      ),
    password: z
      .string()
      .regex(/^[0-9]{6}$/)
      .default('000000')
      .meta(
        setting({
          label: { ru: 'Пароль кассы', en: 'Cash desk password' },
          hint: { ru: 'Шесть цифр из настроек терминала; часто 000000', en: 'Six digits set in the terminal; often 000000' },
          rule: { ru: 'Ровно шесть цифр', en: 'Exactly six digits' },
          group: TERMINAL,
          secret: true,
        }),
      ),
    receipts: z
      .enum(['gateway', 'terminal'])
      .default('gateway')
      .meta(
        setting({
          label: { ru: 'Чеки', en: 'Receipts' },
          hint: { ru: 'Кто их получает от терминала', en: 'Who gets them from the terminal' },
          group: TERMINAL,
          advanced: true,
          options: {
            gateway: { ru: 'Шлюз: слип виден в портале', en: 'The gateway: slips are seen in the portal' },
            terminal: { ru: 'Терминал печатает сам', en: 'The terminal prints by itself' },
          },
        }),
      ),
    charset: z
      .enum(CHARSETS)
      .default('cp437')
      .meta(
        setting({
          label: { ru: 'Кодировка текстов', en: 'Code page of texts' },
          hint: { ru: 'Если в слипах неверные буквы', en: 'Where letters in slips are wrong' },
          options: {
            cp437: { ru: 'cp437 — обычно', en: 'cp437 — usual' },
            'iso-8859-1': { ru: 'ISO 8859-1', en: 'ISO 8859-1' },
            'utf-8': { ru: 'UTF-8', en: 'UTF-8' },
          },
          group: DETAILS,
          advanced: true,
        }),
      ),
    registration: z
      .boolean()
      .default(true)
      .meta(
        setting({
          label: { ru: 'Регистрироваться в терминале', en: 'Register with the terminal' },
          hint: { ru: 'Выключайте только для терминалов, которые её не знают', en: 'Off only for terminals that do not know it' },
          group: DETAILS,
          advanced: true,
        }),
      ),
    answerTimeoutMs: seconds(
      1_000,
      60_000,
      T3_MS,
      { ru: 'Ожидание ответа', en: 'Wait for an answer' },
      { ru: 'От команды до первого ответа терминала (T3)', en: 'From an order to the terminal’s first answer (T3)' },
    ),
    completionTimeoutMs: seconds(
      30_000,
      600_000,
      T4_MS,
      { ru: 'Ожидание операции', en: 'Wait for an operation' },
      { ru: 'Дольше терминал не молчит (T4)', en: 'The terminal is silent no longer (T4)' },
    ),
    preauthorization: z
      .boolean()
      .default(false)
      .meta(
        setting({
          label: { ru: 'Предавторизация', en: 'Pre-authorization' },
          hint: {
            ru: 'Банк должен разрешить её договором. Включайте только после пробы',
            en: 'The bank must allow it by contract. Switch on only after a trial',
          },
          group: UNCERTAIN,
          advanced: true,
        }),
      ),
    recordProvesAbsence: z
      .boolean()
      .default(true)
      .meta(
        setting({
          label: { ru: 'Прежняя запись доказывает, что операции не было', en: 'An unchanged record proves that an operation did not happen' },
          hint: {
            ru: 'После каждой операции терминал меняет свою последнюю запись. Выключите, если третья пробная оплата показала иное: тогда решает человек',
            en: 'The terminal replaces its last record with each operation. Switch off where the third test payment shows otherwise: then a person decides',
          },
          group: UNCERTAIN,
          advanced: true,
        }),
      ),
    captureBy: z
      .enum(['book_total', 'partial_reversal'])
      .default('book_total')
      .meta(
        setting({
          label: { ru: 'Списание предавторизации', en: 'Capture of a pre-authorization' },
          hint: { ru: 'Какую команду знает терминал', en: 'Which command the terminal knows' },
          group: UNCERTAIN,
          advanced: true,
          options: {
            book_total: { ru: 'Списать сумму (06 24)', en: 'Book the amount (06 24)' },
            partial_reversal: { ru: 'Вернуть остаток (06 23)', en: 'Give back the rest (06 23)' },
          },
        }),
      ),
  })
  .superRefine(({ connection, host, serialPath }, context) => {
    // A place is asked for where it is needed; the field's own rule says how it looks.
    if (connection === 'tcp' && host === '') context.addIssue({ code: 'custom', path: ['host'], message: 'needed' });
    if (connection === 'serial' && serialPath === '') context.addIssue({ code: 'custom', path: ['serialPath'], message: 'needed' });
  });

export type ZvtSettings = z.infer<typeof zvtSettings>;

/** Settings that fit the schema and lead nowhere: the driver says so before it opens anything. */
export const hasPlace = (settings: ZvtSettings): boolean => (settings.connection === 'tcp' ? settings.host !== '' : settings.serialPath !== '');

/** One word restarts the wait; a terminal that speaks all the time is stopped after this. */
const WORDS = 2;

/** Longest time of one order: its waits, then the abort and what the terminal still says. */
export const deviceStepLimitMs = (settings: Pick<ZvtSettings, 'answerTimeoutMs' | 'completionTimeoutMs'>): number =>
  settings.answerTimeoutMs * 2 + settings.completionTimeoutMs * WORDS + ABORT_GRACE_MS;

/** From its first byte an order may take so long in all, whatever the terminal says meanwhile. */
export const orderLimitMs = (settings: Pick<ZvtSettings, 'completionTimeoutMs'>): number => settings.completionTimeoutMs * WORDS;

/** Two spellings of one place would be two devices, whatever protocol each of them is registered with. */
export const deviceAddress = (settings: ZvtSettings): DeviceAddress =>
  settings.connection === 'tcp' ? tcpAddress(settings) : serialAddress(settings.serialPath);
