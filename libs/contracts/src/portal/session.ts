import { ROLES } from '@payport/domain';
import { z } from 'zod';

export const PortalProperty = z.object({
  id: z.string(),
  name: z.string(),
  city: z.string().nullable(),
  timeZone: z.string(),
  currency: z.string(),
  role: z.enum(ROLES),
  terminals: z.array(z.object({ id: z.string(), name: z.string() })),
});
export type PortalProperty = z.infer<typeof PortalProperty>;

/** Who sits at the portal and where that person may look. */
export const PortalSession = z.object({
  user: z.object({ id: z.string(), email: z.string(), name: z.string() }),
  properties: z.array(PortalProperty),
  version: z.string(),
  demo: z.boolean(),
  secondFactorNeeded: z.boolean().describe('A hotel asks this person for a second factor; until there is one, only the account opens'),
});
export type PortalSession = z.infer<typeof PortalSession>;

/** `POST …/auth/sign-in/email`. The limits only bound the work; whether the two fit is told by the answer alone. */
export const PortalSignIn = z.object({
  email: z.string().min(1).max(254),
  password: z.string().min(1).max(128),
  code: z.string().max(20).optional().describe('Of the authenticator app, or a recovery code; asked for by `second-factor-required`'),
});
export type PortalSignIn = z.infer<typeof PortalSignIn>;

/** The session itself is in a cookie that no script can read. */
export const PortalSignedIn = z.object({ user: PortalSession.shape.user });
export type PortalSignedIn = z.infer<typeof PortalSignedIn>;

/**
 * A request header of the portal: a page asks by itself, and nobody has touched it for a while. Such a request is answered like
 * any other, but keeps no session from ending for want of use.
 */
export const UNATTENDED_HEADER = 'x-payport-unattended';

/** Open to everybody, for the sign-in page: which version this is, and whether it is a demonstration. */
export const PortalAbout = z.object({
  version: z.string(),
  demo: z.boolean(),
  mail: z.boolean().describe('Mail is configured: a forgotten password can be replaced by a mailed link'),
});
export type PortalAbout = z.infer<typeof PortalAbout>;
