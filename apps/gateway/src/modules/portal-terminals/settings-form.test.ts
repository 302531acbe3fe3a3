import type { SettingField } from '@payport/contracts';
import type { DeviceAddress, DeviceReference } from '@payport/domain';
import { setting, type DriverDefinition } from '@payport/terminals-core';
import { loadDriver } from '@payport/terminals-registry';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { describeDriver, describeForm } from './settings-form.ts';
import { readSettings, withoutSecrets, withStoredSecrets } from './settings-input.ts';

const both = (text: string) => ({ ru: `ru ${text}`, en: `en ${text}` });
const meta = (name: string, more: object = {}) => setting({ label: both(name), hint: both(`${name} hint`), ...more });

/** A driver whose settings have one field of each kind. */
const definition: DriverDefinition = {
  id: 'zvt',
  title: both('title'),
  settings: z.object({
    host: z
      .string()
      .max(253)
      .regex(/^[a-z.]+$/)
      .meta(meta('host', { group: both('link'), rule: both('letters only'), placeholder: 'pos.hotel' })),
    port: z.int().min(1).max(65_535).default(20_007).meta(meta('port')),
    waitMs: z
      .int()
      .min(1000)
      .default(5000)
      .meta(meta('wait', { unit: both('s'), scale: 1000, advanced: true })),
    parity: z
      .enum(['none', 'even'])
      .default('none')
      .meta(meta('parity', { options: { none: both('no') } })),
    keepAlive: z.boolean().default(true).meta(meta('alive')),
    switches: z.array(z.string()).max(3).default([]).meta(meta('switches')),
    file: z
      .string()
      .nullable()
      .default(null)
      .meta(meta('file', { path: true })),
    password: z
      .string()
      .max(20)
      .nullable()
      .default(null)
      .meta(meta('password', { secret: true })),
  }),
  operations: ['sale'],
  reportsStages: true,
  deviceStepLimitMs: () => 1,
  deviceAddress: (settings) => `tcp:${(settings as { host: string }).host}` as DeviceAddress,
  newReference: () => '' as DeviceReference,
  create: () => {
    throw new Error('not used');
  },
};

const form = describeForm(definition, 'en');
const fieldOf = (key: string) => form.find((field) => field.key === key);

/** What must have a value where the terminal is connected so. */
const requiredOf = (form: readonly SettingField[], connection: string): readonly string[] =>
  form.filter(({ required, when }) => required && (when === null || (when.field === 'connection' && when.is === connection))).map(({ key }) => key);

describe('the form of a driver', () => {
  it('has the fields of the schema in its order, each of the kind that its type asks for', () => {
    expect(form.map(({ key, kind }) => [key, kind])).toEqual([
      ['host', 'text'],
      ['port', 'number'],
      ['waitMs', 'number'],
      ['parity', 'choice'],
      ['keepAlive', 'switch'],
      ['switches', 'list'],
      ['file', 'path'],
      ['password', 'text'],
    ]);
  });

  it('takes limits, choices, defaults and what is required from the schema', () => {
    expect(fieldOf('host')).toMatchObject({
      required: true,
      nullable: false,
      maxLength: 253,
      default: null,
      group: 'en link',
      placeholder: 'pos.hotel',
    });
    expect(fieldOf('port')).toMatchObject({ required: false, default: 20_007, minimum: 1, maximum: 65_535, unit: null, scale: 1 });
    // zod's own largest integer is no limit of this driver.
    expect(fieldOf('waitMs')).toMatchObject({ minimum: 1000, maximum: null, unit: 'en s', scale: 1000, advanced: true });
    expect(fieldOf('parity')?.options).toEqual([
      { value: 'none', label: 'en no' },
      { value: 'even', label: 'even' },
    ]);
    expect(fieldOf('file')).toMatchObject({ nullable: true, default: null });
  });

  it('speaks the language that it is asked in', () => {
    expect(describeDriver(definition, 'ru')).toMatchObject({ title: 'ru title' });
    expect(describeForm(definition, 'ru')[0]).toMatchObject({ label: 'ru host', hint: 'ru host hint' });
    expect(fieldOf('host')?.label).toBe('en host');
  });

  it('has words in both languages for every field of every driver of this build', async () => {
    const sberbank = await loadDriver('sberbank');
    if (!sberbank) throw new Error('this build has no Sberbank');
    const [russian, english] = [describeForm(sberbank, 'ru'), describeForm(sberbank, 'en')];
    expect(russian.every(({ label, hint, group }) => /[а-я]/.test(label) && hint !== null && group !== null)).toBe(true);
    expect(english.some(({ label, hint, options }) => /[а-яё]/i.test(`${label}${hint ?? ''}${options.map((option) => option.label).join('')}`))).toBe(
      false,
    );
    expect(english.filter(({ advanced }) => !advanced).map(({ key, kind, required }) => [key, kind, required])).toEqual([
      ['program', 'path', true],
      ['folder', 'path', true],
    ]);
  });
});

