'use client';
import type { PortalPropertyDetail } from '@payport/contracts';
import { ROLES } from '@payport/domain';
import { useTranslations } from 'next-intl';
import { EditCard } from './edit-card.tsx';
import { usePropertyChange } from './use-property.ts';

/** Roles that work here only with a code of their phone; the owner decides. */
export function SecondFactorCard({ property }: { property: PortalPropertyDetail }) {
  const t = useTranslations('PropertyForm');
  const roles = useTranslations('Role');
  const { busy, saved, failure, save, touch } = usePropertyChange(property.id);
  const { secondFactorRoles, may } = property;
  return (
    <EditCard
      id="second-factor"
      title={t('secondFactor')}
      note={may.editLegal ? t('secondFactorNote') : t('ownerOnly')}
      may={may.editLegal}
      facts={[{ label: t('secondFactorRoles'), value: secondFactorRoles.map((role) => roles(role)).join(', ') || t('secondFactorNobody') }]}
      busy={busy}
      saved={saved}
      failure={failure}
      onTouch={touch}
      onSave={(form) => void save({ secondFactorRoles: ROLES.filter((role) => form.get(`factor-${role}`) !== null) })}
    >
      <fieldset className="grid gap-2">
        <legend className="mb-1 text-sm font-medium text-text-soft">{t('secondFactorRoles')}</legend>
        {ROLES.map((role) => (
          <label key={role} className="flex min-h-6 items-center gap-2">
            <input type="checkbox" name={`factor-${role}`} defaultChecked={secondFactorRoles.includes(role)} className="size-4 accent-brand" />
            {roles(role)}
          </label>
        ))}
      </fieldset>
    </EditCard>
  );
}
