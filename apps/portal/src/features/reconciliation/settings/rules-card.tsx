'use client';
import type { PortalReconSettings, ReconRuleOrder } from '@payport/contracts';
import { Pencil, Plus } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '@/components/ui/button.tsx';
import { Card } from '@/components/ui/card.tsx';
import { Money } from '@/components/ui/money.tsx';
import { LineField } from '../../properties/line-field.tsx';
import { DeskTable } from '../desk-table.tsx';
import { decimalOf, lineOf, tidsOf, wholeOf } from '../lib/settings-form.ts';
import { SettingsDialog } from './settings-dialog.tsx';
import { useFieldWords } from './use-field-words.ts';
import type { SettingsChange } from './use-settings.ts';

/** What a new acquirer's rule begins with. */
const FRESH: ReconRuleOrder = {
  acquirer: '',
  tids: [],
  amountTolerance: '0',
  feeTolerance: '0',
  windowMinutes: 15,
  registryDays: 1,
  statementDays: 3,
  postingDays: 1,
  cutOff: null,
};
const COUNTS = ['registryDays', 'statementDays', 'postingDays', 'windowMinutes'] as const;
const SUMS = ['amountTolerance', 'feeTolerance'] as const;

/** How long each side may take, and what may differ: of the hotel, and of the terminals of an acquirer. */
export function RulesCard({ settings, change }: { settings: PortalReconSettings; change: SettingsChange }) {
  const t = useTranslations('ReconSettings');
  const locale = useLocale();
  const [asked, ask] = useState<{ readonly rule: ReconRuleOrder; readonly fresh: boolean } | null>(null);
  const { rules, may, property } = settings;
  const open = (rule: ReconRuleOrder, fresh = false): void => {
    change.rule.reset();
    ask({ rule, fresh });
  };
  return (
    <Card
      title={t('rules.title')}
      note={may.own ? t('rules.note') : t('ownerOnly')}
      action={
        may.own && (
          <Button size="sm" onClick={() => open(FRESH, true)}>
            <Plus aria-hidden />
            {t('rules.add')}
          </Button>
        )
      }
    >
      <DeskTable
        caption={t('rules.title')}
        columns={[
          { name: t('rules.whose') },
          ...[...COUNTS, ...SUMS].map((name) => ({ name: t(`rules.${name}`), right: true })),
          { name: t('rules.cutOff'), right: true },
          ...(may.own ? [{ name: t('actions'), right: true }] : []),
        ]}
        rows={rules.map((rule) => [
          <span key="whose">
            {rule.acquirer === '' ? t('rules.hotel') : rule.acquirer}
            {rule.tids.length > 0 && <span className="figures block text-xs text-text-faint">{rule.tids.join(', ')}</span>}
          </span>,
          ...COUNTS.map((name) => rule[name].toLocaleString(locale)),
          ...SUMS.map((name) => <Money key={name} amount={rule[name]} currency={property.currency} locale={locale} />),
          rule.cutOff ?? (rule.acquirer === '' ? '24:00' : '—'),
          ...(may.own
            ? [
                <Button key="change" size="sm" variant="quiet" onClick={() => open(rule)}>
                  <Pencil aria-hidden />
                  {t('change')}
                </Button>,
              ]
            : []),
        ])}
      />
      {asked && <RuleDialog {...asked} change={change} onClose={() => ask(null)} />}
    </Card>
  );
}

interface RuleDialogProps {
  readonly rule: ReconRuleOrder;
  readonly fresh: boolean;
  readonly change: SettingsChange;
  readonly onClose: () => void;
}

/** What the form says; an acquirer's rule has no cut-off, and postings are the hotel's own matter. */
function orderOf(form: FormData, { rule, fresh, hotel }: Pick<RuleDialogProps, 'rule' | 'fresh'> & { readonly hotel: boolean }): ReconRuleOrder {
  return {
    acquirer: fresh ? lineOf(form, 'acquirer') : rule.acquirer,
    tids: hotel ? [] : tidsOf(form, 'tids'),
    amountTolerance: decimalOf(form, 'amountTolerance'),
    feeTolerance: decimalOf(form, 'feeTolerance'),
    windowMinutes: wholeOf(form, 'windowMinutes'),
    registryDays: wholeOf(form, 'registryDays'),
    statementDays: wholeOf(form, 'statementDays'),
    postingDays: hotel ? wholeOf(form, 'postingDays') : rule.postingDays,
    cutOff: hotel ? lineOf(form, 'cutOff') || null : null,
  };
}

function RuleDialog({ rule, fresh, change: { rule: setting }, onClose }: RuleDialogProps) {
  const t = useTranslations('ReconSettings');
  const wrong = useFieldWords(setting.error);
  const hotel = !fresh && rule.acquirer === '';
  const save = (form: FormData): void => setting.mutate(orderOf(form, { rule, fresh, hotel }), { onSuccess: onClose });
  return (
    <SettingsDialog
      title={hotel ? t('rules.ofHotel') : fresh ? t('rules.add') : t('rules.ofAcquirer', { name: rule.acquirer })}
      means={t('rules.means')}
      pending={setting.isPending}
      error={setting.error}
      onClose={onClose}
      onForm={save}
    >
      {fresh && <LineField id="acquirer" label={t('rules.acquirer')} hint={t('rules.acquirerHint')} error={wrong('acquirer')} />}
      {!hotel && (
        <LineField
          id="tids"
          label={t('rules.tids')}
          hint={t('rules.tidsHint')}
          defaultValue={rule.tids.join(', ')}
          className="figures"
          error={wrong('tids')}
        />
      )}
      {COUNTS.filter((name) => hotel || name !== 'postingDays').map((name) => (
        <LineField
          key={name}
          id={name}
          label={t(`rules.${name}`)}
          inputMode="numeric"
          defaultValue={String(rule[name])}
          className="figures"
          error={wrong(name)}
        />
      ))}
      {SUMS.map((name) => (
        <LineField
          key={name}
          id={name}
          label={t(`rules.${name}`)}
          inputMode="decimal"
          defaultValue={rule[name]}
          className="figures"
          error={wrong(name)}
        />
      ))}
      {hotel && (
        <LineField
          id="cutOff"
          type="time"
          label={t('rules.cutOff')}
          hint={t('rules.cutOffHint')}
          defaultValue={rule.cutOff ?? ''}
          className="figures"
          error={wrong('cutOff')}
        />
      )}
    </SettingsDialog>
  );
}
