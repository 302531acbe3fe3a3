import type { Mutation, MutationOptions, QueryClient } from '@tanstack/react-query';

const UPLOADS = 'bank-file-upload';

/** What of these mutations is about files of one hotel; null: of any. */
export const uploadsKey = (propertyId: string | null): readonly string[] => (propertyId === null ? [UPLOADS] : [UPLOADS, propertyId]);

/**
 * Files of a hotel that are sent one after another, in the order in which they were given. The client runs them, not the page on
 * which they were chosen: they go on when another hotel or page is looked at, and what failed is there when somebody comes back.
 */
export const uploadOptions = (
  propertyId: string,
  send: (file: File) => Promise<unknown>,
  onSettled: () => void,
): MutationOptions<unknown, Error, File> => ({
  mutationKey: uploadsKey(propertyId),
  scope: { id: uploadsKey(propertyId).join(' ') },
  mutationFn: send,
  onSettled,
  // A refusal is told until more files are given, however long that takes.
  gcTime: Infinity,
});

/** One of them as it stands, small enough to be compared. */
export interface Upload {
  readonly name: string;
  readonly status: Mutation['state']['status'];
  readonly error: unknown;
}

export const toUpload = ({ state }: Mutation): Upload => ({
  name: state.variables instanceof File ? state.variables.name : '',
  status: state.status,
  error: state.error,
});

export interface Queue {
  /** The file that is sent and read now. */
  readonly reading: string | null;
  readonly waiting: number;
  readonly failed: readonly Pick<Upload, 'name' | 'error'>[];
  /** How many are done with, one way or the other. */
  readonly done: number;
}

export function queueOf(uploads: readonly Upload[]): Queue {
  const pending = uploads.filter(({ status }) => status === 'pending');
  return {
    reading: pending[0]?.name ?? null,
    waiting: Math.max(0, pending.length - 1),
    failed: uploads.filter(({ status }) => status === 'error'),
    done: uploads.length - pending.length,
  };
}

/** What is done with is told no longer once files are given anew; not while others of the same heap are still sent. */
export function forgetDone(client: QueryClient, propertyId: string): void {
  const filters = { mutationKey: uploadsKey(propertyId) };
  if (client.isMutating(filters) > 0) return;
  const cache = client.getMutationCache();
  for (const one of cache.findAll(filters)) cache.remove(one);
}
