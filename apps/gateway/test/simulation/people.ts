import { isFinal, type PaymentId, type PaymentRecord, type UserId } from '@payport/domain';
import { openResolution, resolvableTo, type PaymentResolutions, type Person, type ResolutionWords } from '../../src/modules/payments/index.ts';
import type { DeskWorld } from './till.ts';

const person = (name: string): Person => ({ id: `user-${name}` as UserId, name });
const [OLGA, IVAN] = [person('Ольга'), person('Иван')];
const TRIES = 6;

type Deed = (resolutions: PaymentResolutions) => ReturnType<PaymentResolutions['propose']>;

/**
 * People decide about a payment that no device can tell of. They look into the bank's ledger when all has come to rest
 * there, and say what they saw. Above the hotel's limit one proposes and another confirms.
 */
export async function decideByPeople(world: DeskWorld, payment: PaymentRecord): Promise<void> {
  const { chance } = world;
  await world.sleep(chance.between(10 * 60_000, 25 * 60_000));
  const words = await truthOf(world, payment);
  if (words) await decideTogether(world, payment, words);
}

/**
 * People have a sale that nobody knows of undone at its terminal, as long as that can be the last thing it did. True when it is
 * ordered: what becomes of it the terminal says.
 */
export async function orderUndo(world: DeskWorld, payment: PaymentRecord, anotherGuest: () => Promise<unknown>): Promise<boolean> {
  const { chance, faults } = world;
  const gateway = world.gateway();
  const undoable = gateway && (await gateway.life.outcome(gateway.engine.resolutions.isUndoable(payment)));
  if (!(undoable && 'value' in undoable && undoable.value) || !chance.percent(80)) return false;
  if (faults.strikes('undo_after_another')) await anotherGuest();
  faults.seen('undo_ordered');
  await world.sleep(chance.between(1_000, 20_000));
  await decideTogether(world, payment, { outcome: 'undo', evidence: 'the guest pays in cash', rrn: null, authCode: null });
  return true;
}

async function decideTogether(world: DeskWorld, payment: PaymentRecord, words: ResolutionWords): Promise<void> {
  const { faults, checker } = world;
  if (faults.strikes('decided_twice')) {
    // Both mean the same: one is first, and the other hears that it is over.
    await Promise.all([decide(world, payment.id, words, OLGA), decide(world, payment.id, words, IVAN)]);
  } else await decide(world, payment.id, words, OLGA);
  const durable = await eventsOf(world, payment.id);
  const open = durable && openResolution(durable);
  if (open && faults.strikes('decision_rejected')) {
    await insist(world, (resolutions) => resolutions.reject(payment.id, open.seq, 'first look again', IVAN));
    return;
  }
  if (!open) return;
  const alone = await insist(world, (resolutions) => resolutions.confirm(payment.id, open.seq, open.by));
  if (alone?.ok) checker.fail(13, `${payment.id} was decided by one person although it is above the limit`);
  const other = open.by.id === OLGA.id ? IVAN : OLGA;
  await insist(world, (resolutions) => resolutions.confirm(payment.id, open.seq, other));
}

async function decide(world: DeskWorld, id: PaymentId, words: ResolutionWords, by: Person): Promise<void> {
  const answer = await insist(world, (resolutions) => resolutions.propose(id, words, by));
  const said = answer === null ? 'unanswered' : answer.ok ? answer.value.status : answer.error.code;
  world.trace(`people  ${words.outcome}: ${said}`);
  if (answer?.ok && isFinal(answer.value.status)) world.checker.decided(answer.value);
}

/** What the bank's ledger shows; null while a device may still change it. */
async function truthOf(world: DeskWorld, { id, deviceReference }: PaymentRecord): Promise<ResolutionWords | null> {
  const { checker } = world;
  const events = await eventsOf(world, id);
  if (events === null || world.isOnDevice(deviceReference)) return null;
  const entry = checker.standing(deviceReference);
  if (entry) {
    const rrn = world.chance.percent(80) ? entry.rrn : null;
    return { outcome: 'approved', evidence: 'it is in the ledger', rrn, authCode: entry.authCode };
  }
  const possible = resolvableTo('manual_review', events, false);
  const outcome = possible.includes('reversed') ? 'reversed' : world.chance.pick(['failed', 'declined'] as const);
  return { outcome, evidence: 'it is not in the ledger', rrn: null, authCode: null };
}

async function eventsOf(world: DeskWorld, id: PaymentId) {
  const gateway = world.gateway();
  const answer = gateway && (await gateway.life.outcome(gateway.engine.payments.events(id)));
  return answer && 'value' in answer ? answer.value : null;
}

async function insist(world: DeskWorld, deed: Deed): Promise<Awaited<ReturnType<Deed>> | null> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const gateway = world.gateway();
    const answer = gateway && (await gateway.life.outcome(deed(gateway.engine.resolutions)));
    if (answer && 'value' in answer) return answer.value;
    await world.sleep(world.chance.between(1_000, 20_000));
  }
  return null;
}
