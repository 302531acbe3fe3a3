import type { PaymentRecord, Result } from '@payport/domain';
import type { Payments, Refusal } from '../../src/modules/payments/index.ts';
import type { DeskWorld } from './till.ts';

const TRIES = 12;
/** About the time that a hotel has to confirm. */
const CONFIRM_WITHIN_MS = 60_000;

type Decision = (payments: Payments) => Promise<Result<PaymentRecord, Refusal>>;

/** The PMS decides about a held payment: posts it, gives it up, forgets it, or does two of these at once. */
export async function decideHeld(world: DeskWorld, payment: PaymentRecord): Promise<void> {
  const { chance, faults } = world;
  const late = faults.strikes('confirmed_late');
  await world.sleep(late ? chance.between(CONFIRM_WITHIN_MS - 3_000, CONFIRM_WITHIN_MS + 3_000) : chance.between(0, 10_000));
  if (faults.strikes('never_confirmed')) return;
  if (faults.strikes('confirmed_and_rolled_back')) {
    await Promise.all([confirm(world, payment, `T-${payment.id}`), world.sleep(chance.between(0, 60)).then(() => rollBack(world, payment))]);
    return;
  }
  if (chance.percent(25)) return rollBack(world, payment);
  const kept = await confirm(world, payment, `T-${payment.id}`);
  if (kept && faults.strikes('confirmed_as_another')) {
    const other = await insist(world, (payments) => payments.confirm({ ...of(payment), postingNumber: 'T-0' }));
    if (other?.ok) world.checker.fail(12, `${payment.id} was confirmed under two numbers`);
  }
}

const of = ({ id, propertyId }: PaymentRecord) => ({ id, propertyId, actor: 'pms' });

async function confirm(world: DeskWorld, payment: PaymentRecord, postingNumber: string): Promise<boolean> {
  const answer = await insist(world, (payments) => payments.confirm({ ...of(payment), postingNumber }));
  world.trace(`desk    confirm ${answer === null ? 'unanswered' : answer.ok ? 'taken' : answer.error.code}`);
  if (answer?.ok) world.checker.twoPhase.confirmed(answer.value);
  return answer?.ok ?? false;
}

async function rollBack(world: DeskWorld, payment: PaymentRecord): Promise<void> {
  const answer = await insist(world, (payments) => payments.rollback({ ...of(payment), reason: 'guest left' }));
  world.trace(`desk    rollback ${answer === null ? 'unanswered' : answer.ok ? 'taken' : answer.error.code}`);
}

/** Until somebody answers. */
async function insist(world: DeskWorld, decision: Decision): Promise<Result<PaymentRecord, Refusal> | null> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const gateway = world.gateway();
    const answer = gateway && (await gateway.life.outcome(decision(gateway.engine.payments)));
    if (answer && 'value' in answer) return answer.value;
    await world.sleep(world.chance.between(300, 8_000));
  }
  return null;
}
