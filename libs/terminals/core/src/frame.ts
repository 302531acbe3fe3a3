/**
 * One piece of the exchange with a device, cleaned: card numbers truncated, secrets dropped, before it exists here.
 * `channel` names the carrier: `argv`, `file:e`, `file:p`, `exit` for a bank program; `tcp`, `serial` for wires.
 */
export interface CleanFrame {
  readonly direction: 'outbound' | 'inbound';
  readonly channel: string;
  /** Wall time, ms since the epoch. */
  readonly atMs: number;
  readonly bytes: Uint8Array;
  /** The same as text, where the carrier is text. */
  readonly text: string | null;
  /** Decoded fields by their protocol name. */
  readonly fields: Readonly<Record<string, string>>;
  /** Verdict of the protocol's checksum; null where it has none. */
  readonly checksumOk: boolean | null;
}
