import { PORTAL_PATHS, PortalSession, UNATTENDED_HEADER, type PortalProperty } from '@payport/contracts';
import { portalConfig } from '../env.ts';
import { only } from '../header-list.ts';
import { trainingConfig, type TrainingConfig, type TrainingProperty } from './training-config.ts';

/** ms */
const ANSWER_LIMIT_MS = 10_000;

/** Who may not, and how the door says it. */
export type Refusal = { readonly status: 401 | 403 | 404 | 503; readonly code: 'unauthorized' | 'forbidden' | 'not-found' | 'unavailable' };
export type Admission = { readonly config: TrainingConfig; readonly property: TrainingProperty } | Refusal;

const NOT_FOUND: Refusal = { status: 404, code: 'not-found' };

/** An auditor looks and does nothing, so there is nothing to train. */
export const mayTrain = ({ role }: Pick<PortalProperty, 'role'>): boolean => role !== 'auditor';

/** May this visitor train at this hotel? Asked for every call, so that a right that was taken away is gone at once. */
export async function admitTrainee(request: Request, propertyId: string): Promise<Admission> {
  const config = trainingConfig();
  const property = config?.properties.find(({ id }) => id === propertyId);
  if (!config || !property) return NOT_FOUND;
  const answer = await fetch(portalConfig().gatewayUrl + PORTAL_PATHS.session, {
    headers: { ...only(request.headers, ['cookie', 'user-agent', 'x-forwarded-for', UNATTENDED_HEADER]), accept: 'application/json' },
    cache: 'no-store',
    redirect: 'manual',
    signal: AbortSignal.any([request.signal, AbortSignal.timeout(ANSWER_LIMIT_MS)]),
  });
  if (answer.status === 401) return { status: 401, code: 'unauthorized' };
  const session = PortalSession.safeParse(await answer.json().catch(() => null));
  if (!answer.ok || !session.success) return { status: 503, code: 'unavailable' };
  const membership = session.data.properties.find(({ id }) => id === propertyId);
  if (!membership) return NOT_FOUND;
  return mayTrain(membership) && !session.data.secondFactorNeeded ? { config, property } : { status: 403, code: 'forbidden' };
}
