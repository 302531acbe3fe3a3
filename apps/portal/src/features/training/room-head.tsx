import { RotateCcw } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useId } from 'react';
import { Button } from '@/components/ui/button.tsx';
import { Select } from '@/components/ui/select.tsx';
import type { TrainingPlace } from '@/server/training/training-places.ts';
import { GUESTS } from './lib/practice.ts';
import type { Room } from './use-room.ts';

interface RoomHeadProps {
  readonly room: Room;
  readonly place: TrainingPlace;
  readonly places: readonly TrainingPlace[];
  readonly onPlace: (id: string) => void;
  readonly onStartOver: (guest: string) => void;
}

/** What is practised: the hotel, the desk in it, the guest; and a way back to the beginning. */
export function RoomHead({ room: { desk, workstation, sitAt, idle }, place, places, onPlace, onStartOver }: RoomHeadProps) {
  const t = useTranslations('Training');
  return (
    <header className="flex flex-wrap items-end gap-x-3 gap-y-2">
      <div className="min-w-56 flex-1">
        <h1 className="text-2xl font-semibold tracking-tight">{t('title')}</h1>
        <p className="text-xs text-text-soft sm:truncate">{t('lead')}</p>
      </div>
      {places.length > 1 && (
        <Choice
          label={t('hotel')}
          value={place.id}
          disabled={!idle}
          onChange={onPlace}
          options={places.map(({ id, name }) => ({ value: id, label: name }))}
        />
      )}
      <Choice
        label={t('workstation')}
        value={workstation}
        disabled={!idle}
        onChange={sitAt}
        options={place.workstations.map(({ name }) => ({ value: name, label: name }))}
      />
      <Choice
        label={t('guest')}
        value={desk.guest.id}
        disabled={!idle}
        onChange={onStartOver}
        options={GUESTS.map(({ id, name, room }) => ({ value: id, label: t('guestOption', { name, room }) }))}
      />
      <Button onClick={() => onStartOver(desk.guest.id)} disabled={!idle} title={t('startOverNote')}>
        <RotateCcw aria-hidden />
        {t('startOver')}
      </Button>
    </header>
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly value: string;
  readonly disabled?: boolean;
  readonly onChange: (value: string) => void;
  readonly options: readonly { readonly value: string; readonly label: string }[];
}

function Choice({ label, value, disabled = false, onChange, options }: ChoiceProps) {
  const id = useId();
  return (
    <div className="grid min-w-36 flex-1 gap-0.5 sm:flex-none">
      <label htmlFor={id} className="text-xs text-text-soft">
        {label}
      </label>
      <Select id={id} value={value} disabled={disabled} onChange={(event) => onChange(event.target.value)} options={options} />
    </div>
  );
}
