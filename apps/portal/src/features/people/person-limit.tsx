'use client';
import type { PortalMembership, PortalPerson } from '@payport/contracts';
import { minorOfLimit } from '@payport/domain';
import { useLocale, useTranslations } from 'next-intl';
import { useRef, useState, type FormEvent } from 'react';
import { Button } from '@/components/ui/button.tsx';
import { FormAlert } from '@/features/entry/form-alert.tsx';
import { focusFirstFault, formFailure, NO_FAILURE, type FormFailure } from '@/features/entry/lib/form-faults.ts';
import { personRefundLimitUrl } from '@/features/gateway-url.ts';
import { limitText } from '@/features/properties/lib/limit-text.ts';
import { LineField } from '@/features/properties/line-field.tsx';
import { formatMoney } from '@/format/money.ts';
import { usePeopleChange } from './use-people.ts';

interface PersonLimitProps {
  readonly person: PortalPerson;
  readonly membership: PortalMembership;
  readonly hotel: string;
}

type Limit = PortalMembership['refundLimits'][number];

/** How much a person gives back of one payment without a second one, currency by currency: their role's limit, or less. */
export function PersonLimits({ membership, ...rest }: PersonLimitProps) {
  return membership.refundLimits.map((limit) =>
    membership.may.limit ? (
      <LimitForm key={limit.currency} limit={limit} membership={membership} {...rest} />
    ) : (
      <p key={limit.currency} className="text-sm text-text-soft">
        <LimitText limit={limit} />
      </p>
    ),
  );
}

/** In words, with whose limit it is. */
function LimitText({ limit: { currency, max, role } }: { limit: Limit }) {
  const t = useTranslations('People');
  const locale = useLocale();
  const sum = max ?? role;
  if (sum === null) return t('limitNone');
  if (minorOfLimit(sum, currency) === 0n) return t('limitNothing');
  return t(max === null ? 'limitOfRole' : 'limitOwn', { amount: formatMoney(sum, currency, locale) });
}

function LimitForm({ limit, person, membership: { propertyId }, hotel }: PersonLimitProps & { readonly limit: Limit }) {
  const t = useTranslations('People');
  const locale = useLocale();
  const change = usePeopleChange();
  const form = useRef<HTMLFormElement>(null);
  const [failure, setFailure] = useState<FormFailure>(NO_FAILURE);
  const [state, setState] = useState<'idle' | 'busy' | 'saved'>('idle');
  const { currency, max, role } = limit;
  const id = `limit-${propertyId}-${currency}`;
  const submit = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    setState('busy');
    setFailure(NO_FAILURE);
    const typed = limitText(String(new FormData(event.currentTarget).get(id) ?? ''));
    try {
      await change(personRefundLimitUrl(person.id), { propertyId, currency, max: typed });
      setState('saved');
    } catch (error) {
      setState('idle');
      setFailure(formFailure(error));
      focusFirstFault(form.current);
    }
  };
  return (
    <form ref={form} noValidate onSubmit={(event) => void submit(event)} aria-label={t('limitAt', { hotel, currency })} className="grid gap-1.5">
      <div className="flex flex-wrap items-end gap-2">
        <div className="min-w-48 flex-1">
          <LineField
            key={max}
            id={id}
            label={t('limit', { currency })}
            placeholder={role === null ? t('limitAny') : t('limitRole', { amount: formatMoney(role, currency, locale) })}
            inputMode="decimal"
            defaultValue={max ?? ''}
            className="figures"
            error={failure.fields['/max']}
            onChange={() => setState('idle')}
          />
        </div>
        <Button type="submit" disabled={state === 'busy'}>
          {t('limitSave')}
        </Button>
      </div>
      <p role="status" className="text-sm text-text-soft">
        {state === 'saved' ? t('limitSaved') : t('limitHint')}
      </p>
      <FormAlert failure={failure} />
    </form>
  );
}
