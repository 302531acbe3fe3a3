'use client';
import type { PortalPropertyDetail, RoleRefundLimit } from '@payport/contracts';
import { useLocale, useTranslations } from 'next-intl';
import { formatMoney } from '@/format/money.ts';
import { EditCard } from './edit-card.tsx';
import { limitText } from './lib/limit-text.ts';
import { LineField } from './line-field.tsx';
import { usePropertyChange } from './use-property.ts';

const idOf = ({ role, currency }: RoleRefundLimit): string => `refund-limit-${role}-${currency}`;

/** How much each role gives back of one payment without a second person. The owner’s limit is the hotel’s own. */
export function RefundLimitsCard({ property }: { property: PortalPropertyDetail }) {
  const t = useTranslations('PropertyForm');
  const roles = useTranslations('Role');
  const locale = useLocale();
  const { busy, saved, failure, save, touch } = usePropertyChange(property.id);
  const { refundLimits, limits, may } = property;
  const several = limits.length > 1;
  const label = ({ role, currency }: RoleRefundLimit): string => (several ? `${roles(role)}, ${currency}` : roles(role));
  const unset = ({ role }: RoleRefundLimit): string => t(role === 'support' ? 'refundNothing' : 'refundAsHotel');
  return (
    <EditCard
      id="refund-limits"
      title={t('refundLimits')}
      note={t('refundLimitsNote')}
      may={may.edit}
      facts={refundLimits.map((limit) => ({
        label: label(limit),
        value: limit.max === null ? unset(limit) : formatMoney(limit.max, limit.currency, locale),
      }))}
      busy={busy}
      saved={saved}
      failure={failure}
      onTouch={touch}
      onSave={(form) =>
        void save({
          refundLimits: refundLimits.map((limit) => ({
            role: limit.role,
            currency: limit.currency,
            max: limitText(String(form.get(idOf(limit)) ?? '')),
          })),
        })
      }
    >
      <p className="text-sm text-text-soft text-pretty">{t('refundOwner')}</p>
      <div className="grid gap-4 sm:grid-cols-3">
        {refundLimits.map((limit, i) => (
          <LineField
            key={idOf(limit)}
            id={idOf(limit)}
            label={label(limit)}
            placeholder={unset(limit)}
            inputMode="decimal"
            defaultValue={limit.max ?? ''}
            className="figures"
            error={failure.fields[`/refundLimits/${i}/max`]}
          />
        ))}
      </div>
    </EditCard>
  );
}
