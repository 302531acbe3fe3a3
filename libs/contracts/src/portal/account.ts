import { z } from 'zod';

const Code = z.string().min(1).max(20).describe('Six digits of the authenticator app, or a recovery code');

/** One browser in which the person is signed in. */
export const PortalOwnSession = z.object({
  id: z.string(),
  current: z.boolean().describe('The one that asks'),
  browser: z.string().nullable().describe('As the browser named itself'),
  address: z.string().nullable().describe('Null: this machine itself'),
  createdAt: z.string(),
  lastSeenAt: z.string(),
  expiresAt: z.string(),
});
export type PortalOwnSession = z.infer<typeof PortalOwnSession>;

/** The person's own account. */
export const PortalAccount = z.object({
  secondFactor: z.object({
    on: z.boolean(),
    since: z.string().nullable(),
    recoveryCodes: z.int().describe('How many are left'),
    neededBy: z.array(z.string()).describe('Hotels that ask this person for one'),
  }),
  sessions: z.array(PortalOwnSession),
  idleMinutes: z.int().describe('A session that is not used for so long ends'),
});
export type PortalAccount = z.infer<typeof PortalAccount>;

/** Told this once. */
export const PortalFactorSecret = z.object({ secret: z.string(), uri: z.string().describe('What the QR code says') });
export type PortalFactorSecret = z.infer<typeof PortalFactorSecret>;

export const FactorConfirmation = z.object({ code: Code });

/** Told this once; each works once. */
export const PortalRecoveryCodes = z.object({ codes: z.array(z.string()) });
export type PortalRecoveryCodes = z.infer<typeof PortalRecoveryCodes>;

/** People with a second factor show a code, the others their password. */
export const Proof = z.object({ password: z.string().min(1).max(128).optional(), code: Code.optional() });
export type Proof = z.infer<typeof Proof>;

export const SessionsEnd = z.object({ others: z.boolean().describe('All but the one that asks; else that one, too') });
