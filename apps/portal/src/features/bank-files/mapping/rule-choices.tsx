'use client';
import type { BankMappingDefinition, PortalBankFileSample } from '@payport/contracts';
import { useLocale, useTranslations } from 'next-intl';
import { useState } from 'react';
import { describedBy, Field, Input } from '@/components/ui/field.tsx';
import { Select } from '@/components/ui/select.tsx';
import { TimeZoneSelect } from '../../property/fields/time-zone-select.tsx';
import { DAY_ORDERS, DECIMALS, FEE_RULES, kindRulesOf, rateOf, rateText, SIGN_WORD, WORDS_OF } from './choices.ts';
import { lacksAccount } from './use-editor.ts';

interface RuleChoicesProps {
  readonly sample: PortalBankFileSample;
  readonly definition: BankMappingDefinition;
  readonly onEdit: (change: Partial<BankMappingDefinition>) => void;
}

/** How amounts and days are written, what a refund looks like, and what the fee is. */
export function RuleChoices({ sample, definition, onEdit }: RuleChoicesProps) {
  const t = useTranslations('Mapping');
  const { target, decimal, dayOrder, timeZone, currency, kindRule, feeRule } = definition;
  return (
    <div className="grid gap-5">
      <div className="grid gap-4 sm:grid-cols-2 lg:grid-cols-4">
        <Field id="map-decimal" label={t('decimal')} error={null}>
          <Select
            id="map-decimal"
            value={decimal}
            onChange={(event) => onEdit({ decimal: event.target.value as BankMappingDefinition['decimal'] })}
            options={DECIMALS.map((one) => ({ value: one, label: t(`decimalSign.${SIGN_WORD[one] ?? 'either'}` as never) }))}
          />
        </Field>
        <Field id="map-days" label={t('dayOrder')} error={null}>
          <Select
            id="map-days"
            value={dayOrder}
            onChange={(event) => onEdit({ dayOrder: event.target.value as BankMappingDefinition['dayOrder'] })}
            options={DAY_ORDERS.map((one) => ({ value: one, label: t(`dayOrders.${one}`) }))}
          />
        </Field>
        <Field id="map-zone" label={t('timeZone')} error={null}>
          <TimeZoneSelect id="map-zone" chosen={timeZone} onZone={(zone) => onEdit({ timeZone: zone })} />
        </Field>
        <Field id="map-currency" label={t('currency')} error={null}>
          <Input
            id="map-currency"
            value={currency}
            maxLength={3}
            autoComplete="off"
            onChange={(event) => onEdit({ currency: event.target.value.toUpperCase() })}
          />
        </Field>
      </div>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field id="map-kind-rule" label={target === 'statement' ? t('directionRule') : t('kindRule')} error={null}>
          <Select
            id="map-kind-rule"
            value={kindRule}
            onChange={(event) => onEdit({ kindRule: event.target.value as BankMappingDefinition['kindRule'] })}
            options={kindRulesOf(target).map((one) => ({
              value: one,
              label: target === 'statement' || one === 'sides' ? t(`directionRules.${one}`) : t(`kindRules.${one}`),
            }))}
          />
        </Field>
        {target === 'bank' && (
          <Field id="map-fee-rule" label={t('feeRule')} error={null}>
            <Select
              id="map-fee-rule"
              value={feeRule}
              onChange={(event) => onEdit({ feeRule: event.target.value as BankMappingDefinition['feeRule'] })}
              options={FEE_RULES.map((one) => ({ value: one, label: t(`feeRules.${one}`) }))}
            />
          </Field>
        )}
        {target === 'statement' && definition.columns.account === undefined && <AccountField definition={definition} onEdit={onEdit} />}
        {feeRule === 'rate' && <RateField millionths={definition.feeRateMillionths} onRate={(feeRateMillionths) => onEdit({ feeRateMillionths })} />}
      </div>
      {kindRule === 'column' && <KindWords sample={sample} definition={definition} onEdit={onEdit} />}
    </div>
  );
}

function AccountField({ definition, onEdit }: Pick<RuleChoicesProps, 'definition' | 'onEdit'>) {
  const t = useTranslations('Mapping');
  const error = lacksAccount(definition) ? t('accountWrong') : null;
  return (
    <Field id="map-account" label={t('account')} error={error}>
      <Input
        id="map-account"
        value={definition.account ?? ''}
        maxLength={34}
        autoComplete="off"
        aria-invalid={error !== null}
        aria-describedby={describedBy('map-account', { error })}
        onChange={(event) => onEdit({ account: event.target.value.replaceAll(/\s/g, '').toUpperCase() })}
      />
    </Field>
  );
}

function RateField({ millionths, onRate }: { millionths: number | null; onRate: (millionths: number | null) => void }) {
  const t = useTranslations('Mapping');
  const [text, setText] = useState(rateText(millionths, useLocale()));
  const error = rateOf(text) === null ? t('rateWrong') : null;
  return (
    <Field id="map-rate" label={t('rate')} error={error}>
      <Input
        id="map-rate"
        value={text}
        inputMode="decimal"
        autoComplete="off"
        aria-invalid={error !== null}
        aria-describedby={describedBy('map-rate', { error })}
        onChange={(event) => {
          setText(event.target.value);
          onRate(rateOf(event.target.value));
        }}
      />
    </Field>
  );
}

/** The words that stand in the column of operations: what we take each for, and what a person says instead. */
function KindWords({ sample, definition, onEdit }: RuleChoicesProps) {
  const t = useTranslations('Mapping');
  const kinds = useTranslations('OneKind');
  const words = sample.words.find(({ column }) => column === definition.columns.kind)?.words ?? [];
  if (words.length === 0) return null;
  const say = (word: string, kind: string): void => {
    const others = Object.fromEntries(Object.entries(definition.kindWords).filter(([known]) => known !== word));
    onEdit({ kindWords: kind === '' ? others : { ...others, [word]: kind as BankMappingDefinition['kindWords'][string] } });
  };
  return (
    <fieldset className="grid gap-3">
      <legend className="mb-2 text-sm font-medium text-text-soft">{t('words')}</legend>
      <div className="grid gap-3 sm:grid-cols-2 lg:grid-cols-3">
        {words.map(({ word, kind }, index) => {
          const id = `map-word-${index}`;
          const error = kind === null && definition.kindWords[word] === undefined ? t('wordUnknown') : null;
          return (
            <Field key={word} id={id} label={`«${word}»`} error={error}>
              <Select
                id={id}
                value={definition.kindWords[word] ?? ''}
                onChange={(event) => say(word, event.target.value)}
                aria-invalid={error !== null}
                aria-describedby={describedBy(id, { error })}
                options={[
                  { value: '', label: kind === null ? t('wordNothing') : t('wordIs', { kind: kinds(kind) }) },
                  ...WORDS_OF[definition.target].map((one) => ({ value: one, label: kinds(one) })),
                ]}
              />
            </Field>
          );
        })}
      </div>
    </fieldset>
  );
}
