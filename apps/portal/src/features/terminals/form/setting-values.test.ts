import type { SettingField } from '@payport/contracts';
import { describe, expect, it } from 'vitest';
import { askedFields, settingFaults, toSettings, toValues } from './setting-values.ts';

const field = (key: string, more: Partial<SettingField> = {}): SettingField => ({
  key,
  kind: 'text',
  label: key,
  hint: null,
  group: null,
  unit: null,
  scale: 1,
  required: false,
  nullable: false,
  advanced: false,
  secret: false,
  default: null,
  options: [],
  minimum: null,
  maximum: null,
  maxLength: null,
  placeholder: null,
  when: null,
  ...more,
});
const form = [
  field('folder', { kind: 'path', required: true }),
  field('limitMs', { kind: 'number', scale: 1000, minimum: 1000, maximum: 600_000, default: 180_000 }),
  field('ids', { kind: 'switch', default: true }),
  field('switches', { kind: 'list', default: [] }),
  field('department', { nullable: true }),
  field('slip', { default: 'p' }),
  field('password', { secret: true, nullable: true }),
];
const filled = { ...toValues(form, {}), folder: '/opt/sb' };

describe('the controls of a form', () => {
  it('ask for an address or for a port, as the connection is, and send nothing of the other', () => {
    const either = [
      field('connection', { kind: 'choice', default: 'tcp' }),
      field('host', { required: true, when: { field: 'connection', is: 'tcp' } }),
      field('port', { required: true, when: { field: 'connection', is: 'serial' } }),
    ];
    const asked = (connection: string): readonly string[] => askedFields(either, toValues(either, { connection })).map(({ key }) => key);
    expect([asked('tcp'), asked('serial'), askedFields(either, toValues(either, {})).length]).toEqual([
      ['connection', 'host'],
      ['connection', 'port'],
      2,
    ]);
    expect(toSettings(either, { connection: 'serial', host: '10.0.0.1', port: 'COM3' })).toEqual({
      settings: { connection: 'serial', port: 'COM3' },
      faults: {},
    });
    expect(toSettings(either, { connection: 'tcp', host: '', port: '' }).faults).toEqual({ host: 'required' });
  });

  it('show the driver’s defaults where nothing is stored, numbers in the unit that people read', () => {
    expect(toValues(form, {})).toEqual({ folder: '', limitMs: '180', ids: true, switches: '', department: '', slip: 'p', password: '' });
  });

  it('show what is stored, even where that is "off" or "none"', () => {
    expect(toValues(form, { ids: false, switches: ['/a', '/b'], department: null, limitMs: 1500 })).toMatchObject({
      ids: false,
      switches: '/a\n/b',
      department: '',
      limitMs: '1.5',
    });
  });
});

describe('the settings of a form', () => {
  it('come back as they were shown', () => {
    const stored = { folder: '/opt/sb', limitMs: 90_000, ids: false, switches: ['/a'], department: '12', slip: 'slip' };
    expect(toSettings(form, toValues(form, stored))).toEqual({ settings: stored, faults: {} });
  });

  it('leave out what is empty, so that the default counts, and say "none" where the setting knows it', () => {
    const { settings } = toSettings(form, { ...filled, slip: ' ', department: '' });
    expect(settings).toEqual({ folder: '/opt/sb', limitMs: 180_000, ids: true, switches: [], department: null });
  });

  it('never send an empty secret: it would wipe the stored one', () => {
    expect(toSettings(form, filled).settings).not.toHaveProperty('password');
    expect(toSettings(form, { ...filled, password: '1234' }).settings).toMatchObject({ password: '1234' });
  });

  it('take a list line by line, without empty lines and spaces', () => {
    expect(toSettings(form, { ...filled, switches: ' /a \n\n/b\n' }).settings['switches']).toEqual(['/a', '/b']);
  });

  it.each([
    ['', 'folder', '', 'required'],
    ['', 'limitMs', 'many', 'number'],
    ['', 'limitMs', '1e3', 'number'],
    ['', 'limitMs', '0.0005', 'number'],
    ['', 'limitMs', '0', 'range'],
    ['', 'limitMs', '601', 'range'],
  ])('%s%s %j: %s', (_, key, value, fault) => {
    expect(toSettings(form, { ...filled, [key]: value }).faults).toEqual({ [key]: fault });
  });

  it('take a decimal comma', () => expect(toSettings(form, { ...filled, limitMs: '1,5' }).settings['limitMs']).toBe(1500));
});

it('faults of the gateway go to their fields; those inside a list to the list, others elsewhere', () => {
  expect(settingFaults({ '/settings/folder': 'a', '/settings/switches/2': 'b', '/name': 'c' })).toEqual({ folder: 'a', switches: 'b' });
});
