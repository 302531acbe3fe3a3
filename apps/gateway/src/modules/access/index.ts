export { AccessModule } from './access.module.ts';
export { clientAddress } from './auth-request.ts';
export { createUser, grantMembership, type NewUser } from './create-user.ts';
export { PortalSignIn, tooMany } from './portal-sign-in.ts';
export { IDLE_LIMIT_MS } from './session-limits.ts';
export { SignInAttempts } from './sign-in-attempts.ts';
export { PortalAccess, PortalPublic, type PortalAccessRule } from './portal-access.ts';
export { portalUserOf, type PortalUser } from './portal-user.ts';
export { NOT_YOURS, WRONG_SIGN_IN } from './access-texts.ts';
