/** What the gateway calls a change of a terminal; the portal has a text for each. */
export const CHANGE_KINDS = ['registered', 'registered_untested', 'changed', 'enabled', 'disabled', 'quarantine_lifted', 'workstation_lost'] as const;
export type ChangeKind = (typeof CHANGE_KINDS)[number];
/** Facts of a terminal that a change can be about; the driver's settings have their labels in its form. */
export const CHANGE_FACTS = ['name', 'driver', 'tid', 'mid', 'enabled', 'settleAt', 'workstations', 'workstation', 'terminal'] as const;
export type ChangeFact = (typeof CHANGE_FACTS)[number];

/** Null for a kind that a newer gateway knows. */
export const changeKind = (action: string): ChangeKind | null => CHANGE_KINDS.find((kind) => action === `terminal.${kind}`) ?? null;

/** `settings.folder` is the field `folder` of the form. */
export const factName = (key: string): string => key.replace(/^settings\./, '');