describe('settings that a person gives', () => {
  const read = (settings: Record<string, unknown>) => readSettings(definition, settings, 'en');

  it('get the driver’s defaults and its device', () => {
    expect(read({ host: 'pos.hotel' })).toMatchObject({
      ok: true,
      value: { settings: { host: 'pos.hotel', port: 20_007 }, deviceAddress: 'tcp:pos.hotel' },
    });
  });

  it('are refused field by field, with the driver’s own words where it has some', () => {
    expect(read({ host: 'POS', port: 0 })).toEqual({
      ok: false,
      error: [
        { pointer: '/settings/host', code: 'format', message: 'en letters only' },
        { pointer: '/settings/port', code: 'too-short', message: '' },
      ],
    });
    expect(read({})).toEqual({ ok: false, error: [{ pointer: '/settings/host', code: 'required', message: '' }] });
  });

  it('must be known to the driver: a slip of the pen is not a wish', () => {
    expect(read({ host: 'pos', hots: 1 })).toMatchObject({ error: [{ pointer: '/settings/hots', code: 'unknown-setting' }] });
  });

  it.each(['\\\\server\\share\\sb', '//server/share'])('name no file of another machine: %s', (file) => {
    expect(read({ host: 'pos', file })).toMatchObject({ error: [{ pointer: '/settings/file', code: 'network-path' }] });
  });

  it('hold no card number, however deep', () => {
    expect(read({ host: 'pos', switches: ['/a', '4111 1111 1111 1111'] })).toMatchObject({
      error: [{ pointer: '/settings/switches/1', code: 'card-number' }],
    });
  });
});

describe('secrets', () => {
  it('never leave the gateway; what leaves is whether there is one', () => {
    expect(withoutSecrets(definition, { host: 'pos', password: '1234' })).toEqual({ shown: { host: 'pos' }, secretsSet: ['password'] });
    expect(withoutSecrets(definition, { host: 'pos', password: null })).toEqual({ shown: { host: 'pos' }, secretsSet: [] });
    expect(withoutSecrets(null, { host: 'pos', password: '1234' })).toEqual({ shown: {}, secretsSet: [] });
  });

  it('stay as they are where a change leaves them out', () => {
    const stored = { host: 'old', password: '1234' };
    expect(withStoredSecrets(definition, { host: 'new' }, stored)).toEqual({ host: 'new', password: '1234' });
    expect(withStoredSecrets(definition, { host: 'new', password: null }, stored)).toEqual({ host: 'new', password: null });
  });
});

