import type { ReconAttachmentType } from '@payport/contracts';
import { holdsCardNumber } from '@payport/domain';

export type AttachmentRefusal = 'empty' | 'other_content' | 'card_number';

const MAGIC: Readonly<Partial<Record<ReconAttachmentType, readonly number[]>>> = {
  'application/pdf': [0x25, 0x50, 0x44, 0x46, 0x2d],
  'image/png': [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
  'image/jpeg': [0xff, 0xd8, 0xff],
};

/**
 * Whether a file is what it says it is and may be kept. Text is read for card numbers; what stands in a picture or a paper
 * cannot be read here, and people are told so.
 */
export function attachmentRefusal(type: ReconAttachmentType, name: string, bytes: Buffer): AttachmentRefusal | null {
  if (bytes.length === 0) return 'empty';
  if (holdsCardNumber(name)) return 'card_number';
  const magic = MAGIC[type];
  if (magic !== undefined) return magic.every((byte, at) => bytes[at] === byte) ? null : 'other_content';
  // A zero byte is in no text; in UTF-16 it is in every second place, and such a file is better saved as UTF-8.
  if (bytes.includes(0)) return 'other_content';
  // Digits are the same in every code page that banks use.
  return holdsCardNumber(bytes.toString('latin1')) ? 'card_number' : null;
}
