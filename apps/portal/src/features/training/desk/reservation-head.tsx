import { useLocale, useTranslations } from 'next-intl';
import { useId, type ReactNode } from 'react';
import { Select } from '@/components/ui/select.tsx';
import { localMoment } from '@/format/moment.ts';
import { FOLIO_WINDOWS, stayOf, type FolioWindow, type PracticeGuest } from '../lib/practice.ts';

interface ReservationHeadProps {
  readonly guest: PracticeGuest;
  readonly confirmation: string;
  readonly timeZone: string;
  readonly window: FolioWindow;
  readonly onWindow: (window: FolioWindow) => void;
  /** While an operation runs, its folio window stays as it was sent. */
  readonly locked: boolean;
}

/** The head of a reservation in the PMS: who, where, from when until when, and into which window of the folio. */
export function ReservationHead({ guest, confirmation, timeZone, window, onWindow, locked }: ReservationHeadProps) {
  const t = useTranslations('Training');
  const locale = useLocale();
  const id = useId();
  const { arrival, departure } = stayOf(guest, timeZone, new Date());
  return (
    <header className="border-b border-line bg-sunken">
      <p className="flex items-center gap-2 border-b border-line px-4 py-1.5 text-xs text-text-soft">
        <span aria-hidden className="flex gap-1">
          <span className="size-2 rounded-full bg-line-strong" />
          <span className="size-2 rounded-full bg-line" />
        </span>
        <span className="min-w-0 flex-1 truncate max-sm:hidden">{t('windowTitle')}</span>
        <span className="whitespace-nowrap">
          {t('confirmation')} <span className="font-mono font-medium text-text">{confirmation}</span>
        </span>
      </p>
      <div className="flex flex-wrap items-end gap-x-5 gap-y-2 px-4 pt-1.5 pb-2.5">
        <div className="min-w-32 flex-1">
          <p className="overline-label">{t('guest')}</p>
          <p className="truncate text-lg font-semibold">{guest.name}</p>
        </div>
        <dl className="flex flex-wrap gap-x-5 gap-y-2">
          <Fact name={t('room')}>{guest.room}</Fact>
          <Fact name={t('arrival')}>{dayOf(arrival, locale)}</Fact>
          <Fact name={t('departure')}>{dayOf(departure, locale)}</Fact>
        </dl>
        <div className="w-36">
          <label htmlFor={id} className="overline-label block">
            {t('folioWindow')}
          </label>
          <Select
            id={id}
            value={window}
            disabled={locked}
            onChange={(event) => onWindow(event.target.value === '2' ? '2' : '1')}
            options={FOLIO_WINDOWS.map((value) => ({ value, label: t(value === '1' ? 'folioWindow1' : 'folioWindow2') }))}
          />
        </div>
      </div>
    </header>
  );
}

/** A day of the stay; its year is this one or the next. */
const dayOf = (day: string, locale: string): string => localMoment(`${day}T12:00:00Z`, 'UTC', locale).shortDate;

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt className="overline-label">{name}</dt>
      <dd className="figures leading-6 font-medium whitespace-nowrap">{children}</dd>
    </div>
  );
}
