/** A place in the order of changes: everything up to this change of this transaction has been told. */
export interface LivePlace {
  /** The server's identity: a place of another one means nothing here. */
  readonly server: string;
  readonly txid: bigint;
  readonly id: bigint;
}

const FORM = /^(\d{1,20})\.(\d{1,19})\.(\d{1,19})$/;

export const writePlace = ({ server, txid, id }: LivePlace): string => `${server}.${txid}.${id}`;

/** Null for anything that `writePlace` would not have written. */
export function readPlace(text: string): LivePlace | null {
  const [, server, txid, id] = FORM.exec(text) ?? [];
  return server === undefined || txid === undefined || id === undefined ? null : { server, txid: BigInt(txid), id: BigInt(id) };
}
