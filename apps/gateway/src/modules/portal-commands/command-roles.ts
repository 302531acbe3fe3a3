import { mayDo, PERMISSIONS, rolesOfRoute, type Role, type ServiceCommandKind } from '@payport/contracts';

/** Everybody who belongs to the property reads what its terminals were told. */
export const VIEW_ROLES: readonly Role[] = PERMISSIONS.viewTerminals;

/** Roles that may command at all; which of the kinds, is decided by the kind. */
export const COMMAND_ROLES: readonly Role[] = rolesOfRoute('commandTerminal') ?? [];

export const mayCommand = (role: Role | undefined, kind: ServiceCommandKind): boolean =>
  mayDo(role, kind === 'settlement' ? 'closeDay' : 'serviceTerminals');
