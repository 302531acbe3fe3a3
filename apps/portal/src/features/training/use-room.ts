import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useLocale, useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import type { TrainingPlace } from '@/server/training/training-places.ts';
import type { Attempt } from './lib/attempt.ts';
import { BankClient } from './lib/bank-client.ts';
import { CallLog } from './lib/call-log.ts';
import { stayOf, type FolioWindow } from './lib/practice.ts';
import { SonataClient } from './lib/sonata-client.ts';
import { useDesk } from './use-desk.ts';

/** A person acts as the guest in the orders that begin within this time; then the device works by itself again. */
const BY_HAND_SECONDS = 30;
/** How often the terminals are asked for while one is to be chosen, and otherwise; ms. */
const CHOOSING_MS = 3_000;
const IDLE_MS = 20_000;

/** Everything that desk and guest share: the two clients, the reservation, the terminal, who plays the guest. */
export function useRoom(place: TrainingPlace, cashier: string) {
  const t = useTranslations('Training');
  const locale = useLocale();
  const [log] = useState(() => new CallLog());
  const door = `/api/training/${place.id}`;
  const [client] = useState(() => new SonataClient({ door, locale, log, keyPlace: t('apiKeyPlace') }));
  const [bank] = useState(() => new BankClient(door));
  const desk = useDesk(place.id, client);
  const [workstation, setWorkstation] = useState(place.workstations[0]?.name ?? '');
  const [picked, setPicked] = useState<string | null>(null);
  const [folioWindow, setFolioWindow] = useState<FolioWindow>('1');
  const [byHand, setByHand] = useState(true);
  const { flow, guest, confirmation } = desk;

  const choosing = flow.at === 'eft' || flow.at === 'refused' || flow.at === 'warned';
  const terminals = useQuery({
    queryKey: ['training-terminals', place.id, workstation],
    queryFn: ({ signal }) => client.terminals(workstation, signal),
    refetchInterval: choosing ? CHOOSING_MS : IDLE_MS,
    staleTime: 0,
  });
  const attempted = 'attempt' in flow && !choosing ? flow.attempt.body.terminalId : null;
  const own = place.workstations.find(({ name }) => name === workstation)?.terminalId ?? null;
  const terminalId = attempted ?? picked ?? terminals.data?.[0]?.id ?? own;
  useFreshFolio(flow.at === 'running' || flow.at === 'ended' ? `${flow.payment.id} ${flow.payment.status}` : flow.at);

  const attemptFor = (amount: string, terminal: string): Attempt => ({
    key: crypto.randomUUID(),
    startedAtMs: Date.now(),
    body: {
      terminalId: terminal,
      amount,
      currency: place.currency,
      reservation: { confirmationNumber: confirmation, guestName: guest.name, room: guest.room, ...stayOf(guest, place.timeZone, new Date()) },
      folio: { window: folioWindow, name: guest.name },
      cashier,
      workstation,
    },
  });
  const send = async (attempt: Attempt): Promise<void> => {
    // Without the simulated bank's word the device simply keeps the mode that it is in.
    await bank.mode(attempt.body.terminalId, byHand ? { manual: true, forSeconds: BY_HAND_SECONDS } : { manual: false }).catch(() => undefined);
    await desk.send({ ...attempt, startedAtMs: Date.now() });
  };
  const sitAt = (name: string): void => {
    setWorkstation(name);
    setPicked(null);
  };
  /** Nothing is under way, so guest and desk may change. */
  const idle = flow.at === 'advance' || flow.at === 'ended' || choosing;
  return {
    log,
    client,
    bank,
    desk,
    workstation,
    sitAt,
    folioWindow,
    setFolioWindow,
    byHand,
    setByHand,
    terminals,
    terminalId,
    setPicked,
    attemptFor,
    send,
    idle,
  };
}

export type Room = ReturnType<typeof useRoom>;

/** Reads the folio again whenever the desk has moved on. */
function useFreshFolio(moment: string): void {
  const queries = useQueryClient();
  useEffect(() => void queries.invalidateQueries({ queryKey: ['training-folio'] }), [queries, moment]);
}
