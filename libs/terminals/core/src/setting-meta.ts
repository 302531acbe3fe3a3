import type { Bilingual } from '@payport/domain';

/**
 * What a driver's settings schema says about one field to the form that is made of it. Put on the field by `.meta()`; type,
 * limits, choices and default are read from the schema itself.
 */
export interface SettingMeta {
  readonly label: Bilingual;
  readonly hint: Bilingual;
  /** Heading that the field stands under; fields of one group follow each other. */
  readonly group?: Bilingual;
  /** What is wrong, where the value does not fit: the rule in words. */
  readonly rule?: Bilingual;
  /** Most hotels never touch it. */
  readonly advanced?: boolean;
  /** A file or folder on the gateway's computer. */
  readonly path?: boolean;
  /** Never shown again once stored. */
  readonly secret?: boolean;
  /** Of a number, as people read it: shown divided by `scale`. */
  readonly unit?: Bilingual;
  readonly scale?: number;
  /** What each value of a choice means. */
  readonly options?: Readonly<Record<string, Bilingual>>;
  readonly placeholder?: string;
  /** Of no use but where another field has this value; only there it is asked for. */
  readonly when?: { readonly field: string; readonly is: string };
  /** Where it is asked for it must have a value, though the schema by itself lets it be empty. */
  readonly needed?: boolean;
}

/** Types the metadata where it is written down: `z.string().meta(setting({ … }))`. */
export const setting = (meta: SettingMeta): SettingMeta & Record<string, unknown> => ({ ...meta });
