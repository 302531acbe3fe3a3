interface Hotel {
  readonly id: string;
  readonly timeZone: string;
}

/** The clocks of the hotel that somebody belongs to, the first where they are several; without one, of whoever looks. */
export function zoneAmong(hotels: readonly Hotel[], places: readonly { readonly propertyId: string }[]): string {
  const own = hotels.find(({ id }) => places.some(({ propertyId }) => propertyId === id));
  return (own ?? hotels[0])?.timeZone ?? 'UTC';
}
