import { FactorConfirmation, PortalAccount, PortalFactorSecret, PortalRecoveryCodes, Proof, SessionsEnd } from './account.ts';
import { PortalEndedSessions } from './people.ts';
import { POSTED, SELF, type PortalRoute } from './route.ts';

const ACCOUNT = '/portal/v1/account';

export const ACCOUNT_PATHS = {
  account: ACCOUNT,
  prove: `${ACCOUNT}/prove`,
  beginSecondFactor: `${ACCOUNT}/second-factor`,
  confirmSecondFactor: `${ACCOUNT}/second-factor/confirm`,
  removeSecondFactor: `${ACCOUNT}/second-factor/remove`,
  renewRecoveryCodes: `${ACCOUNT}/recovery-codes`,
  endOwnSession: (id: string) => `${ACCOUNT}/sessions/${id}/end`,
  endOwnSessions: `${ACCOUNT}/sessions/end`,
} as const;

/** Every changing route refuses requests from other sites. */
const CHANGED = [...SELF, 'forbidden', ...POSTED] as const;
const WITH_BODY = [...CHANGED, 'validation-failed'] as const;

/** The person's own account: second factor, sessions, and proving who one is. */
export const ACCOUNT_ROUTES: readonly PortalRoute[] = [
  {
    method: 'get',
    path: ACCOUNT_PATHS.account,
    operationId: 'account',
    summary: 'Second factor and sessions of the person who asks',
    answers: { 200: { description: 'The account', schema: PortalAccount } },
    problems: SELF,
  },
  {
    method: 'post',
    path: ACCOUNT_PATHS.prove,
    operationId: 'prove',
    summary: 'Show again who one is; for ten minutes the session may do what answers `step-up-required` else',
    body: Proof,
    answers: { 204: { description: 'Proven' } },
    problems: [...WITH_BODY, 'second-factor-wrong', 'rate-limited'],
  },
  {
    method: 'post',
    path: ACCOUNT_PATHS.beginSecondFactor,
    operationId: 'beginSecondFactor',
    summary: 'A new secret for an authenticator app; it counts once a code of it was confirmed',
    answers: { 201: { description: 'The secret, this once', schema: PortalFactorSecret } },
    problems: [...CHANGED, 'step-up-required', 'second-factor-on'],
  },
  {
    method: 'post',
    path: ACCOUNT_PATHS.confirmSecondFactor,
    operationId: 'confirmSecondFactor',
    summary: 'Switch the second factor on with a first code',
    body: FactorConfirmation,
    answers: { 200: { description: 'Recovery codes, this once', schema: PortalRecoveryCodes } },
    problems: [...WITH_BODY, 'step-up-required', 'second-factor-wrong', 'rate-limited'],
  },
  {
    method: 'post',
    path: ACCOUNT_PATHS.removeSecondFactor,
    operationId: 'removeOwnSecondFactor',
    summary: 'Switch the second factor off, unless a hotel asks for it',
    answers: { 204: { description: 'Off' } },
    problems: [...CHANGED, 'step-up-required', 'second-factor-off', 'second-factor-kept'],
  },
  {
    method: 'post',
    path: ACCOUNT_PATHS.renewRecoveryCodes,
    operationId: 'renewRecoveryCodes',
    summary: 'New recovery codes; the former ones end',
    answers: { 200: { description: 'Recovery codes, this once', schema: PortalRecoveryCodes } },
    problems: [...CHANGED, 'step-up-required', 'second-factor-off'],
  },
  {
    method: 'post',
    path: ACCOUNT_PATHS.endOwnSession('{id}'),
    operationId: 'endOwnSession',
    summary: 'End one of the person’s own sessions',
    answers: { 204: { description: 'Ended' } },
    problems: [...CHANGED, 'not-found'],
  },
  {
    method: 'post',
    path: ACCOUNT_PATHS.endOwnSessions,
    operationId: 'endOwnSessions',
    summary: 'End all of the person’s own sessions, or all but this one',
    body: SessionsEnd,
    answers: { 200: { description: 'How many there were', schema: PortalEndedSessions } },
    problems: WITH_BODY,
  },
];
