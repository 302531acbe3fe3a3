import { z } from 'zod';

export const ROLES = ['owner', 'manager', 'finance', 'support', 'auditor'] as const;
export type Role = (typeof ROLES)[number];

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
});
export type PortalSession = z.infer<typeof PortalSession>;
