'use client';
import type { BankMappingDefinition, MappingField, PortalBankFileSample } from '@payport/contracts';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '@/components/ui/button.tsx';
import { describedBy, Field } from '@/components/ui/field.tsx';
import { Select } from '@/components/ui/select.tsx';
import { FIELDS_OF, USUAL_OF } from './choices.ts';
import { missingFields } from './use-editor.ts';

interface ColumnChoicesProps {
  readonly sample: PortalBankFileSample;
  readonly definition: BankMappingDefinition;
  readonly onEdit: (change: Partial<BankMappingDefinition>) => void;
}

/** Which column is what: one select for each thing that a line may tell. */
export function ColumnChoices({ sample, definition, onEdit }: ColumnChoicesProps) {
  const t = useTranslations('Mapping');
  const fields = useTranslations('MappingField');
  const [all, showAll] = useState(false);
  const missing = missingFields(definition);
  const { target } = definition;
  const shown = FIELDS_OF[target].filter(
    (field) => all || USUAL_OF[target].includes(field) || definition.columns[field] !== undefined || missing.includes(field),
  );
  const choose = (field: MappingField, column: string): void => {
    const others = Object.fromEntries(Object.entries(definition.columns).filter(([name]) => name !== field));
    onEdit({ columns: column === '' ? others : { ...others, [field]: column } });
  };
  const options = [
    { value: '', label: t('noColumn') },
    ...sample.columns.map(({ name, title }, index) => ({ value: name, label: title === '' ? t('columnNo', { no: index + 1 }) : title })),
  ];
  return (
    <div className="grid gap-4">
      <div className="grid gap-4 sm:grid-cols-2 lg:grid-cols-3">
        {shown.map((field) => {
          const id = `map-${field}`;
          const error = missing.includes(field) ? t('columnMissing') : null;
          return (
            <Field key={field} id={id} label={fields(field)} error={error}>
              <Select
                id={id}
                value={definition.columns[field] ?? ''}
                onChange={(event) => choose(field, event.target.value)}
                options={options}
                aria-invalid={error !== null}
                aria-describedby={describedBy(id, { error })}
              />
            </Field>
          );
        })}
      </div>
      {!all && (
        <div>
          <Button size="sm" variant="quiet" onClick={() => showAll(true)}>
            {t('moreFields')}
          </Button>
        </div>
      )}
    </div>
  );
}
