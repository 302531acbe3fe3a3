import { BROKEN, POSTED, SELF, type PortalRoute } from './route.ts';
import { PortalAbout, PortalSession, PortalSignedIn, PortalSignIn } from './session.ts';

const AUTH = '/portal/v1/auth';

export const SESSION_PATHS = { about: '/portal/v1/about', session: '/portal/v1/session', auth: AUTH } as const;

/** Who sits there. */
export const SESSION_ROUTES: readonly PortalRoute[] = [
  {
    method: 'get',
    path: SESSION_PATHS.about,
    operationId: 'about',
    open: true,
    serverOnly: true,
    summary: 'What the sign-in page shows before anybody has signed in',
    answers: { 200: { description: 'Version, and whether this is a demonstration', schema: PortalAbout } },
    problems: BROKEN,
  },
  {
    method: 'post',
    path: `${SESSION_PATHS.auth}/sign-in/email`,
    operationId: 'signIn',
    open: true,
    summary: 'Sign in; the session comes as a cookie. `rate-limited` says when to try again',
    body: PortalSignIn,
    answers: { 200: { description: 'Signed in', schema: PortalSignedIn } },
    problems: [
      'unauthorized',
      'second-factor-required',
      'second-factor-wrong',
      'forbidden',
      'validation-failed',
      'rate-limited',
      ...POSTED,
      ...BROKEN,
    ],
  },
  {
    method: 'post',
    path: `${SESSION_PATHS.auth}/sign-out`,
    operationId: 'signOut',
    open: true,
    summary: 'End the session; the same without one',
    answers: { 204: { description: 'Signed out' } },
    problems: ['forbidden', ...POSTED, ...BROKEN],
  },
  {
    method: 'get',
    path: SESSION_PATHS.session,
    operationId: 'session',
    summary: 'Who sits there, and where that person may look',
    answers: { 200: { description: 'The person, and their properties with terminals', schema: PortalSession } },
    problems: SELF,
  },
];
