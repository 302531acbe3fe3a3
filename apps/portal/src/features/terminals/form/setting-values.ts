import type { SettingField } from '@payport/contracts';

/** What stands in the form's controls: texts as typed, lists one entry a line, switches as they are. */
export type SettingValues = Readonly<Record<string, string | boolean>>;
export type SettingFault = 'required' | 'number' | 'range';

/** Stored settings, or the driver's defaults, as the controls show them. */
export function toValues(form: readonly SettingField[], settings: Readonly<Record<string, unknown>>): SettingValues {
  return Object.fromEntries(form.map((field) => [field.key, shownValue(field, field.key in settings ? settings[field.key] : field.default)]));
}

/** What is asked for, as the other fields stand: a serial port is no question about a terminal on the network. */
export const askedFields = (form: readonly SettingField[], values: Readonly<Record<string, unknown>>): readonly SettingField[] =>
  form.filter(({ when }) => when === null || values[when.field] === when.is);

function shownValue({ kind, scale }: SettingField, value: unknown): string | boolean {
  if (kind === 'switch') return value === true;
  if (Array.isArray(value)) return value.map(String).join('\n');
  if (typeof value === 'number') return String(value / scale);
  return typeof value === 'string' ? value : '';
}

/**
 * The settings that the controls mean, and what is plainly wrong. What is not asked for is as the driver has it by itself. An empty control is "none" where the setting knows that,
 * else the driver's default; a secret that nobody typed anew stays as it is. The gateway's word is final.
 */
export function toSettings(
  form: readonly SettingField[],
  values: SettingValues,
): { readonly settings: Readonly<Record<string, unknown>>; readonly faults: Readonly<Record<string, SettingFault>> } {
  const settings: Record<string, unknown> = {};
  const faults: Record<string, SettingFault> = {};
  for (const field of askedFields(form, values)) {
    const read = readValue(field, values[field.key] ?? '');
    if ('fault' in read) faults[field.key] = read.fault;
    else if (read.value !== undefined) settings[field.key] = read.value;
  }
  return { settings, faults };
}

type Read = { readonly value: unknown } | { readonly fault: SettingFault };

function readValue(field: SettingField, raw: string | boolean): Read {
  if (typeof raw === 'boolean') return { value: raw };
  const text = raw.trim();
  if (field.kind === 'list') return { value: text.split('\n').flatMap((line) => (line.trim() === '' ? [] : [line.trim()])) };
  if (text === '') {
    if (field.secret) return { value: undefined };
    return field.required ? { fault: 'required' } : { value: field.nullable ? null : undefined };
  }
  return field.kind === 'number' ? readNumber(field, text) : { value: text };
}

function readNumber({ scale, minimum, maximum }: SettingField, text: string): Read {
  const number = Number(text.replace(',', '.')) * scale;
  if (!/^-?\d+([.,]\d+)?$/.test(text) || !Number.isInteger(number)) return { fault: 'number' };
  return (minimum !== null && number < minimum) || (maximum !== null && number > maximum) ? { fault: 'range' } : { value: number };
}

/** Pointers of the gateway's answer to the fields of the form; a fault inside a list belongs to the list. */
export const settingFaults = (fields: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(fields).flatMap(([pointer, message]) => {
      const [, root, key] = pointer.split('/');
      return root === 'settings' && key !== undefined ? [[key, message]] : [];
    }),
  );
