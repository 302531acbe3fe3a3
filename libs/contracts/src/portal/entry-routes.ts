import {
  PortalEntered,
  PortalInvitationAccept,
  PortalInvitationState,
  PortalLink,
  PortalReset,
  PortalResetRequest,
  PortalResetState,
  PortalSetup,
  PortalSetupState,
} from './entry.ts';
import { BROKEN, POSTED, type PortalRoute } from './route.ts';

const ROOT = '/portal/v1';

export const ENTRY_PATHS = {
  setup: `${ROOT}/setup`,
  setupLink: `${ROOT}/setup/link`,
  invitation: `${ROOT}/invitation`,
  invitationLink: `${ROOT}/invitation/link`,
  passwordReset: `${ROOT}/password-reset`,
  passwordResetLink: `${ROOT}/password-reset/link`,
  passwordResetRequest: `${ROOT}/password-reset/request`,
} as const;

/** Every way in by a link asks for a body, and answers the same for a link that never was, is used, revoked or too old. */
const BY_LINK = ['forbidden', 'validation-failed', 'link-not-valid', ...POSTED, ...BROKEN] as const;

/** Coming in by a one-time link. The token travels in bodies only, so that no log of addresses holds it. */
export const ENTRY_ROUTES: readonly PortalRoute[] = [
  {
    method: 'post',
    path: ENTRY_PATHS.setupLink,
    operationId: 'setupLink',
    open: true,
    summary: 'What the set-up page has to ask for',
    body: PortalLink,
    answers: { 200: { description: 'The link works', schema: PortalSetupState } },
    problems: BY_LINK,
  },
  {
    method: 'post',
    path: ENTRY_PATHS.setup,
    operationId: 'setup',
    open: true,
    summary: 'Become the owner; the session comes as a cookie',
    body: PortalSetup,
    answers: { 201: { description: 'Signed in', schema: PortalEntered } },
    problems: [...BY_LINK, 'rate-limited'],
  },
  {
    method: 'post',
    path: ENTRY_PATHS.invitationLink,
    operationId: 'invitationLink',
    open: true,
    summary: 'Who is invited, and to what',
    body: PortalLink,
    answers: { 200: { description: 'The link works', schema: PortalInvitationState } },
    problems: BY_LINK,
  },
  {
    method: 'post',
    path: ENTRY_PATHS.invitation,
    operationId: 'acceptInvitation',
    open: true,
    summary: 'Accept: as a new person with a new password, or as a known one with that account’s password',
    body: PortalInvitationAccept,
    answers: { 201: { description: 'Signed in', schema: PortalEntered } },
    problems: [...BY_LINK, 'unauthorized', 'rate-limited'],
  },
  {
    method: 'post',
    path: ENTRY_PATHS.passwordResetLink,
    operationId: 'passwordResetLink',
    open: true,
    summary: 'Whose password it is',
    body: PortalLink,
    answers: { 200: { description: 'The link works', schema: PortalResetState } },
    problems: BY_LINK,
  },
  {
    method: 'post',
    path: ENTRY_PATHS.passwordReset,
    operationId: 'resetPassword',
    open: true,
    summary: 'Set a new password; every session of the person ends',
    body: PortalReset,
    answers: { 204: { description: 'Done; sign in with it' } },
    problems: [...BY_LINK, 'rate-limited'],
  },
  {
    method: 'post',
    path: ENTRY_PATHS.passwordResetRequest,
    operationId: 'requestPasswordReset',
    open: true,
    summary: 'Mail a link to set a new password, if there is such a person; the answer is the same if there is not',
    body: PortalResetRequest,
    answers: { 202: { description: 'Whatever can be done will be' } },
    problems: ['forbidden', 'validation-failed', 'mail-not-configured', 'rate-limited', ...POSTED, ...BROKEN],
  },
];
