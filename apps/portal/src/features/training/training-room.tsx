'use client';
import { useLocale, useTranslations } from 'next-intl';
import { useState } from 'react';
import type { TrainingPlace } from '@/server/training/training-places.ts';
import { BelowDesk } from './desk/below-desk.tsx';
import { ReservationHead } from './desk/reservation-head.tsx';
import { SonataWindow } from './desk/sonata-window.tsx';
import { typedAmount, withKopecks } from './lib/amount-text.ts';
import { GuestSide } from './pad/guest-side.tsx';
import { RoomHead } from './room-head.tsx';
import { useRoom } from './use-room.ts';

interface TrainingRoomProps {
  readonly place: TrainingPlace;
  readonly places: readonly TrainingPlace[];
  readonly onPlace: (id: string) => void;
  readonly cashier: string;
}

/** One hotel's practice: the desk at the left, the guest's terminal at the right. */
export function TrainingRoom({ place, places, onPlace, cashier }: TrainingRoomProps) {
  const t = useTranslations('Training');
  const locale = useLocale();
  const room = useRoom(place, cashier);
  const [amountText, setAmountText] = useState('');
  const { client, bank, log, desk, terminals, terminalId, folioWindow, idle } = room;
  const { flow, guest, confirmation } = desk;
  const startOver = (guestId: string): void => {
    desk.startOver(guestId);
    setAmountText('');
    log.clear();
  };
  return (
    <div className="mx-auto flex max-w-[100rem] flex-col gap-3 px-4 py-4 sm:px-6 lg:h-dvh lg:min-h-[47rem] lg:py-3">
      <RoomHead room={room} place={place} places={places} onPlace={onPlace} onStartOver={startOver} />
      <div className="grid min-h-0 flex-1 grid-cols-[minmax(0,1fr)] gap-3 lg:grid-cols-[minmax(0,1fr)_26rem] lg:gap-4">
        <section aria-label={t('desk')} className="flex min-h-0 min-w-0 flex-col overflow-hidden rounded-lg border border-line bg-surface">
          <ReservationHead
            guest={guest}
            confirmation={confirmation}
            timeZone={place.timeZone}
            window={folioWindow}
            onWindow={room.setFolioWindow}
            locked={!idle}
          />
          <SonataWindow
            desk={desk}
            client={client}
            place={place}
            amountText={amountText}
            onAmountText={setAmountText}
            terminals={terminals.data ?? []}
            terminalsBroken={terminals.isError}
            terminalId={terminalId}
            onTerminal={room.setPicked}
            onStart={(amount, terminal) => void room.send(room.attemptFor(amount, terminal))}
            onSend={(attempt) => void room.send(attempt)}
          />
          <BelowDesk client={client} log={log} place={place} guest={guest} confirmation={confirmation} />
        </section>
        <GuestSide
          bank={bank}
          terminalId={terminalId}
          terminalName={terminals.data?.find(({ id }) => id === terminalId)?.name ?? null}
          busy={flow.at === 'sending' || flow.at === 'running'}
          byHand={room.byHand}
          onByHand={room.setByHand}
          onKopecks={flow.at === 'advance' ? (kopecks) => setAmountText(typedAmount(withKopecks(amountText, kopecks), locale)) : null}
        />
      </div>
    </div>
  );
}
