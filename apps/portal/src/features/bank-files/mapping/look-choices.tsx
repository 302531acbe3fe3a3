'use client';
import type { PortalBankFileSample } from '@payport/contracts';
import { useTranslations } from 'next-intl';
import { Field } from '@/components/ui/field.tsx';
import { Select } from '@/components/ui/select.tsx';
import { ENCODING_NAMES, ENCODINGS, SEPARATORS, SIGN_WORD, TARGETS } from './choices.ts';
import type { Look } from './use-mapping.ts';

interface LookChoicesProps {
  readonly sample: PortalBankFileSample;
  readonly look: Look;
  readonly onLook: (change: Partial<Look>) => void;
}

/** Rows in which the header may stand. */
const HEADER_ROWS = 40;

/** How the bytes are cut into a table: which of several, in which letters, by which sign, and where its header stands. */
export function LookChoices({ sample, look, onLook }: LookChoicesProps) {
  const t = useTranslations('Mapping');
  const { tables, encoding, delimiter, rows, headerRow } = sample;
  const signs = (sign: string): string => t(`sign.${SIGN_WORD[sign] ?? 'auto'}` as never);
  return (
    <div className="grid gap-4 sm:grid-cols-2 lg:grid-cols-4">
      <Field id="map-target" label={t('target')} error={null}>
        <Select
          id="map-target"
          value={look.target}
          onChange={(event) => onLook({ target: event.target.value as Look['target'] })}
          options={TARGETS.map((one) => ({ value: one, label: t(`targets.${one}`) }))}
        />
      </Field>
      {tables.length > 1 && (
        <Field id="map-table" label={t('table')} error={null}>
          <Select
            id="map-table"
            value={String(look.table)}
            onChange={(event) => onLook({ table: Number(event.target.value), headerRow: undefined })}
            options={tables.map(({ member, sheet }, index) => ({
              value: String(index + 1),
              label: [member, sheet].filter((part) => part !== null).join(' · ') || t('tableNo', { no: index + 1 }),
            }))}
          />
        </Field>
      )}
      {encoding !== null && (
        <Field id="map-encoding" label={t('encoding')} error={null}>
          <Select
            id="map-encoding"
            value={look.encoding}
            onChange={(event) => onLook({ encoding: event.target.value as Look['encoding'], headerRow: undefined })}
            options={ENCODINGS.map((one) => ({
              value: one,
              label: one === 'auto' ? t('autoIs', { what: ENCODING_NAMES[encoding] ?? encoding }) : (ENCODING_NAMES[one] ?? one),
            }))}
          />
        </Field>
      )}
      {delimiter !== null && (
        <Field id="map-delimiter" label={t('delimiter')} error={null}>
          <Select
            id="map-delimiter"
            value={look.delimiter}
            onChange={(event) => onLook({ delimiter: event.target.value as Look['delimiter'], headerRow: undefined })}
            options={SEPARATORS.map((one) => ({ value: one, label: one === 'auto' ? t('autoIs', { what: signs(delimiter) }) : signs(one) }))}
          />
        </Field>
      )}
      <Field id="map-header" label={t('headerRow')} error={null}>
        <Select
          id="map-header"
          value={String(headerRow)}
          onChange={(event) => onLook({ headerRow: Number(event.target.value) })}
          options={[{ value: '0', label: t('noHeader') }, ...rows.filter(({ row }) => row <= HEADER_ROWS).map(({ row, cells }) => ({ value: String(row), label: `${row}: ${cells.filter((cell) => cell.trim() !== '').join(' · ').slice(0, 60)}` }))]} // prettier-ignore
        />
      </Field>
    </div>
  );
}
