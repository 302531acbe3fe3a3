'use client';
import type { PortalPropertyDetail } from '@payport/contracts';
import { useTranslations } from 'next-intl';
import { Field } from '@/components/ui/field.tsx';
import { Select } from '@/components/ui/select.tsx';
import { EditCard } from './edit-card.tsx';
import { LineField, lineOf } from './line-field.tsx';
import { usePropertyChange } from './use-property.ts';

const HOURS = Array.from({ length: 24 }, (_, hour) => ({ value: String(hour), label: `${String(hour).padStart(2, '0')}:00` }));

/** When the hotel's business day ends, and how long an approval waits for Sonata. */
export function DayCard({ property }: { property: PortalPropertyDetail }) {
  const t = useTranslations('PropertyForm');
  const { busy, saved, failure, save, touch } = usePropertyChange(property.id);
  const { nightAuditHour, confirmBySeconds, may } = property;
  const hour = nightAuditHour === null ? '' : String(nightAuditHour);
  return (
    <EditCard
      id="day"
      title={t('day')}
      may={may.edit}
      facts={[
        { label: t('nightAudit'), value: HOURS.find(({ value }) => value === hour)?.label ?? null },
        { label: t('confirmBy'), value: String(confirmBySeconds) },
      ]}
      busy={busy}
      saved={saved}
      failure={failure}
      onTouch={touch}
      onSave={(form) => {
        const chosen = lineOf(form, 'nightAuditHour');
        void save({
          nightAuditHour: chosen === null ? null : Number(chosen),
          confirmBySeconds: Number(lineOf(form, 'confirmBySeconds') ?? Number.NaN),
        });
      }}
    >
      <div className="grid gap-4 sm:grid-cols-2">
        <Field id="nightAuditHour" label={t('nightAudit')} hint={t('nightAuditHint')} error={failure.fields['/nightAuditHour'] ?? null}>
          <Select
            id="nightAuditHour"
            name="nightAuditHour"
            defaultValue={hour}
            options={[{ value: '', label: t('notSet') }, ...HOURS]}
            aria-describedby="nightAuditHour-hint"
          />
        </Field>
        <LineField
          id="confirmBySeconds"
          label={t('confirmBy')}
          hint={t('confirmByHint')}
          inputMode="numeric"
          defaultValue={String(confirmBySeconds)}
          maxLength={3}
          className="figures"
          error={failure.fields['/confirmBySeconds']}
        />
      </div>
    </EditCard>
  );
}
