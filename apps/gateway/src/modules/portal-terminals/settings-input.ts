import type { FieldError } from '@payport/contracts';
import { containsCardNumber, ok, refuse, type DeviceAddress, type Result } from '@payport/domain';
import type { DriverDefinition } from '@payport/terminals-core';
import { fieldErrors } from '../../http/field-errors.ts';
import type { Language } from '../../http/language.ts';
import { knownSettings, metaOf, secretsOf } from './settings-form.ts';

export type Settings = Readonly<Record<string, unknown>>;

/** Settings as the driver will get them, and the device that they mean. */
export interface ReadSettings {
  readonly definition: DriverDefinition;
  /** With the driver's defaults. */
  readonly settings: Settings;
  readonly deviceAddress: DeviceAddress;
}

/** `\\server\share`, `//server/share`: a program from there would be somebody else's to change. */
const NETWORK_PATH = /^[\\/]{2}/;

/** Every text in a value, with its JSON pointer. */
function textsIn(value: unknown, pointer: string): readonly { readonly pointer: string; readonly text: string }[] {
  if (typeof value === 'string') return [{ pointer, text: value }];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => textsIn(inner, `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`));
}

/** Checks settings by the driver's own schema, and what no driver has to think of: strangers' names, card numbers, network folders. */
export function readSettings(definition: DriverDefinition, given: Settings, language: Language): Result<ReadSettings, readonly FieldError[]> {
  const strangers = (names: readonly string[] | null): readonly FieldError[] =>
    names === null
      ? []
      : Object.keys(given).flatMap((key) => (names.includes(key) ? [] : [{ pointer: `/settings/${key}`, code: 'unknown-setting', message: '' }]));
  const texts = textsIn(given, '/settings');
  const errors: FieldError[] = [
    ...strangers(knownSettings(definition)),
    ...texts.flatMap(({ pointer, text }) => (containsCardNumber(text) ? [{ pointer, code: 'card-number', message: '' }] : [])),
    ...Object.entries(given).flatMap(([key, value]) =>
      typeof value === 'string' && NETWORK_PATH.test(value) && metaOf(definition, key).path
        ? [{ pointer: `/settings/${key}`, code: 'network-path', message: '' }]
        : [],
    ),
  ];
  const parsed = definition.settings.safeParse(given, { reportInput: true });
  if (!parsed.success) {
    const wrong = fieldErrors(parsed.error, '/settings').filter(({ pointer }) => !errors.some((error) => error.pointer === pointer));
    errors.push(...wrong.map((error) => withRule(definition, error, language)));
  }
  if (errors.length > 0 || !parsed.success) return refuse(errors);
  const settings = parsed.data as Settings;
  return ok({ definition, settings, deviceAddress: definition.deviceAddress(settings) });
}

/** The driver's own words for what is wrong say more than ours. */
function withRule(definition: DriverDefinition, error: FieldError, language: Language): FieldError {
  const [, , key = ''] = error.pointer.split('/');
  const rule = error.code === 'required' ? undefined : metaOf(definition, key).rule;
  return rule ? { ...error, message: rule[language] } : error;
}

/** What may leave the gateway: no secret does. */
export function withoutSecrets(definition: DriverDefinition | null, settings: Settings): { readonly shown: Settings; readonly secretsSet: string[] } {
  // A version that lost the driver does not know which of its settings are secret.
  if (!definition) return { shown: {}, secretsSet: [] };
  const secrets = secretsOf(definition);
  const entries = Object.entries(settings);
  return {
    shown: Object.fromEntries(entries.filter(([key]) => !secrets.includes(key))),
    secretsSet: entries.flatMap(([key, value]) => (secrets.includes(key) && value !== null && value !== '' ? [key] : [])),
  };
}

/** A change leaves secrets out that it does not touch. */
export function withStoredSecrets(definition: DriverDefinition, given: Settings, stored: Settings): Settings {
  const kept = secretsOf(definition).flatMap((key) => (key in given || !(key in stored) ? [] : [[key, stored[key]] as const]));
  return { ...given, ...Object.fromEntries(kept) };
}