describe('the form of an INPAS terminal', () => {
  it('has words for every field and choice in both languages, and requires what each way of connecting needs, and the terminal’s number', async () => {
    const inpas = (await loadDriver('inpas'))!;
    for (const language of ['ru', 'en'] as const) {
      const form = describeForm(inpas, language);
      expect(requiredOf(form, 'tcp')).toEqual(['host', 'port', 'terminalId']);
      expect(requiredOf(form, 'serial')).toEqual(['serialPort', 'terminalId']);
      expect(requiredOf(form, 'process')).toEqual(['terminalId', 'program', 'folder']);
      for (const field of form) {
        expect(field.label, field.key).not.toBe(field.key);
        expect(field.hint, field.key).toBeTruthy();
        expect(field.group, field.key).toBeTruthy();
        if (field.key !== 'baudRate') expect(field.options.every(({ label, value }) => label !== value)).toBe(true);
      }
    }
    expect(describeForm(inpas, 'ru').find(({ key }) => key === 'connection')).toMatchObject({ kind: 'choice', default: 'tcp' });
    expect(describeForm(inpas, 'ru').find(({ key }) => key === 'port')).toMatchObject({
      kind: 'number',
      nullable: true,
      minimum: 1,
      maximum: 65_535,
    });
  });

  it('asks for the place that the way of connecting needs', async () => {
    const inpas = (await loadDriver('inpas'))!;
    const serial = readSettings(inpas, { terminalId: '00123456', connection: 'serial' }, 'ru');
    expect(!serial.ok && serial.error).toEqual([
      expect.objectContaining({ pointer: '/settings/serialPort', message: expect.stringContaining('COM3') as string }),
    ]);
    const tcp = readSettings(inpas, { terminalId: '00123456' }, 'en');
    expect(!tcp.ok && tcp.error.map(({ pointer }) => pointer)).toEqual(['/settings/host', '/settings/port']);
    const program = readSettings(inpas, { terminalId: '00123456', connection: 'process', fieldSwitches: ['14=-o'] }, 'en');
    const pointers = ['/settings/fieldSwitches/0', '/settings/program', '/settings/folder'];
    expect(!program.ok && program.error.map(({ pointer }) => pointer)).toEqual(pointers);
    const byProgram = readSettings(inpas, { terminalId: '00123456', connection: 'process', program: 'DC Console.exe', folder: '/opt/dc/' }, 'en');
    expect(byProgram.ok && byProgram.value.deviceAddress).toBe('process:local:/opt/dc');
    const good = readSettings(inpas, { terminalId: '00123456', host: '10.0.0.5', port: 8888 }, 'en');
    expect(good.ok && good.value.deviceAddress).toBe('tcp:10.0.0.5:8888');
  });
});

describe('the form of a ZVT terminal', () => {
  it('has words for every field in both languages, and requires the place that each way of connecting needs, and nothing else', async () => {
    const zvt = (await loadDriver('zvt'))!;
    for (const language of ['ru', 'en'] as const) {
      const form = describeForm(zvt, language);
      expect([requiredOf(form, 'tcp'), requiredOf(form, 'serial')]).toEqual([['host'], ['serialPath']]);
      for (const field of form) {
        expect(field.label, field.key).not.toBe(field.key);
        expect(field.hint, field.key).toBeTruthy();
        expect(field.group, field.key).toBeTruthy();
        if (!['baudRate', 'stopBits'].includes(field.key)) expect(field.options.every(({ label, value }) => label !== value)).toBe(true);
      }
    }
  });

  it('asks for the place that the way of connecting needs', async () => {
    const zvt = (await loadDriver('zvt'))!;
    const tcp = readSettings(zvt, {}, 'en');
    expect(!tcp.ok && tcp.error.map(({ pointer }) => pointer)).toEqual(['/settings/host']);
    const serial = readSettings(zvt, { connection: 'serial' }, 'ru');
    expect(!serial.ok && serial.error.map(({ pointer }) => pointer)).toEqual(['/settings/serialPath']);
    const good = readSettings(zvt, { host: '10.0.0.5' }, 'en');
    expect(good.ok && good.value.deviceAddress).toBe('tcp:10.0.0.5:20007');
  });
});
