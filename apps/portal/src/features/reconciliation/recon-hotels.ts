import { mayDo } from '@payport/domain';
import type { requireSession } from '@/server/session.ts';
import type { ReconHotel } from './recon-frame.tsx';

/** Hotels whose reconciliation the person may see. */
export const reconHotels = ({ properties }: Awaited<ReturnType<typeof requireSession>>): readonly ReconHotel[] =>
  properties
    .filter(({ role }) => mayDo(role, 'viewReconciliation'))
    .map(({ id, name, timeZone, role }) => ({ id, name, timeZone, mayWork: mayDo(role, 'reconcile') }));
