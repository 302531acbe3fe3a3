import type { PaymentRecord } from '@payport/domain';
import type { DeskWorld } from './till.ts';

const TRIES = 6;

/** The PMS reports where it posted a payment: again where it heard nothing, and sometimes a second posting. */
export async function reportPosting(world: DeskWorld, payment: PaymentRecord): Promise<void> {
  const { faults, checker } = world;
  const first = `B-${payment.id}`;
  if (!(await report(world, payment, first))) return;
  if (faults.strikes('posted_again')) await report(world, payment, `${first}-2`);
  if (!faults.strikes('posting_repeated_late') || !(await report(world, payment, first))) return;
  const postings = checker.postingsOf(payment.id).filter((number) => number === first);
  if (postings.length !== 1) checker.fail(14, `${payment.deviceReference} was posted as ${first} ${postings.length} times`);
}

async function report(world: DeskWorld, { id, propertyId }: PaymentRecord, postingNumber: string): Promise<boolean> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const gateway = world.gateway();
    const words = { id, propertyId, postingNumber, postedAtMs: null, folioWindow: null, actor: 'pms' };
    const answer = gateway && (await gateway.life.outcome(gateway.engine.payments.reportPosting(words)));
    if (answer && 'value' in answer) {
      if (answer.value.ok && !world.checker.postingsOf(id).includes(postingNumber)) {
        world.checker.fail(14, `the posting ${postingNumber} was answered and is not kept`);
      }
      return answer.value.ok;
    }
    await world.sleep(world.chance.between(500, 10_000));
  }
  return false;
}
