import { MAX_PASSWORD_LENGTH, MIN_PASSWORD_LENGTH } from '@payport/domain';
import type { Logger } from '@payport/logging';
import { betterAuth } from 'better-auth';
import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import { AUTH_PATH, CLIENT_ADDRESS_HEADER } from './auth-paths.ts';
import { portalOrigins } from './same-origin.ts';

export interface AuthOptions {
  readonly pool: Pool;
  readonly portalUrl: string;
  readonly secret: string;
  /** A session ends for good after this long, used or not, ms. */
  readonly sessionMaxMs: number;
  readonly log: Pick<Logger, 'error'>;
}

export type Auth = ReturnType<typeof createAuth>;

/** The library's names for a way to sign in, and ours. */
const ACCOUNT_COLUMNS = {
  userId: 'user_id',
  accountId: 'account_id',
  providerId: 'provider_id',
  accessToken: 'access_token',
  refreshToken: 'refresh_token',
  idToken: 'id_token',
  accessTokenExpiresAt: 'access_token_expires_at',
  refreshTokenExpiresAt: 'refresh_token_expires_at',
  createdAt: 'created_at',
  updatedAt: 'updated_at',
} as const;

/**
 * Identity only: who signs in, and whose session a cookie is. Roles are ours, and so are the limits on sign-in, which
 * better-auth counts by address alone.
 */
export function createAuth({ pool, portalUrl, secret, sessionMaxMs, log }: AuthOptions) {
  const secure = portalUrl.startsWith('https:');
  return betterAuth({
    appName: 'PayPort',
    baseURL: portalUrl,
    basePath: AUTH_PATH,
    secret,
    database: pool,
    trustedOrigins: [...portalOrigins(portalUrl)],
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: MIN_PASSWORD_LENGTH,
      maxPasswordLength: MAX_PASSWORD_LENGTH,
    },
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    user: {
      modelName: 'app_user',
      fields: { emailVerified: 'email_verified', createdAt: 'created_at', updatedAt: 'updated_at' },
    },
    session: {
      modelName: 'user_session',
      expiresIn: sessionMaxMs / 1000,
      disableSessionRefresh: true,
      // Off: a session that was ended must stop at once.
      cookieCache: { enabled: false },
      fields: {
        userId: 'user_id',
        expiresAt: 'expires_at',
        ipAddress: 'ip_address',
        userAgent: 'user_agent',
        createdAt: 'created_at',
        updatedAt: 'updated_at',
      },
      additionalFields: {
        lastSeenAt: { type: 'date', required: false, input: false, fieldName: 'last_seen_at', defaultValue: () => new Date() },
        provenAt: { type: 'date', required: false, input: false, fieldName: 'proven_at', defaultValue: () => new Date() },
      },
    },
    account: {
      modelName: 'user_account',
      fields: ACCOUNT_COLUMNS,
    },
    verification: {
      modelName: 'user_verification',
      fields: { expiresAt: 'expires_at', createdAt: 'created_at', updatedAt: 'updated_at' },
    },
    advanced: {
      database: { generateId: () => randomUUID() },
      // The prefix makes browsers refuse the cookie from anywhere but this very host; it is allowed with https only.
      // (`useSecureCookies` would put `__Secure-` before it.)
      useSecureCookies: false,
      cookiePrefix: secure ? '__Host-payport' : 'payport',
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax', path: '/', secure },
      // Said aloud because the library turns both off by itself where it believes to be in a test.
      disableCSRFCheck: false,
      disableOriginCheck: false,
      ipAddress: { ipAddressHeaders: [CLIENT_ADDRESS_HEADER] },
    },
    logger: {
      level: 'error',
      // Only the words: what comes beside them may hold the request.
      log: (_level, message) => log.error({ library: 'better-auth', detail: message }, 'sign_in_library'),
    },
  });
}
