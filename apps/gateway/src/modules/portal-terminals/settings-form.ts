import type { PortalDriver, SettingField, SettingKind } from '@payport/contracts';
import type { Bilingual } from '@payport/domain';
import type { DriverDefinition, SettingMeta } from '@payport/terminals-core';
import { z } from 'zod';
import type { Language } from '../../http/language.ts';

/** What zod says about one field: JSON Schema, and the metadata that the driver's room has put on it. */
interface FieldSchema extends Partial<SettingMeta> {
  /** Several where nothing but "or nothing" is said about it. */
  readonly type?: string | readonly string[];
  readonly enum?: readonly string[];
  readonly default?: unknown;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly maxLength?: number;
  readonly anyOf?: readonly FieldSchema[];
}

interface FormSchema {
  readonly properties?: Readonly<Record<string, FieldSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: unknown;
}

/** Integers of JavaScript that zod adds by itself are no limits of the driver. */
const limit = (value: number | undefined): number | null => (value === undefined || Math.abs(value) >= Number.MAX_SAFE_INTEGER ? null : value);

const schemaOf = (definition: Pick<DriverDefinition, 'settings'>): FormSchema => z.toJSONSchema(definition.settings, { io: 'input' }) as FormSchema;

/** A driver for people: what it can do, and the form that its own settings schema describes. */
export const describeDriver = (definition: DriverDefinition, language: Language): PortalDriver => ({
  id: definition.id,
  title: definition.title[language],
  operations: [...definition.operations],
  reportsStages: definition.reportsStages,
  form: describeForm(definition, language),
});

/** The fields in the order in which the schema has them. */
export function describeForm(definition: Pick<DriverDefinition, 'settings'>, language: Language): SettingField[] {
  const { properties = {}, required = [] } = schemaOf(definition);
  return Object.entries(properties).map(([key, schema]) => describeField(key, schema, required.includes(key), language));
}

function describeField(key: string, schema: FieldSchema, required: boolean, language: Language): SettingField {
  const say = (text: Bilingual | undefined): string | null => text?.[language] ?? null;
  // "This or nothing": the form needs to know what "this" is.
  const value = schema.anyOf?.find((option) => !isNothing(option)) ?? schema;
  return {
    key,
    kind: kindOf(value, schema),
    label: say(schema.label) ?? key,
    hint: say(schema.hint),
    group: say(schema.group),
    unit: say(schema.unit),
    scale: schema.scale ?? 1,
    required: required || schema.needed === true,
    nullable: [schema, ...(schema.anyOf ?? [])].some((option) => typesOf(option).includes('null')),
    advanced: schema.advanced ?? false,
    secret: schema.secret ?? false,
    default: schema.secret ? null : (schema.default ?? null),
    options: (value.enum ?? []).map((option) => ({ value: option, label: say(schema.options?.[option]) ?? option })),
    minimum: limit(value.minimum),
    maximum: limit(value.maximum),
    maxLength: value.maxLength ?? null,
    placeholder: schema.placeholder ?? null,
    when: schema.when ?? null,
  };
}

const typesOf = ({ type }: FieldSchema): readonly string[] => (type === undefined ? [] : [type].flat());
const isNothing = (schema: FieldSchema): boolean => typesOf(schema).every((type) => type === 'null');

function kindOf(value: FieldSchema, { path }: FieldSchema): SettingKind {
  if (value.enum) return 'choice';
  switch (typesOf(value).find((type) => type !== 'null')) {
    case 'boolean':
      return 'switch';
    case 'integer':
    case 'number':
      return 'number';
    case 'array':
      return 'list';
    default:
      return path ? 'path' : 'text';
  }
}

/** Names of the settings that nobody is shown again. */
export const secretsOf = (definition: Pick<DriverDefinition, 'settings'>): readonly string[] =>
  Object.entries(schemaOf(definition).properties ?? {}).flatMap(([key, { secret }]) => (secret ? [key] : []));

/** Names that the driver knows; null where it takes any. */
export function knownSettings(definition: Pick<DriverDefinition, 'settings'>): readonly string[] | null {
  const { properties = {}, additionalProperties } = schemaOf(definition);
  return additionalProperties === undefined || additionalProperties === false ? Object.keys(properties) : null;
}

/** What the driver's room says about one field. */
export const metaOf = (definition: Pick<DriverDefinition, 'settings'>, key: string): Partial<SettingMeta> =>
  schemaOf(definition).properties?.[key] ?? {};
