import { PERMISSIONS, type Role } from '@payport/domain';

export interface GoPlace {
  /** The section's word in `Shell`. */
  readonly name:
    | 'overview'
    | 'payments'
    | 'queue'
    | 'refunds'
    | 'terminals'
    | 'endOfDay'
    | 'bankFiles'
    | 'reconciliation'
    | 'training'
    | 'people'
    | 'properties'
    | 'webhooks'
    | 'audit'
    | 'help';
  /** By the key's place: a Russian layout has other letters there. */
  readonly code: string;
  readonly href: string;
  /** Only for these; else for everybody. */
  readonly roles?: readonly Role[];
}

/** Where G and a letter lead. The letters are those of the English names, which stand on Russian keyboards too. */
export const GO_PLACES: readonly GoPlace[] = [
  { name: 'overview', code: 'KeyO', href: '/overview' },
  { name: 'payments', code: 'KeyP', href: '/payments' },
  { name: 'queue', code: 'KeyQ', href: '/queue' },
  { name: 'refunds', code: 'KeyF', href: '/refunds' },
  { name: 'terminals', code: 'KeyT', href: '/terminals' },
  { name: 'endOfDay', code: 'KeyE', href: '/end-of-day' },
  { name: 'bankFiles', code: 'KeyB', href: '/bank-files', roles: PERMISSIONS.viewBankFiles },
  { name: 'reconciliation', code: 'KeyR', href: '/reconciliation', roles: PERMISSIONS.viewReconciliation },
  { name: 'training', code: 'KeyL', href: '/training' },
  { name: 'people', code: 'KeyU', href: '/people', roles: PERMISSIONS.viewPeople },
  { name: 'properties', code: 'KeyH', href: '/properties', roles: PERMISSIONS.viewProperty },
  { name: 'webhooks', code: 'KeyW', href: '/webhooks' },
  { name: 'audit', code: 'KeyA', href: '/audit', roles: PERMISSIONS.viewAudit },
  { name: 'help', code: 'KeyI', href: '/help' },
];

/** `KeyO` → `O`. */
export const letterOf = ({ code }: Pick<GoPlace, 'code'>): string => code.slice(-1);

/** The places of somebody who has these roles anywhere. */
export const placesOf = (roles: readonly Role[]): readonly GoPlace[] =>
  GO_PLACES.filter((place) => place.roles?.some((role) => roles.includes(role)) ?? true);
