/** The hotel that the address names, or the only one there is; of several none is taken for the one that was meant. */
export const hotelOf = <Hotel extends { readonly id: string }>(hotels: readonly Hotel[], chosen: string | null): Hotel | undefined =>
  hotels.find(({ id }) => id === chosen) ?? (hotels.length === 1 ? hotels[0] : undefined);
