import { NewInvitation, PersonRefundLimitChange, PersonRemoval, PortalEndedSessions, PortalMadeLink, PortalPeople, RoleChange } from './people.ts';
import { CLOSED, POSTED, type PortalRoute } from './route.ts';

const PEOPLE = '/portal/v1/people';

export const PEOPLE_PATHS = {
  people: PEOPLE,
  invitations: `${PEOPLE}/invitations`,
  revokeInvitation: (id: string) => `${PEOPLE}/invitations/${id}/revoke`,
  personRole: (id: string) => `${PEOPLE}/${id}/role`,
  personRefundLimit: (id: string) => `${PEOPLE}/${id}/refund-limit`,
  removePerson: (id: string) => `${PEOPLE}/${id}/remove`,
  personResetLink: (id: string) => `${PEOPLE}/${id}/reset-link`,
  removePersonSecondFactor: (id: string) => `${PEOPLE}/${id}/remove-second-factor`,
  endSessions: (id: string) => `${PEOPLE}/${id}/end-sessions`,
} as const;

const WITH_BODY = ['validation-failed', ...POSTED] as const;

/** Who works where: for owners, managers and auditors. */
export const PEOPLE_ROUTES: readonly PortalRoute[] = [
  {
    method: 'get',
    path: PEOPLE_PATHS.people,
    operationId: 'people',
    summary: 'People and open invitations of the hotels that the asking person looks after or audits',
    answers: { 200: { description: 'All of them', schema: PortalPeople } },
    problems: [...CLOSED, 'forbidden'],
  },
  {
    method: 'post',
    path: PEOPLE_PATHS.invitations,
    operationId: 'invite',
    summary: 'Invite somebody; the link is told once, and mailed where mail is configured',
    body: NewInvitation,
    answers: { 201: { description: 'The link', schema: PortalMadeLink } },
    problems: [...CLOSED, 'forbidden', 'step-up-required', 'not-found', 'already-member', 'already-invited', ...WITH_BODY],
  },
  {
    method: 'post',
    path: PEOPLE_PATHS.revokeInvitation('{id}'),
    operationId: 'revokeInvitation',
    summary: 'End an invitation that nobody has accepted',
    answers: { 204: { description: 'Ended' } },
    problems: [...CLOSED, 'forbidden', 'not-found', ...POSTED],
  },
  {
    method: 'post',
    path: PEOPLE_PATHS.personRole('{id}'),
    operationId: 'changeRole',
    summary: 'Give a person another role at one hotel',
    body: RoleChange,
    answers: { 204: { description: 'Done' } },
    problems: [...CLOSED, 'forbidden', 'step-up-required', 'not-found', 'last-owner', ...WITH_BODY],
  },
  {
    method: 'post',
    path: PEOPLE_PATHS.personRefundLimit('{id}'),
    operationId: 'changePersonRefundLimit',
    summary: 'Keep a person’s refunds without a second person below what the role gives, or lift that',
    body: PersonRefundLimitChange,
    answers: { 204: { description: 'Done' } },
    problems: [...CLOSED, 'forbidden', 'step-up-required', 'not-found', ...WITH_BODY],
  },
  {
    method: 'post',
    path: PEOPLE_PATHS.removePerson('{id}'),
    operationId: 'removePerson',
    summary: 'Take a person’s access to one hotel away',
    body: PersonRemoval,
    answers: { 204: { description: 'Done' } },
    problems: [...CLOSED, 'forbidden', 'step-up-required', 'not-found', 'last-owner', ...WITH_BODY],
  },
  {
    method: 'post',
    path: PEOPLE_PATHS.personResetLink('{id}'),
    operationId: 'personResetLink',
    summary: 'Make a link by which the person sets a new password',
    answers: { 201: { description: 'The link', schema: PortalMadeLink } },
    problems: [...CLOSED, 'forbidden', 'step-up-required', 'not-found', ...POSTED],
  },
  {
    method: 'post',
    path: PEOPLE_PATHS.removePersonSecondFactor('{id}'),
    operationId: 'removeSecondFactor',
    summary: 'Switch a person’s second factor off: for who has lost the phone and the recovery codes',
    answers: { 204: { description: 'Off' } },
    problems: [...CLOSED, 'forbidden', 'step-up-required', 'not-found', 'second-factor-off', ...POSTED],
  },
  {
    method: 'post',
    path: PEOPLE_PATHS.endSessions('{id}'),
    operationId: 'endSessions',
    summary: 'Sign a person out everywhere',
    answers: { 200: { description: 'How many sessions ended', schema: PortalEndedSessions } },
    problems: [...CLOSED, 'forbidden', 'not-found', ...POSTED],
  },
];
