import type { PortalSession } from '@payport/contracts';
import { mayTrain } from './trainee.ts';
import { trainingConfig } from './training-config.ts';

/** A hotel whose front desk can be practised, as the page needs to know it. No key is part of it. */
export interface TrainingPlace {
  readonly id: string;
  readonly name: string;
  readonly timeZone: string;
  readonly currency: string;
  readonly workstations: readonly { readonly name: string; readonly terminalId: string }[];
}

/** Why there is nothing to train, or where it can be done. */
export type Training = { readonly places: readonly TrainingPlace[] } | { readonly none: 'not-configured' | 'not-allowed' };

/** Where this person may train. */
export function trainingFor({ properties }: Pick<PortalSession, 'properties'>): Training {
  const config = trainingConfig();
  if (!config) return { none: 'not-configured' };
  const places = properties.filter(mayTrain).flatMap(({ id, name, timeZone, currency }) => {
    const found = config.properties.find((property) => property.id === id);
    if (!found) return [];
    const workstations = found.terminals.flatMap(({ id: terminalId, workstation }) =>
      workstation === null ? [] : [{ name: workstation, terminalId }],
    );
    return [{ id, name, timeZone, currency, workstations }];
  });
  return places.length > 0 ? { places } : { none: properties.some(mayTrain) ? 'not-configured' : 'not-allowed' };
}
