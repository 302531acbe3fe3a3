'use client';
import type { PortalReconSettings } from '@payport/contracts';
import { Pencil } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '@/components/ui/button.tsx';
import { Card } from '@/components/ui/card.tsx';
import { localMoment } from '@/format/moment.ts';
import { LineField } from '../../properties/line-field.tsx';
import { wholeOf } from '../lib/settings-form.ts';
import { SettingsDialog } from './settings-dialog.tsx';
import { useFieldWords } from './use-field-words.ts';
import type { SettingsChange } from './use-settings.ts';

interface SecondPersonCardProps {
  readonly settings: PortalReconSettings;
  readonly timeZone: string;
  readonly change: SettingsChange;
}

/** Above which sum two people agree, and who set it when. */
export function SecondPersonCard({ settings, timeZone, change: { secondPerson } }: SecondPersonCardProps) {
  const t = useTranslations('ReconSettings');
  const locale = useLocale();
  const [asked, ask] = useState(false);
  const { above, changes } = settings.secondPerson;
  const wrong = useFieldWords(secondPerson.error);
  return (
    <Card
      title={t('second.title')}
      note={settings.may.own ? t('second.note') : t('ownerOnly')}
      action={
        settings.may.own && (
          <Button
            size="sm"
            onClick={() => {
              secondPerson.reset();
              ask(true);
            }}
          >
            <Pencil aria-hidden />
            {t('change')}
          </Button>
        )
      }
    >
      <p className="text-lg font-semibold">{above === 0 ? t('second.always') : t('second.above', { above })}</p>
      <p className="mt-0.5 max-w-3xl text-sm text-text-soft">{t('second.means')}</p>
      {changes.length > 0 && (
        <ol aria-label={t('history')} className="mt-3 grid gap-1 border-t border-line pt-3 text-sm">
          {changes.map(({ at, by, above: set }) => {
            const { date, time } = localMoment(at, timeZone, locale);
            return (
              <li key={at}>
                <span className="figures text-text-faint">{`${date}, ${time} · `}</span>
                {t('second.set', { name: by, above: set })}
              </li>
            );
          })}
        </ol>
      )}
      {asked && (
        <SettingsDialog
          title={t('second.title')}
          means={t('second.stays')}
          pending={secondPerson.isPending}
          error={secondPerson.error}
          onClose={() => ask(false)}
          onForm={(form) => secondPerson.mutate(wholeOf(form, 'above'), { onSuccess: () => ask(false) })}
        >
          <LineField
            id="above"
            label={t('second.label')}
            inputMode="numeric"
            defaultValue={String(above)}
            className="figures"
            error={wrong('above')}
          />
        </SettingsDialog>
      )}
    </Card>
  );
}
