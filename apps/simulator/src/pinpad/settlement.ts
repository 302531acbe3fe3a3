import { renderSettlement } from '../slip/report-slip.ts';
import type { Delivery } from './answer.ts';
import type { Fault } from './fault.ts';
import type { Pinpad } from './pinpad.ts';
import { CODE } from './result-codes.ts';
import { report } from './service-orders.ts';

const DROP: Delivery = { type: 'drop' };
const DIE: Delivery = { type: 'die' };

/**
 * Close of the day: the host's totals, and an empty batch. A device that cannot read its own tape can still settle, and
 * forgets by it. The last slip stays: a close whose answer was lost is read from it.
 */
export async function settle(pad: Pinpad, requestId: string | null): Promise<Delivery> {
  const fault = pad.faults.take('settlement');
  if (fault?.fault === 'no_link') return DROP;
  if (fault?.fault === 'reboot') {
    pad.power.reboot(fault.ms);
    return DROP;
  }
  if (fault?.fault === 'decline') return pad.files(pad.answer(fault.code), requestId, null, pad.earlier());
  pad.state = 'authorizing';
  if (fault?.fault === 'slow') await pad.ports.clock.sleep(fault.ms);
  await pad.undoSuspended();
  const { change } = pad.ports.bank.settle(pad.profile.tid);
  const slip = renderSettlement(contentOf(pad, fault), fault?.fault !== 'wrong_totals');
  const earlier = pad.earlier();
  await pad.commit(change, [{ type: 'settled', slip: fault?.fault === 'unreadable' ? null : slip, requestId }]);
  if (fault?.fault === 'die_before_file' || fault?.fault === 'unreadable') return DIE;
  if (fault?.fault === 'lost_reply') return DROP;
  return pad.files(pad.answer(CODE.approved, { slip }), requestId, fault, earlier);
}

/** One kopeck more, on the newest operation: the difference that nobody should overlook. */
function contentOf(pad: Pinpad, fault: Fault | null): ReturnType<typeof report> {
  const content = report(pad);
  if (fault?.fault !== 'wrong_totals') return content;
  const [newest] = content.entries.slice(-1);
  return newest === undefined
    ? content
    : { ...content, entries: [...content.entries.slice(0, -1), { ...newest, amountMinor: newest.amountMinor + 1n }] };
}
