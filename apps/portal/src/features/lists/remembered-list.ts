const KEY = 'payport.list';

/** The list as it was last looked at, for the way back from a payment; in this tab only. */
export function rememberList(address: string): void {
  sessionStorage.setItem(KEY, address);
}

export const rememberedList = (): string | null => sessionStorage.getItem(KEY);
