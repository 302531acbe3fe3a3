import type { PortalTerminalDetail, SettingField } from '@payport/contracts';
import { PlugZap } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Button } from '@/components/ui/button.tsx';
import { Card } from '@/components/ui/card.tsx';
import { askedFields, toValues } from '../form/setting-values.ts';
import { Fact } from './fact.tsx';

/** How the gateway reaches the device, in the words of the driver's form. */
export function SettingsCard({ detail, onEdit }: { detail: PortalTerminalDetail; onEdit: (() => void) | null }) {
  const t = useTranslations('Terminal');
  const { form, settings, secretsSet } = detail;
  const show = (field: SettingField): string => {
    if (field.secret) return secretsSet.includes(field.key) ? t('secretSet') : t('none');
    const value = settings[field.key];
    if (typeof value === 'boolean') return value ? t('on') : t('off');
    if (Array.isArray(value)) return value.length > 0 ? value.join(' ') : t('none');
    if (typeof value === 'number') return `${value / field.scale}${field.unit === null ? '' : `\u00a0${field.unit}`}`;
    if (typeof value !== 'string' || value === '') return t('none');
    return field.options.find((option) => option.value === value)?.label ?? value;
  };
  const row = (field: SettingField) => (
    <Fact key={field.key} name={field.label} mono={field.kind === 'path'}>
      {show(field)}
    </Fact>
  );
  // What stands as the driver has it by itself says nothing about this terminal.
  const isUsual = (field: SettingField): boolean => field.advanced && JSON.stringify(settings[field.key] ?? null) === JSON.stringify(field.default);
  const asked = askedFields(form, toValues(form, settings));
  const usual = asked.filter(isUsual);
  const said = asked.filter((field) => !isUsual(field));
  return (
    <Card
      title={t('connection')}
      action={
        onEdit && (
          <Button size="sm" onClick={onEdit}>
            <PlugZap aria-hidden />
            {t('changeConnection')}
          </Button>
        )
      }
    >
      {form.length === 0 ? (
        <p className="text-text-soft">{t('noDriver')}</p>
      ) : (
        <>
          <dl>{said.map(row)}</dl>
          {usual.length > 0 && (
            <details className="mt-2">
              <summary className="w-fit rounded-sm py-1 text-sm text-text-soft hover:text-text">
                {t('otherSettings', { count: usual.length })}
              </summary>
              <dl className="mt-1">{usual.map(row)}</dl>
            </details>
          )}
        </>
      )}
    </Card>
  );
}
