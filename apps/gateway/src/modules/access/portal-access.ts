import { SetMetadata, type CustomDecorator } from '@nestjs/common';
import type { Role, StepUp } from '@payport/contracts';

export const PORTAL_ACCESS = Symbol('PORTAL_ACCESS');

/**
 * What a route is about. `self`: the person alone. `properties`: whatever belongs to properties where the role is one of
 * these. The others: the one named by `:id`; one of another property does not exist for the person.
 */
export type PortalScope = 'self' | 'properties' | 'property' | PortalObject;
export type PortalObject = 'payment' | 'terminal' | 'command' | 'alarm' | 'webhook' | 'webhook_delivery' | 'bank_file';

export interface PortalAccessRule {
  readonly scope: PortalScope;
  readonly roles: readonly Role[];
  /** Only for who has lately proven who they are: an open browser is not enough. Not said: `never`. */
  readonly stepUp?: StepUp;
}

/** Who may use a portal route. A route without it is closed. */
export const PortalAccess = (rule: PortalAccessRule): CustomDecorator<symbol> => SetMetadata(PORTAL_ACCESS, rule);

/** Open to people who are not signed in: sign-in itself. */
export const PortalPublic = (): CustomDecorator<symbol> => SetMetadata(PORTAL_ACCESS, 'public');
