'use client';
import type { PortalPropertyDetail } from '@payport/contracts';
import { useTranslations } from 'next-intl';
import { Field } from '@/components/ui/field.tsx';
import { TimeZoneSelect } from '@/features/property/fields/time-zone-select.tsx';
import { EditCard } from './edit-card.tsx';
import { LineField, lineOf } from './line-field.tsx';
import { usePropertyChange } from './use-property.ts';

/** How the hotel is called, and where it is. */
export function NameCard({ property }: { property: PortalPropertyDetail }) {
  const t = useTranslations('PropertyForm');
  const { busy, saved, failure, save, touch } = usePropertyChange(property.id);
  const { name, city, timeZone, may } = property;
  return (
    <EditCard
      id="facts"
      title={t('facts')}
      may={may.edit}
      facts={[
        { label: t('name'), value: name },
        { label: t('city'), value: city },
        { label: t('timeZone'), value: timeZone },
      ]}
      busy={busy}
      saved={saved}
      failure={failure}
      onTouch={touch}
      onSave={(form) => void save({ name: lineOf(form, 'name') ?? '', city: lineOf(form, 'city'), timeZone: lineOf(form, 'timeZone') ?? timeZone })}
    >
      <div className="grid gap-4 sm:grid-cols-2">
        <LineField id="name" label={t('name')} defaultValue={name} maxLength={120} error={failure.fields['/name']} />
        <LineField id="city" label={`${t('city')} ${t('optional')}`} defaultValue={city ?? ''} maxLength={80} error={failure.fields['/city']} />
      </div>
      <Field id="timeZone" label={t('timeZone')} hint={t('timeZoneHint')} error={failure.fields['/timeZone'] ?? null}>
        <TimeZoneSelect id="timeZone" name="timeZone" chosen={timeZone} aria-describedby="timeZone-hint" />
      </Field>
    </EditCard>
  );
}
