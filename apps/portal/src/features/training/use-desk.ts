import type { Payment } from '@payport/contracts';
import { useEffect, useReducer, useState } from 'react';
import { eventOf } from './lib/answer-event.ts';
import type { Attempt } from './lib/attempt.ts';
import { attemptOf, flowReducer, START, type Flow, type FlowEvent } from './lib/flow.ts';
import { followPayment } from './lib/follow-payment.ts';
import { keep, readKept, type KeptTraining } from './lib/kept-training.ts';
import { GUESTS, newConfirmation } from './lib/practice.ts';
import type { SonataClient } from './lib/sonata-client.ts';

/** Questions with the answer "never heard of it" before that is believed: the request itself may still be on its way. */
const ABSENT_AFTER = 3;
const LOOKUP_PAUSE_MS = 1_000;

const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });

const fresh = (guest: string): KeptTraining => ({ guest, confirmation: newConfirmation(), attempt: null });

/** The front desk: where it stands, and what it does about it. Nothing that was sent is ever forgotten by a reload. */
export function useDesk(property: string, client: SonataClient) {
  const [kept, setKept] = useState(() => readKept(sessionStorage, property) ?? fresh(GUESTS[0].id));
  const [flow, dispatch] = useReducer(flowReducer, kept.attempt, (attempt): Flow =>
    attempt ? flowReducer(START, { type: 'recover', attempt }) : START,
  );
  const deaf = useNews(flow, client, dispatch);
  const attempt = flow.at === 'warned' || flow.at === 'refused' ? null : attemptOf(flow);

  useEffect(() => keep(sessionStorage, property, { ...kept, attempt }), [property, kept, attempt]);

  const send = async (wish: Attempt): Promise<void> => {
    // Kept before the first byte leaves: a key that nobody remembers could not be asked about.
    keep(sessionStorage, property, { ...kept, attempt: wish });
    dispatch({ type: 'send', attempt: wish });
    dispatch(eventOf(await client.start(wish)));
  };
  const startOver = (guest: string): void => {
    dispatch({ type: 'back' });
    dispatch({ type: 'close' });
    setKept(fresh(guest));
  };
  return { flow, dispatch, deaf, send, startOver, guest: GUESTS.find(({ id }) => id === kept.guest) ?? GUESTS[0], confirmation: kept.confirmation };
}

export type Desk = ReturnType<typeof useDesk>;

/** Looks a lost payment up and follows a running one. True while nothing can be heard. */
function useNews(flow: Flow, client: SonataClient, dispatch: (event: FlowEvent) => void): boolean {
  const [deaf, setDeaf] = useState(false);
  const lostKey = flow.at === 'lost' ? flow.attempt.key : null;
  // A payment that ended while nobody looked is followed too: its stream tells what happened on the way.
  const followedId = flow.at === 'running' || flow.at === 'ended' ? flow.payment.id : null;

  useEffect(() => {
    if (lostKey === null) return undefined;
    const abort = new AbortController();
    void lookUp(client, lostKey, abort.signal, dispatch);
    return () => abort.abort();
  }, [client, lostKey, dispatch]);

  useEffect(() => {
    if (followedId === null) return undefined;
    const abort = new AbortController();
    const onPayment = (payment: Payment): void => dispatch({ type: 'payment', payment });
    void followPayment({ client, id: followedId, onPayment, onDeaf: setDeaf, pause, signal: abort.signal });
    return () => abort.abort();
  }, [client, followedId, dispatch]);

  return deaf && flow.at === 'running';
}

async function lookUp(client: SonataClient, key: string, signal: AbortSignal, dispatch: (event: FlowEvent) => void): Promise<void> {
  let unknown = 0;
  while (!signal.aborted) {
    const payment = await client.byKey(key);
    if (signal.aborted) return;
    if (payment) return dispatch({ type: 'payment', payment });
    unknown = payment === null ? unknown + 1 : 0;
    if (unknown >= ABSENT_AFTER) return dispatch({ type: 'not-known' });
    await pause(LOOKUP_PAUSE_MS, signal);
  }
}
