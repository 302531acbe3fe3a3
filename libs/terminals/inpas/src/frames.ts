import type { CleanFrame } from '@payport/terminals-core';
import { ACK, NAK } from './constants.ts';
import type { RawField } from './messages.ts';
import { namedFields } from './parser.ts';
import { serializePacket } from './serializer.ts';

export type FrameMark = Pick<CleanFrame, 'direction' | 'atMs'> & { readonly channel: 'tcp' | 'serial' };

/**
 * A message as it may be kept, of its cleaned fields. Its bytes are written anew from them, checksum included; `checksumOk` is
 * the verdict on what really travelled.
 */
export const messageFrame = (kept: readonly RawField[], mark: FrameMark): CleanFrame => ({
  ...mark,
  bytes: serializePacket(kept),
  text: null,
  fields: namedFields(kept),
  checksumOk: mark.direction === 'inbound' ? true : null,
});

export const controlFrame = (byte: number, mark: FrameMark): CleanFrame => ({
  ...mark,
  bytes: Uint8Array.of(byte),
  text: null,
  fields: { control: byte === ACK ? 'ACK' : byte === NAK ? 'NAK' : 'EOT' },
  checksumOk: null,
});

interface Noise {
  readonly what: 'noise' | 'damaged' | 'unreadable';
  readonly size: number;
  readonly bytes?: Uint8Array;
}

/** Bytes that nobody could read; without a digit of theirs. */
export const noiseFrame = ({ what, size, bytes = new Uint8Array() }: Noise, mark: FrameMark): CleanFrame => ({
  ...mark,
  bytes,
  text: null,
  fields: { [what]: `${size} bytes` },
  checksumOk: what === 'damaged' ? false : what === 'unreadable' ? true : null,
});
