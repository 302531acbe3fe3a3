import { z } from 'zod';
import { Uuid } from '../sonata/primitives.ts';
import { EmailAddress, KnownCurrency } from './entry.ts';
import { minorOfLimit, ROLES } from '@payport/domain';

/** Whether a link went out by mail as well; `failed`: the mail server did not take it. */
export const MAILED = ['sent', 'failed', 'off'] as const;
export type Mailed = (typeof MAILED)[number];

export const PortalMembership = z.object({
  propertyId: z.string(),
  role: z.enum(ROLES),
  refundLimits: z
    .array(
      z.object({
        currency: z.string(),
        max: z.string().nullable().describe('The person’s own; null: none, and the role’s counts'),
        role: z.string().nullable().describe('What the role gives back alone here; null: any amount'),
      }),
    )
    .describe('Of one payment, without a second person; one for each currency of the hotel, none for who gives nothing back'),
  may: z.object({
    roles: z.array(z.enum(ROLES)).describe('Roles that the asking person may give instead; empty: none'),
    remove: z.boolean(),
    limit: z.boolean().describe('Set the person’s own limit of refunds'),
  }),
});
export type PortalMembership = z.infer<typeof PortalMembership>;

export const PortalPerson = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  you: z.boolean(),
  demo: z.boolean(),
  sessions: z.int().describe('Browsers in which the person is signed in'),
  lastSeenAt: z.string().nullable().describe('Of the sessions that still exist'),
  memberships: z.array(PortalMembership),
  secondFactor: z.boolean().describe('On'),
  may: z.object({ resetLink: z.boolean(), endSessions: z.boolean(), removeSecondFactor: z.boolean() }),
});
export type PortalPerson = z.infer<typeof PortalPerson>;

export const PortalInvitation = z.object({
  id: z.string(),
  email: z.string(),
  invitedBy: z.string(),
  createdAt: z.string(),
  expiresAt: z.string(),
  grants: z.array(z.object({ propertyId: z.string(), role: z.enum(ROLES) })),
  may: z.object({ revoke: z.boolean() }),
});
export type PortalInvitation = z.infer<typeof PortalInvitation>;

/** People of the hotels where the asking person is owner or manager. */
export const PortalPeople = z.object({
  properties: z.array(
    z.object({ id: z.string(), name: z.string(), timeZone: z.string(), roles: z.array(z.enum(ROLES)).describe('Roles that may be given there') }),
  ),
  people: z.array(PortalPerson),
  invitations: z.array(PortalInvitation),
  mail: z.boolean().describe('Links are mailed as well as shown'),
});
export type PortalPeople = z.infer<typeof PortalPeople>;

export const NewInvitation = z.object({ email: EmailAddress, role: z.enum(ROLES), propertyIds: z.array(Uuid).min(1).max(200) });
export type NewInvitation = z.infer<typeof NewInvitation>;

/** A link that was just made. It is told once. */
export const PortalMadeLink = z.object({ link: z.string(), expiresAt: z.string(), mailed: z.enum(MAILED) });
export type PortalMadeLink = z.infer<typeof PortalMadeLink>;

export const RoleChange = z.object({ propertyId: Uuid, role: z.enum(ROLES) });
/** `max` null: none of the person's own. Nobody sets one above what they give back alone themselves, nor above the role's. */
export const PersonRefundLimitChange = z
  .object({ propertyId: Uuid, currency: KnownCurrency, max: z.string().nullable() })
  .superRefine(({ currency, max }, context) => {
    if (max !== null && minorOfLimit(max, currency) === null) context.addIssue({ code: 'custom', path: ['max'], message: 'role-limit-amount' });
  });
export const PersonRemoval = z.object({ propertyId: Uuid });
export const PortalEndedSessions = z.object({ ended: z.int() });
export type PortalEndedSessions = z.infer<typeof PortalEndedSessions>;
