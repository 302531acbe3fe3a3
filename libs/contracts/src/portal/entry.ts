import { isTimeZone, MAX_PASSWORD_LENGTH, MIN_PASSWORD_LENGTH } from '@payport/domain';
import { z } from 'zod';
import { requiredText } from '../sonata/primitives.ts';
import { ROLES } from '@payport/domain';

/** ISO 4217 codes that this Node knows. */
const CURRENCIES: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'));
export const KnownCurrency = z.string().refine((code) => CURRENCIES.has(code), { message: 'currency' });
export const TimeZone = z.string().refine(isTimeZone, { message: 'time-zone' });

export const PersonName = requiredText(120);
export const EmailAddress = z
  .string()
  .transform((text) => text.trim().toLowerCase())
  .pipe(z.email({ error: 'email' }).max(254));
export const NewPassword = z.string().min(MIN_PASSWORD_LENGTH).max(MAX_PASSWORD_LENGTH);

/** Any text: whether it is a link that works is told by the answer alone. */
export const LinkToken = z.string().min(1).max(200);
export const PortalLink = z.object({ token: LinkToken });
export type PortalLink = z.infer<typeof PortalLink>;

/** A hotel, as much as is needed to begin with. */
export const NewProperty = z.object({
  name: requiredText(120),
  legalEntity: requiredText(200).nullish(),
  city: requiredText(80).nullish(),
  timeZone: TimeZone,
  currency: KnownCurrency,
});
export type NewProperty = z.infer<typeof NewProperty>;

/** What the set-up page has to ask for. */
export const PortalSetupState = z.object({
  rescue: z.boolean().describe('There is an owner already: this link makes another one, or gives a known person a new password'),
  needsProperty: z.boolean().describe('There is no hotel yet'),
});
export type PortalSetupState = z.infer<typeof PortalSetupState>;

export const PortalSetup = z.object({
  token: LinkToken,
  name: PersonName,
  email: EmailAddress,
  password: NewPassword,
  property: NewProperty.nullish(),
});
export type PortalSetup = z.infer<typeof PortalSetup>;

/** Signed in, and where to begin: the first hotel of the person. */
export const PortalEntered = z.object({ propertyId: z.string().nullable() });
export type PortalEntered = z.infer<typeof PortalEntered>;

export const PortalInvitationState = z.object({
  email: z.string(),
  known: z.boolean().describe('The person has an account: the password of that account is asked for'),
  grants: z.array(z.object({ property: z.string(), city: z.string().nullable(), role: z.enum(ROLES) })),
  expiresAt: z.string(),
});
export type PortalInvitationState = z.infer<typeof PortalInvitationState>;

/** `name` is for people who are new. Whoever is known proves it by the password. */
export const PortalInvitationAccept = z.object({
  token: LinkToken,
  name: PersonName.nullish(),
  password: z.string().min(1).max(MAX_PASSWORD_LENGTH),
});
export type PortalInvitationAccept = z.infer<typeof PortalInvitationAccept>;

export const PortalResetState = z.object({ email: z.string() });
export type PortalResetState = z.infer<typeof PortalResetState>;
export const PortalReset = z.object({ token: LinkToken, password: NewPassword });
export type PortalReset = z.infer<typeof PortalReset>;
export const PortalResetRequest = z.object({ email: z.string().min(1).max(254) });
export type PortalResetRequest = z.infer<typeof PortalResetRequest>;
