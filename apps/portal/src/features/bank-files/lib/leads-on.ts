interface RowsPage {
  readonly data: readonly unknown[];
  readonly next: number | null;
}

/** Whether the last page has no row and yet another one behind it: the gateway has looked through as many lines as it does at once. */
export function leadsOn(pages: readonly RowsPage[] | undefined): boolean {
  const last = pages?.at(-1);
  return last !== undefined && last.data.length === 0 && last.next !== null;
}
