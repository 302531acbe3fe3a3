import type { Clock, Random } from '@payport/domain';
import type { TargetGuard } from '../target/target-guard.ts';
import type { PostMessage } from '../wire/post-message.ts';
import type { AttemptEnd, ClaimedDelivery, DeliveryStore } from './delivery-store.ts';
import { clearEndpointAlarms, raiseEndpointAlarm } from './endpoint-alarms.ts';
import { bodyOf, messageOf, type BodyPorts } from './message-body.ts';
import { nextAttemptMs } from './retry-plan.ts';
import type { SecretBox } from './secret-box.ts';
import { signedHeaders } from './webhook-signature.ts';

/** What came of an attempt, for the metrics. */
export type DeliveryResult = 'delivered' | 'failed' | 'given_up';

export interface AttemptPorts extends BodyPorts {
  readonly store: DeliveryStore;
  readonly guard: Pick<TargetGuard, 'check'>;
  readonly secrets: Pick<SecretBox, 'open'>;
  readonly post: PostMessage;
  readonly clock: Pick<Clock, 'now' | 'monotonic'>;
  readonly random: Random;
}

const GONE = 410;

/** Tries once to tell one receiver one thing, and writes down what came of it. Null: there was nothing left to tell. */
export async function attempt(ports: AttemptPorts, delivery: ClaimedDelivery, signal: AbortSignal): Promise<DeliveryResult | null> {
  const { clock, store } = ports;
  const [atMs, began] = [clock.now(), clock.monotonic()];
  const message = await messageOf(ports, delivery.outbox, delivery.language, atMs);
  if (!message) {
    await store.end(delivery, null, { to: 'cancelled', nextMs: null });
    return null;
  }
  const answer = await send(ports, delivery, bodyOf(message), signal);
  // A gateway that stops has not tried: somebody else does it when the lease ends.
  if (answer.error === 'stopped') return null;
  return record(ports, delivery, { ...answer, atMs, durationMs: clock.monotonic() - began });
}

type Sent = Pick<AttemptEnd, 'status' | 'error'>;

async function send({ guard, secrets, post, clock }: AttemptPorts, delivery: ClaimedDelivery, body: string, signal: AbortSignal): Promise<Sent> {
  const keys = delivery.secrets.map((sealed) => secrets.open(sealed, delivery.endpointId)).filter((key) => key !== null);
  if (keys.length === 0) return { status: null, error: 'secret' };
  const target = await guard.check(delivery.url);
  if (!target.ok) return { status: null, error: target.error };
  const signed = signedHeaders({ id: delivery.id, atSeconds: Math.floor(clock.now() / 1000), body }, keys);
  const headers = { ...signed, 'content-type': 'application/json; charset=utf-8', 'user-agent': 'PayPort-Webhooks/1' };
  const answer = await post({ ...target.value, headers, body }, signal);
  return answer.kind === 'answered' ? { status: answer.status, error: null } : { status: null, error: answer.why };
}

async function record(ports: AttemptPorts, delivery: ClaimedDelivery, end: AttemptEnd): Promise<DeliveryResult> {
  const { store, clock, random } = ports;
  const { endpointId, url } = delivery;
  const about = { endpointId, url, propertyId: delivery.outbox.propertyId };
  if (end.status !== null && end.status >= 200 && end.status < 300) {
    const clear = (db: Parameters<typeof clearEndpointAlarms>[0]) => clearEndpointAlarms(db, endpointId, ['webhook_given_up'], clock.now());
    await store.end(delivery, end, { to: 'delivered', nextMs: null }, clear);
    return 'delivered';
  }
  if (end.status === GONE) {
    await store.end(delivery, end, { to: 'given_up', nextMs: null }, async (db) => {
      if (await store.switchOff(db, endpointId)) await raiseEndpointAlarm(db, ports, about, 'webhook_gone');
    });
    return 'given_up';
  }
  const nextMs = nextAttemptMs(delivery.tries, delivery.startedAtMs, clock.now(), random);
  if (nextMs !== null) {
    await store.end(delivery, end, { to: 'pending', nextMs });
    return 'failed';
  }
  await store.end(delivery, end, { to: 'given_up', nextMs: null }, (db) => raiseEndpointAlarm(db, ports, about, 'webhook_given_up'));
  return 'given_up';
}
