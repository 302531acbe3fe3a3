import type { DriverDefinition, DriverId } from '@payport/terminals-core';

/** Driver id → lazy factory. A new protocol is one room and one line here. */
const ROOMS: Partial<Record<DriverId, () => Promise<DriverDefinition>>> = {
  sberbank: async () => (await import('@payport/terminals-sberbank')).sberbank,
  inpas: async () => (await import('@payport/terminals-inpas')).inpas,
  zvt: async () => (await import('@payport/terminals-zvt')).zvt,
};

export const registeredDrivers = (): readonly DriverId[] => Object.keys(ROOMS) as DriverId[];

/** Null when this build has no room for that protocol. */
export async function loadDriver(id: string): Promise<DriverDefinition | null> {
  // By its own names only: every object has a `constructor`.
  const room = Object.hasOwn(ROOMS, id) ? (ROOMS as Partial<Record<string, () => Promise<DriverDefinition>>>)[id] : undefined;
  return room ? room() : null;
}
