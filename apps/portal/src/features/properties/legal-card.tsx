'use client';
import type { PortalPropertyDetail } from '@payport/contracts';
import { useTranslations } from 'next-intl';
import { EditCard } from './edit-card.tsx';
import { LineField, lineOf } from './line-field.tsx';
import { usePropertyChange } from './use-property.ts';

/** With whom the bank has its contract. */
export function LegalCard({ property }: { property: PortalPropertyDetail }) {
  const t = useTranslations('PropertyForm');
  const { busy, saved, failure, save, touch } = usePropertyChange(property.id);
  const { legalEntity, inn, kpp, may } = property;
  return (
    <EditCard
      id="legal"
      title={t('legal')}
      note={may.editLegal ? t('legalNote') : t('ownerOnly')}
      may={may.editLegal}
      facts={[
        { label: t('legalEntity'), value: legalEntity },
        { label: t('inn'), value: inn },
        { label: t('kpp'), value: kpp },
      ]}
      busy={busy}
      saved={saved}
      failure={failure}
      onTouch={touch}
      onSave={(form) => void save({ legalEntity: lineOf(form, 'legalEntity'), inn: lineOf(form, 'inn'), kpp: lineOf(form, 'kpp') })}
    >
      <LineField
        id="legalEntity"
        label={t('legalEntity')}
        placeholder={t('legalEntityExample')}
        defaultValue={legalEntity ?? ''}
        maxLength={200}
        error={failure.fields['/legalEntity']}
      />
      <div className="grid gap-4 sm:grid-cols-2">
        <LineField
          id="inn"
          label={t('inn')}
          hint={t('innHint')}
          defaultValue={inn ?? ''}
          maxLength={12}
          inputMode="numeric"
          className="font-mono text-sm"
          error={failure.fields['/inn']}
        />
        <LineField
          id="kpp"
          label={`${t('kpp')} ${t('optional')}`}
          hint={t('kppHint')}
          defaultValue={kpp ?? ''}
          maxLength={9}
          className="font-mono text-sm"
          error={failure.fields['/kpp']}
        />
      </div>
    </EditCard>
  );
}
